/** 挂床: patients who are on the books for many days and treated on few; and stays that are honestly quiet. */
import type { Basket } from '../honest/basket.ts';
import { backPain, strokeSequel } from '../catalogue/diagnoses.ts';
import type { DepartmentName } from '../catalogue/departments.ts';
import { doctorOf } from '../honest/doctors.ts';
import { admission, dailyItems, leaves, stay } from '../honest/stays.ts';
import { clinicVisit, pharmacyVisit } from '../honest/visits.ts';
import type { Coded, Visit } from '../model.ts';
import { sample } from './culprits.ts';
import { lightStay, recipeOf } from './light.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

const UNIT = 10_000;
const ALSO = ['checkup-stays', 'similar-cases', 'GZ10000204005000'];

type Deeds = (readonly [Actor, Visit])[];

const AILMENTS: readonly (Coded & { readonly dept: DepartmentName })[] = [
  { code: 'I10.x00x002', name: '高血压', dept: 'internal' },
  { code: 'E11.900', name: '2型糖尿病', dept: 'internal' },
  { code: 'M54.500', name: '下背痛', dept: 'surgery' },
  { code: 'J44.900', name: '慢性阻塞性肺病', dept: 'internal' },
  { code: 'I25.103', name: '冠状动脉粥样硬化性心脏病', dept: 'internal' },
];

/** Some patients of one hospital over some months; `tell` makes each one's stay. */
function hung(
  tell: (play: Play, who: Actor, at: { begin: number; nights: number; basket: Basket }) => Deeds,
  also = ALSO,
): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const patients = stage.actors(random, random.between(5, 9), { age: [48, 86] });
    if (patients === undefined || stage.span < 60) return false;
    const institution = stage.place(play, random.chance(6000) ? 'town' : 'big');
    const from = random.between(stage.firstDay + 2, Math.max(stage.firstDay + 2, stage.lastDay - 120));
    const last = Math.min(stage.lastDay - 20, from + 100);
    const deeds = patients.flatMap((who) => {
      const { dept, ...diagnosis } = random.pick(AILMENTS);
      const begin = random.between(from, last);
      const nights = random.between(10, 16);
      const basket = admission(who, stage.scene, begin, nights, {
        institution,
        disease: { ...diagnosis, dept },
        doctor: doctorOf(institution, dept, random.int(3)),
        med_type: '21',
        dscg_way: '1',
      });
      return tell(play, who, { begin, nights, basket });
    });
    stage.label(play, { visits: deeds, also });
    return true;
  };
}

/** A day on which the patient was there: care, a drug or two, some tests. */
function treatedDay({ random, ledger }: Actor, { stage }: Play, basket: Basket, day: number): void {
  const at = day === basket.visit.begin ? basket.visit.begin_second : 30_600;
  for (const item of dailyItems(stage.scene, basket.visit.institution)) basket.add(item, 1, day, at);
  for (let left = random.between(1, 4); left > 0; left -= 1) basket.service(day, at + 900, 'tests');
  const extra = { rxno: ledger.prescription(), prd_days: UNIT };
  for (let left = random.between(1, 3); left > 0; left -= 1)
    basket.add(basket.stockedDrug(), random.between(1, 2), day, at + 1800, extra);
}

/** Charges on three or four of the days, nothing on the others, not even the bed. */
const fewDays = hung((play, who, { begin, nights, basket }) => {
  const { random, stage } = play;
  const days = new Set([
    0,
    ...sample(
      random,
      Array.from({ length: nights - 1 }, (_, nth) => nth + 1),
      random.between(2, 3),
    ),
  ]);
  for (const nth of [...days].toSorted((a, b) => a - b)) treatedDay(who, play, basket, begin + nth);
  return [perform(who, leaves(basket, stage.scene))];
});

/** The bed every day, and hardly anything else. */
const bedOnly = hung((play, who, { begin, nights, basket }) => {
  const { random, stage } = play;
  const daily = dailyItems(stage.scene, basket.visit.institution);
  const seen = random.between(0, 2);
  for (let nth = 0; nth < nights; nth += 1) {
    if (nth < seen) treatedDay(who, play, basket, begin + nth);
    else for (const item of daily.slice(0, random.chance(1500) ? 2 : 1)) basket.add(item, 1, begin + nth, 28_800);
  }
  return [perform(who, leaves(basket, stage.scene))];
});

/** On several days of the stay the patient is somewhere else, and the ward charges on. */
const elsewhere = hung(
  (play, who, { begin, nights, basket }) => {
    const { random, stage } = play;
    for (let nth = 0; nth < nights; nth += 1) {
      if (random.chance(4500)) treatedDay(who, play, basket, begin + nth);
      else
        for (const item of dailyItems(stage.scene, basket.visit.institution)) basket.add(item, 1, begin + nth, 28_800);
    }
    const out = sample(
      random,
      Array.from({ length: nights - 3 }, (_, nth) => begin + 2 + nth),
      random.between(3, 5),
    );
    for (const day of out) {
      perform(
        who,
        random.chance(6500) ? pharmacyVisit(who, stage.scene, day) : clinicVisit(who, stage.scene, day, 'clinic'),
      );
    }
    return [perform(who, leaves(basket, stage.scene))];
  },
  ['SH-IN-STAY', ...ALSO],
);

/** Honest patients, each with a stay of the given length. */
function quiet(
  nights: readonly [number, number],
  tell: (play: Play, who: Actor, begin: number, nights: number) => Visit,
): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const patients = stage.actors(random, random.between(4, 7), { age: [50, 86] });
    if (patients === undefined || stage.span < nights[1] + 12) return false;
    const deeds = patients.map((who) => {
      const length = random.between(...nights);
      return perform(who, tell(play, who, random.between(stage.firstDay + 2, stage.lastDay - length - 3), length));
    });
    stage.label(play, { visits: deeds });
    return true;
  };
}

/** Home for the weekend, as the ward wrote down: the bed is kept. */
const weekendLeave = quiet([9, 15], ({ stage, random }, who, begin, nights) => {
  const saturday = Array.from({ length: 7 }, (_, nth) => nth + 2).find((nth) => (begin + nth + 4) % 7 === 6) ?? 3;
  const institution = stage.scene.places.hospital(random, who.person);
  return stay(who, stage.scene, begin, nights, { institution, leave: { from: saturday, days: 2 }, operates: false });
});

/** Long stays to recover: nursing and one or two small treatments a day, every day. */
const convalescent = quiet([14, 24], (play, who, begin, nights) => {
  const { stage, random } = play;
  const institution = stage.place(play, random.chance(5000) ? 'town' : 'big');
  const recipe = recipeOf(random, stage, institution, { drugs: 1, tests: 3, treatments: 1 });
  const courses = sample(random, stage.scene.stores.own.special.courses, random.between(1, 2));
  const diagnosis = random.chance(5000) ? strokeSequel : backPain;
  const treatments = [...courses, ...recipe.treatments];
  return lightStay(who, stage, begin, nights, {
    institution,
    dept: 'rehab',
    diagnosis,
    recipe: { ...recipe, treatments },
    thickness: 9800,
  });
});

/** Admitted lately and still there: most of what was done is not charged yet. */
function stillThere(play: Play): boolean {
  const { stage, random } = play;
  const patients = stage.actors(random, random.between(4, 8), { age: [45, 86] });
  if (patients === undefined || stage.span < 30) return false;
  const institution = stage.place(play, 'big');
  const deeds = patients.map((who) => {
    const begin = stage.lastDay - random.between(7, 16);
    const { dept, ...diagnosis } = random.pick(AILMENTS);
    const basket = admission(who, stage.scene, begin, 40, { institution, disease: { ...diagnosis, dept } });
    for (let nth = 0; nth < 3; nth += 1) treatedDay(who, play, basket, begin + nth);
    return perform(who, leaves(basket, stage.scene));
  });
  stage.label(play, { visits: deeds });
  return true;
}

export const bedHanging: Scheme = {
  id: 'bed-hanging',
  bound: 'institution',
  cases: [
    disguise('few-days', fewDays),
    disguise('bed-only', bedOnly),
    disguise('elsewhere', elsewhere),
    lookAlike('weekend-leave', weekendLeave),
    lookAlike('convalescent', convalescent),
    lookAlike('still-there', stillThere),
  ],
};
