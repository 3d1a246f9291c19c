/** 相似病例: records copied from one to the next; and honest records that are alike because the treatment is. */
import type { DepartmentName } from '../catalogue/departments.ts';
import { tumours } from '../catalogue/diagnoses.ts';
import { Basket } from '../honest/basket.ts';
import { cataractStay } from '../honest/courses/cataract.ts';
import { chemoStay } from '../honest/courses/chemo.ts';
import { dialysisSession, isSessionDay } from '../honest/courses/dialysis.ts';
import { doctorOf } from '../honest/doctors.ts';
import { admission, dailyItems, leaves } from '../honest/stays.ts';
import type { Coded, Doctor, Institution, Item, Visit } from '../model.ts';
import { recipeOf, smallVisit } from './light.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { isFree, perform } from './stage.ts';
import type { Actor } from './stage.ts';

const UNIT = 10_000;
const ALSO = ['fake-stay-ring', 'checkup-stays', 'GZ10000204005000'];

type Ward = Coded & { readonly dept: DepartmentName };

const ILLNESSES: readonly Ward[] = [
  { code: 'M54.500', name: '下背痛', dept: 'chinese' },
  { code: 'M51.202', name: '腰椎间盘突出', dept: 'chinese' },
  { code: 'J20.900', name: '急性支气管炎', dept: 'internal' },
  { code: 'I67.200', name: '脑动脉硬化', dept: 'internal' },
];

/** A record that is copied: what is charged on which day of the case. */
interface Template {
  readonly ward: Ward;
  readonly nights: number;
  readonly lines: readonly { readonly item: Item; readonly units: number; readonly nth: number }[];
}

function templateOf({ stage, random }: Play, institution: Institution, nights: number): Template {
  const days = Math.max(1, nights);
  const recipe = recipeOf(random, stage, institution, { drugs: 4, tests: 6, treatments: 3 });
  const lines = [
    ...recipe.tests.map((item) => ({ item, units: 1, nth: 0 })),
    ...Array.from({ length: days }, (_, nth) =>
      recipe.drugs.map((item) => ({ item, units: random.between(1, 3), nth })),
    ).flat(),
    ...Array.from({ length: days }, (_, nth) => recipe.treatments.map((item) => ({ item, units: 1, nth }))).flat(),
  ];
  return { ward: random.pick(ILLNESSES), nights, lines };
}

/** One copy; where it `varies`, a line is another item and some quantities are one off. */
function copy(
  who: Actor,
  play: Play,
  day: number,
  institution: Institution,
  of: Template,
  how: { varies: boolean; doctor: Doctor },
): Visit {
  const { random, ledger } = who;
  const { scene } = play.stage;
  const { ward, nights, lines } = of;
  const basket =
    nights > 0
      ? admission(who, scene, day, nights, {
          institution,
          disease: ward,
          doctor: how.doctor,
          med_type: '21',
          dscg_way: '1',
        })
      : clinic(who, play, day, institution, ward, how.doctor);
  const { begin_second } = basket.visit;
  for (let nth = 0; nth < nights; nth += 1) {
    for (const item of dailyItems(scene, institution))
      basket.add(item, 1, day + nth, nth === 0 ? begin_second : 28_800);
  }
  const odd = how.varies ? random.int(lines.length) : -1;
  const rxno = ledger.prescription();
  for (const [at, { item, units, nth }] of lines.entries()) {
    const other = at === odd ? basket.stockedDrug() : item;
    const count = how.varies && random.chance(1500) ? Math.max(1, units + random.between(-1, 1)) : units;
    const drug = other.kind === 'western' || other.kind === 'patent';
    basket.add(
      other,
      count,
      day + nth,
      begin_second + 1200,
      drug ? { rxno, prd_days: UNIT, trace: nights === 0 && institution.rank > 1 } : {},
    );
  }
  return nights > 0 ? leaves(basket, scene) : basket.settle();
}

function clinic(
  who: Actor,
  { stage }: Play,
  day: number,
  institution: Institution,
  ward: Ward,
  doctor: Doctor,
): Basket {
  const begin_second = who.random.between(29_000, 58_000);
  const visit = who.ledger.visit({ institution, med_type: '11', begin: day, begin_second, doctor });
  visit.diagnoses.push({ code: ward.code, name: ward.name });
  return new Basket(who, stage.scene.stores, visit);
}

interface Copies {
  readonly varies: boolean;
  /** Days over which the copies are spread, and doctors who sign them. */
  readonly within: readonly [number, number];
  readonly doctors: number;
}

function copies(of: Copies): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const people = stage.actors(random, random.between(13, 22), { age: [30, 82] });
    const within = Math.min(random.between(...of.within), stage.span - 12);
    if (people === undefined || within < 5) return false;
    const institution = stage.place(play, random.chance(6000) ? 'town' : 'big');
    const template = templateOf(play, institution, random.chance(7000) ? random.between(4, 7) : 0);
    const first = random.between(stage.firstDay + 2, stage.lastDay - within - 9);
    const deeds = people.map((who) => {
      const doctor = doctorOf(institution, template.ward.dept, random.int(of.doctors));
      return perform(
        who,
        copy(who, play, first + random.int(within), institution, template, { varies: of.varies, doctor }),
      );
    });
    stage.label(play, { visits: deeds, also: ALSO });
    return true;
  };
}

/** Eye operations as a package. */
function packages(play: Play): boolean {
  const { stage, random } = play;
  const people = stage.actors(random, random.between(12, 18), { age: [60, 84] });
  if (people === undefined || stage.span < 40) return false;
  const institution = stage.place(play, 'big');
  const deeds = people.map((who) =>
    perform(who, cataractStay(who, stage.scene, random.between(stage.firstDay + 2, stage.lastDay - 6), institution)),
  );
  stage.label(play, { visits: deeds });
  return true;
}

/** A fortnight of colds at a village clinic: the same one to three things for everybody. */
function villageFlu(play: Play): boolean {
  const { stage, random } = play;
  const institution = stage.place(play, 'village');
  const people = stage.people(random, random.between(20, 35), {
    village: stage.scene.places.villages.indexOf(institution),
  });
  if (people === undefined || stage.span < 30) return false;
  const recipe = recipeOf(random, stage, institution, { drugs: 2, tests: 0, treatments: 0 });
  const diagnosis = { code: 'J06.900', name: '急性上呼吸道感染' };
  const first = random.between(stage.firstDay + 2, stage.lastDay - 18);
  const deeds = people.flatMap((who) => {
    const day = first + random.int(14);
    if (!isFree(who, day)) return [];
    return [
      perform(who, smallVisit(who, stage, day, random.between(28_800, 60_000), { institution, diagnosis, recipe })),
    ];
  });
  if (deeds.length < 8) return false;
  stage.label(play, { visits: deeds, also: ['workload'] });
  return true;
}

/** Dialysis patients, whose sessions are all alike. */
function dialysis(play: Play): boolean {
  const { stage, random } = play;
  const people = stage.actors(random, random.between(3, 5), { age: [40, 76] });
  if (people === undefined) return false;
  const institution = stage.place(play, 'big');
  const from = random.between(stage.firstDay, Math.max(stage.firstDay, stage.lastDay - 100));
  const deeds = people.flatMap((who) =>
    Array.from({ length: Math.min(98, stage.lastDay - from) }, (_, nth) => from + nth)
      .filter((day) => isSessionDay(day, who.person.index))
      .map((day) => perform(who, dialysisSession(who, stage.scene, day, institution))),
  );
  if (deeds.length === 0) return false;
  stage.label(play, { visits: deeds, also: ['GZ10000204002000'] });
  return true;
}

/** One regimen of chemotherapy for many patients. */
function chemo(play: Play): boolean {
  const { stage, random } = play;
  const people = stage.actors(random, random.between(6, 9), { age: [45, 78] });
  if (people === undefined || stage.span < 80) return false;
  const how = { tumour: random.pick(tumours), institution: stage.place(play, 'big') };
  const deeds = people.flatMap((who) => {
    const first = random.between(stage.firstDay + 2, stage.lastDay - 68);
    return [0, 1, 2].map((cycle) => perform(who, chemoStay(who, stage.scene, first + cycle * 21, 2, how)));
  });
  stage.label(play, { visits: deeds });
  return true;
}

export const similarCases: Scheme = {
  id: 'similar-cases',
  bound: 'institution',
  cases: [
    disguise('identical', copies({ varies: false, within: [40, 100], doctors: 2 })),
    disguise('one-differs', copies({ varies: true, within: [40, 100], doctors: 2 })),
    disguise('spread', copies({ varies: true, within: [200, 340], doctors: 9 })),
    lookAlike('package', packages),
    lookAlike('village-flu', villageFlu),
    lookAlike('dialysis', dialysis),
    lookAlike('chemo', chemo),
  ],
};
