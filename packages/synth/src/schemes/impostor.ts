/** 冒名: a card used for somebody else; and records that only look so. */
import type { DepartmentName } from '../catalogue/departments.ts';
import { Basket } from '../honest/basket.ts';
import { chronicVisit, drugsFor } from '../honest/courses/chronic.ts';
import { doctorOf } from '../honest/doctors.ts';
import { birthStay, stay } from '../honest/stays.ts';
import { clinicVisit } from '../honest/visits.ts';
import type { Coded, Visit } from '../model.ts';
import { sample } from './culprits.ts';
import { spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

const ALSO = [
  'GZ10000204006000',
  'GZ10000204007000',
  'GZ10000301003000',
  'drug-resale',
  'frequent-clinic',
  'card-cluster',
];

type Deeds = (readonly [Actor, Visit])[];
type Illness = Coded & { readonly dept: DepartmentName };

const WOMENS: readonly Illness[] = [
  { code: 'N76.000', name: '急性阴道炎', dept: 'women' },
  { code: 'D25.900', name: '子宫平滑肌瘤', dept: 'women' },
  { code: 'N92.600', name: '月经不规则', dept: 'women' },
];
const MENS: readonly Illness[] = [
  { code: 'N40.x00', name: '前列腺增生', dept: 'surgery' },
  { code: 'N41.100', name: '慢性前列腺炎', dept: 'surgery' },
];
const OLD: readonly Coded[] = [
  { code: 'I25.103', name: '冠状动脉粥样硬化性心脏病' },
  { code: 'I10.x00x002', name: '高血压' },
  { code: 'E11.900', name: '2型糖尿病' },
  { code: 'J44.900', name: '慢性阻塞性肺病' },
];

/** A visit of the other sex: its illness, and at times the examination that only it can have. */
function otherSexVisit({ stage, random }: Play, who: Actor, day: number): Deeds[number] {
  const male = who.person.gend === '1';
  const { dept, ...illness } = random.pick(male ? WOMENS : MENS);
  const institution = stage.scene.places.clinic(random, who.person);
  const second = random.between(28_800, 60_000);
  const doctor = doctorOf(institution, dept, random.int(9));
  const visit = who.ledger.visit({ institution, med_type: '11', begin: day, begin_second: second, doctor });
  visit.diagnoses.push(illness);
  const basket = new Basket(who, stage.scene.stores, visit);
  const { own } = stage.scene.stores;
  if (!institution.internet) {
    basket.add(own.consultation, 1, day, second);
    if (random.chance(6000)) basket.add(male ? own.special.womens : own.special.mens, 1, day, second + 700);
  }
  const extra = { rxno: who.ledger.prescription(), prd_days: 70_000, trace: institution.rank > 1 };
  for (let left = random.between(1, 3); left > 0; left -= 1)
    basket.add(basket.stockedDrug(), random.between(1, 2), day, second + 900, extra);
  return perform(who, basket.settle());
}

function otherSex(play: Play): boolean {
  const { stage, random } = play;
  const [who] = stage.actors(random, 1, { age: [26, 60] }) ?? [];
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(4, 8), 9);
  if (who === undefined || days.length < 4) return false;
  stage.label(play, { visits: days.map((day) => otherSexVisit(play, who, day)), also: ALSO });
  return true;
}

/** A child's card with old people's illnesses and drugs. */
function childsCard(play: Play): boolean {
  const { stage, random } = play;
  const [who] = stage.actors(random, 1, { age: [3, 11] }) ?? [];
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(4, 9), 15);
  if (who === undefined || days.length < 4) return false;
  const diagnosis = random.pick(OLD);
  const place = random.chance(6000) ? stage.scene.places.townOf(who.person) : stage.scene.places.large(random);
  const regimen = { diagnosis, place, drugs: drugsFor(random, stage.scene.stores, diagnosis.code, place), supply: 28 };
  stage.label(play, {
    visits: days.map((day) => perform(who, chronicVisit(who, stage.scene, day, regimen))),
    also: ALSO,
  });
  return true;
}

/** One card in two towns within a quarter of an hour, again and again. */
function twoTowns(play: Play): boolean {
  const { stage, random } = play;
  const [who] = stage.actors(random, 1, { age: [24, 76] }) ?? [];
  const days = spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(4, 8), 8);
  const [here, there] = sample(random, stage.scene.places.towns, 2);
  if (who === undefined || here === undefined || there === undefined || days.length < 4) return false;
  const deeds = days.flatMap((day) => {
    const second = random.between(29_000, 58_000);
    return [
      perform(who, clinicVisit(who, stage.scene, day, 'clinic', { institution: here, second })),
      perform(
        who,
        clinicVisit(who, stage.scene, day, 'clinic', { institution: there, second: second + random.between(150, 850) }),
      ),
    ];
  });
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Cards of a doctor's kin: always that doctor, always at night or on weekends, drugs that are for others. */
function kin(play: Play): boolean {
  const { stage, random } = play;
  const home = stage.home(random);
  const institution = stage.place(play, random.chance(5000) ? 'village' : 'town');
  const doctor = doctorOf(institution, 'general', random.int(4));
  const first = stage.actors(random, 1, { age: [30, 50], home });
  const [head] = first ?? [];
  if (head === undefined) return false;
  const others = stage.actors(random, random.between(4, 7), { age: [5, 36], home, phone: head.person.phone });
  if (others === undefined || stage.span < 80) return false;
  const deeds = [head, ...others].flatMap((who) => {
    who.plot.quiet = true;
    const diagnosis = random.pick(OLD);
    const drugs = drugsFor(random, stage.scene.stores, diagnosis.code, institution);
    const regimen = { diagnosis, place: institution, drugs, supply: 28 };
    return spread(random, stage.firstDay + 1, stage.lastDay - 2, random.between(8, 14), 7).map((near) => {
      const weekend = random.chance(4000);
      const day = weekend ? near + ((6 - ((near + 4) % 7) + 7) % 7) : near;
      const second = weekend ? random.between(30_000, 72_000) : random.between(69_000, 81_000);
      return perform(who, chronicVisit(who, stage.scene, Math.min(day, stage.lastDay), regimen, { second, doctor }));
    });
  });
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** One visit that was written down with a code of the other sex. */
function typingError(play: Play): boolean {
  const { stage, random } = play;
  const people = stage.actors(random, 3, { age: [45, 62] });
  if (people === undefined) return false;
  const deeds = people.map((who) => {
    const { dept, ...illness } = random.pick(who.person.gend === '1' ? WOMENS : MENS);
    const day = random.between(stage.firstDay + 1, stage.lastDay - 1);
    return perform(
      who,
      clinicVisit(who, stage.scene, day, 'clinic', {
        disease: { ...illness, dept: dept === 'women' ? 'internal' : dept },
        institution: stage.scene.places.townOf(who.person),
      }),
    );
  });
  stage.label(play, { visits: deeds, also: ['GZ10000204006000', 'GZ10000204007000'] });
  return true;
}

/** From the waiting room: the internet hospital minutes before or after the real one. */
function internetBeside(play: Play): boolean {
  const { stage, random } = play;
  const people = stage.actors(random, random.between(3, 6), { age: [20, 66] });
  const [internet] = stage.scene.places.internet;
  if (people === undefined || internet === undefined || stage.span < 40) return false;
  const deeds = people.flatMap((who) =>
    spread(random, stage.firstDay + 1, stage.lastDay - 1, random.between(2, 4), 12).flatMap((day) => {
      const second = random.between(31_000, 58_000);
      const institution = stage.scene.places.townOf(who.person);
      return [
        perform(who, clinicVisit(who, stage.scene, day, 'clinic', { institution, second })),
        perform(
          who,
          clinicVisit(who, stage.scene, day, 'clinic', {
            institution: internet,
            second: second + random.between(-800, 850),
          }),
        ),
      ];
    }),
  );
  stage.label(play, { visits: deeds, also: ['GZ10000204002000'] });
  return true;
}

/** A birth, and the child beside the mother: one telephone, one address, one week. */
function motherAndNewborn(play: Play): boolean {
  const { stage, random } = play;
  const mothers = stage.actors(random, random.between(2, 3), { age: [24, 37], gend: '2' });
  if (mothers === undefined || stage.span < 20) return false;
  const deeds: Deeds = [];
  for (const mother of mothers) {
    const day = random.between(stage.firstDay + 2, stage.lastDay - 12);
    const { home, phone } = mother.person;
    const [baby] = stage.actors(random, 1, { brdy: day, home, phone }) ?? [];
    const birth = birthStay(mother, stage.scene, day);
    deeds.push(perform(mother, birth));
    if (baby === undefined) continue;
    baby.plot.quiet = true;
    const disease = { code: 'P59.900', name: '新生儿黄疸', dept: 'children' as const };
    const how = { institution: birth.institution, disease, operates: false };
    deeds.push(perform(baby, stay(baby, stage.scene, day + 1, random.between(3, 5), how)));
  }
  stage.label(play, { visits: deeds, also: ['GZ10000204007000'] });
  return true;
}

export const impostor: Scheme = {
  id: 'impostor',
  bound: 'person',
  cases: [
    disguise('other-sex', otherSex),
    disguise('childs-card', childsCard),
    disguise('two-towns', twoTowns),
    disguise('kin', kin),
    lookAlike('typing-error', typingError),
    lookAlike('internet-beside', internetBeside),
    lookAlike('mother-and-newborn', motherAndNewborn),
  ],
};
