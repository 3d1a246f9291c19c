/** 不可能的工作量: more patients, operations, beds or examinations than a day, a surgeon, a house or a device can hold. */
import { operationFor } from '../catalogue/diagnoses.ts';
import { Basket } from '../honest/basket.ts';
import { doctorOf, doctorsFor } from '../honest/doctors.ts';
import { stay } from '../honest/stays.ts';
import type { Doctor, Institution, Visit } from '../model.ts';
import { lightStay, recipeOf, smallVisit } from './light.ts';
import { shuffled, spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { isFree, perform } from './stage.ts';
import type { Actor } from './stage.ts';

const ALSO = ['similar-cases', 'card-cluster', 'high-value', 'GZ10000204005000'];
const COLD = { code: 'J06.900', name: '急性上呼吸道感染' } as const;

type Deeds = (readonly [Actor, Visit])[];

/** A day of a doctor with so many patients from morning to evening. */
function dayOf(play: Play, day: number, count: number, of: { institution: Institution; doctor: Doctor }): Deeds {
  const { stage, random } = play;
  const recipe = recipeOf(random, stage, of.institution, { drugs: 1, tests: 0, treatments: 0 });
  const people = stage.people(random, count) ?? [];
  const gap = Math.floor(36_000 / count);
  return shuffled(random, people).flatMap((who, nth) => {
    if (!isFree(who, day)) return [];
    const second = 27_600 + nth * gap + random.int(Math.max(1, gap));
    return [perform(who, smallVisit(who, stage, day, second, { ...of, diagnosis: COLD, recipe }))];
  });
}

/** One doctor, hundreds of patients, on several days. */
function outpatients(play: Play): boolean {
  const { stage, random } = play;
  if (stage.scene.census.insured < 3000 || stage.span < 30) return false;
  const institution = stage.place(play, random.chance(5000) ? 'town' : 'big');
  const doctor = doctorOf(institution, 'general', random.int(9));
  const days = spread(random, stage.firstDay + 2, stage.lastDay - 2, random.between(3, 4), 6);
  const deeds = days.flatMap((day) => dayOf(play, day, random.between(268, 330), { institution, doctor }));
  if (deeds.length < 240 * days.length) return false;
  stage.label(play, { visits: deeds, also: ALSO });
  return true;
}

/** Patients of one surgeon, operated on at one time. */
function operations(play: Play): boolean {
  const { stage, random } = play;
  const patients = stage.actors(random, random.between(8, 14), { age: [36, 78] });
  const wanted = spread(random, stage.firstDay + 5, stage.lastDay - 14, 4, 8);
  if (patients === undefined || wanted.length < 2) return false;
  const institution = stage.place(play, 'big');
  const doctor = doctorOf(institution, 'surgery', random.int(9));
  const days = stage.freeDays([doctor], wanted);
  if (days.length < 2) return false;
  const starts = days.map(() => random.between(31_000, 50_000));
  const deeds = patients.map((who, nth) => {
    const at = nth % days.length;
    const begin = (starts[at] ?? 31_000) + Math.floor(nth / days.length) * random.between(600, 2400);
    return operated(play, who, (days[at] ?? stage.firstDay) - 1, institution, {
      doctor,
      begin,
      end: begin + random.between(4200, 8400),
    });
  });
  stage.label(play, { visits: deeds });
  return true;
}

function operated(
  { stage, random }: Play,
  who: Actor,
  begin: number,
  institution: Institution,
  slot: { doctor: Doctor; begin: number; end: number },
): Deeds[number] {
  const disease = {
    code: random.pick(['K80.000x002', 'K64.900', 'M51.202', 'N20.000']),
    name: '手术病种',
    dept: 'surgery' as const,
  };
  const how = { institution, disease, doctor: slot.doctor, med_type: '21', dscg_way: '1', operates: true };
  const visit = stay(who, stage.scene, begin, random.between(4, 7), how);
  visit.operations.splice(0, visit.operations.length, { ...operationFor(disease), day: begin + 1, slot });
  return perform(who, visit);
}

/** More people in bed than there are beds. */
function beds(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'town');
  const count = institution.bed_cnt + random.between(24, 36);
  if (stage.scene.census.insured < count * 40 || stage.span < 40) return false;
  const people = stage.people(random, count, { age: [35, 88] });
  if (people === undefined) return false;
  const recipe = recipeOf(random, stage, institution, { drugs: 1, tests: 2, treatments: 0 });
  const middle = random.between(stage.firstDay + 12, stage.lastDay - 14);
  const deeds = people.flatMap((who) => {
    const begin = middle - random.between(1, 4);
    const nights = middle - begin + random.between(2, 4);
    if (!isFree(who, begin - 2, nights + 5)) return [];
    const { code, name } = random.pick([
      COLD,
      { code: 'I10.x00x002', name: '高血压' },
      { code: 'M54.500', name: '下背痛' },
    ]);
    return [
      perform(
        who,
        lightStay(who, stage, begin, nights, { institution, dept: 'internal', diagnosis: { code, name }, recipe }),
      ),
    ];
  });
  if (deeds.length <= institution.bed_cnt) return false;
  stage.label(play, { visits: deeds, also: ['bed-hanging', 'fake-stay-ring', ...ALSO] });
  return true;
}

/** One CT with more examinations than minutes to make them. */
function device(play: Play): boolean {
  const { stage, random } = play;
  if (stage.scene.census.insured < 3000 || stage.span < 30) return false;
  const institution = stage.place(play, 'town');
  const days = spread(random, stage.firstDay + 2, stage.lastDay - 2, random.between(3, 4), 6);
  const { ct } = stage.scene.stores.own.special;
  const deeds = days.flatMap((day) =>
    (stage.people(random, random.between(128, 150), { age: [18, 88] }) ?? []).flatMap((who) => {
      if (!isFree(who, day)) return [];
      const second = random.between(28_800, 62_000);
      const doctor = doctorOf(institution, random.chance(5000) ? 'internal' : 'surgery', random.int(4));
      const visit = who.ledger.visit({ institution, med_type: '11', begin: day, begin_second: second, doctor });
      visit.diagnoses.push(random.pick([COLD, { code: 'M54.500', name: '下背痛' }, { code: 'R51.x00', name: '头痛' }]));
      const basket = new Basket(who, stage.scene.stores, visit);
      basket.add(stage.scene.stores.own.consultation, 1, day, second);
      for (const part of shuffled(random, ct).slice(0, random.between(2, 4))) basket.add(part, 1, day, second + 600);
      return [perform(who, basket.settle())];
    }),
  );
  if (deeds.length < 115 * days.length) return false;
  stage.label(play, { visits: deeds, also: ALSO, items: ct.map(({ code }) => code) });
  return true;
}

/** The doctor of a village on the days of a flu. */
function villageDoctor(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'village');
  const doctor = doctorOf(institution, 'general', 0);
  const first = random.between(stage.firstDay + 2, Math.max(stage.firstDay + 2, stage.lastDay - 16));
  const days = spread(random, first, Math.min(stage.lastDay - 1, first + 12), random.between(3, 5), 2);
  const deeds = days.flatMap((day) => dayOf(play, day, random.between(62, 92), { institution, doctor }));
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds, also: ['similar-cases'] });
  return true;
}

/** Two surgeons in two theatres at one time, and one after the other without a minute between. */
function twoSurgeons(play: Play): boolean {
  const { stage, random } = play;
  const patients = stage.actors(random, 6, { age: [36, 78] });
  const wanted = spread(random, stage.firstDay + 5, stage.lastDay - 14, 2, 8);
  if (patients === undefined || wanted.length < 2) return false;
  const institution = stage.place(play, 'big');
  const surgeons = doctorsFor(institution, 'surgery').slice(0, 2);
  const days = surgeons.length < 2 ? [] : stage.freeDays(surgeons, wanted);
  if (days.length < 2) return false;
  const deeds = patients.flatMap((who, nth) => {
    const doctor = surgeons[nth % 2];
    if (doctor === undefined) return [];
    const turn = Math.floor(nth / 4);
    const begin = 32_400 + turn * 6000;
    const day = (days[(nth >> 1) % 2] ?? stage.firstDay) - 1;
    return [operated(play, who, day, institution, { doctor, begin, end: begin + 6000 })];
  });
  stage.label(play, { visits: deeds });
  return true;
}

/** A day on which a whole team sees the people of a township. */
function teamDay(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'big');
  if (stage.scene.census.insured < 3000 || stage.span < 20) return false;
  const day = random.between(stage.firstDay + 2, stage.lastDay - 3);
  const team = [...doctorsFor(institution, 'general'), ...doctorsFor(institution, 'internal')].slice(0, 5);
  const deeds = team.flatMap((doctor) => dayOf(play, day, random.between(35, 58), { institution, doctor }));
  stage.label(play, { visits: deeds, also: ['similar-cases'] });
  return true;
}

export const workload: Scheme = {
  id: 'workload',
  bound: 'institution',
  cases: [
    disguise('outpatients', outpatients),
    disguise('operations', operations),
    disguise('beds', beds),
    disguise('device', device),
    lookAlike('village-doctor', villageDoctor),
    lookAlike('two-surgeons', twoSurgeons),
    lookAlike('team-day', teamDay),
  ],
};
