/** 虚假住院团伙: people who are admitted and discharged together again and again, with little done for them. */
import type { DepartmentName } from '../catalogue/departments.ts';
import { tumours } from '../catalogue/diagnoses.ts';
import { chemoStay } from '../honest/courses/chemo.ts';
import { doctorOf } from '../honest/doctors.ts';
import { stay } from '../honest/stays.ts';
import type { Coded, Institution, Visit } from '../model.ts';
import { sample } from './culprits.ts';
import { lightStay, recipeOf } from './light.ts';
import { present, spread } from './rhythm.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { isFree, perform } from './stage.ts';
import type { Actor } from './stage.ts';

const AILMENTS: readonly (Coded & { readonly dept: DepartmentName })[] = [
  { code: 'M54.500', name: '下背痛', dept: 'surgery' },
  { code: 'M51.202', name: '腰椎间盘突出', dept: 'surgery' },
  { code: 'I10.x00x002', name: '高血压', dept: 'internal' },
  { code: 'K29.500', name: '慢性胃炎', dept: 'internal' },
  { code: 'J20.900', name: '急性支气管炎', dept: 'internal' },
  { code: 'H81.300', name: '周围性眩晕', dept: 'internal' },
  { code: 'I67.200', name: '脑动脉硬化', dept: 'internal' },
  { code: 'M17.900', name: '膝关节病', dept: 'surgery' },
];
const ALSO = ['bed-hanging', 'checkup-stays', 'similar-cases', 'GZ10000204005000', 'GZ10000204004000'];

interface Ring {
  readonly size: readonly [number, number];
  readonly rounds: readonly [number, number];
  /** Ten-thousandths of the ring that come to a round. */
  readonly presence: number;
  /** Days by which one may come or go before or after the others. */
  readonly slip: number;
  readonly hospitals: 1 | 2;
  /** Ailments of the ring, of which each member has one, or draws one each time. */
  readonly ailments: number;
  readonly changing: boolean;
}

function ring(of: Ring): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const days = spread(random, stage.firstDay + 3, stage.lastDay - 12, random.between(...of.rounds), 33);
    if (days.length < 3) return false;
    const members = stage.actors(random, random.between(...of.size), { age: [38, 79] });
    if (members === undefined) return false;
    const hospitals = stage.places(play, random.chance(6000) ? 'town' : 'big', of.hospitals);
    const ailments = sample(random, AILMENTS, of.ailments);
    const recipes = hospitals.map((place) =>
      recipeOf(random, stage, place, { drugs: random.between(1, 2), tests: 3, treatments: random.int(2) }),
    );
    const deeds: (readonly [Actor, Visit])[] = [];
    for (const [round, day] of days.entries()) {
      const institution = at(hospitals, round);
      const recipe = at(recipes, round);
      const nights = random.between(3, 6);
      for (const who of present(random, members, of.presence, Math.ceil(members.length * 0.6))) {
        const { dept, ...diagnosis } = of.changing ? random.pick(ailments) : at(ailments, who.person.index);
        const from = day + random.between(-of.slip, of.slip);
        const until = day + nights + random.between(-of.slip, of.slip);
        const how = { institution, dept, diagnosis, recipe, doctor: doctorOf(institution, dept, random.int(2)) };
        const seconds = { begin_second: random.between(29_500, 36_500), end_second: random.between(33_000, 42_000) };
        deeds.push(perform(who, lightStay(who, stage, from, until - from, { ...how, ...seconds })));
      }
    }
    stage.label(play, { visits: deeds, also: ALSO });
    return true;
  };
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place % list.length];
  if (found === undefined) throw new RangeError('an empty list');
  return found;
}

/** Husband and wife, once or twice, with what a real illness needs. */
function couple(play: Play): boolean {
  const { stage, random } = play;
  const home = stage.home(random);
  const pair = stage.actors(random, 2, (nth) => ({ age: [55, 82], gend: nth === 0 ? '1' : '2', home }));
  const days = spread(random, stage.firstDay + 3, stage.lastDay - 14, random.between(1, 2), 70);
  if (pair === undefined || days.length === 0) return false;
  const institution = stage.place(play, 'big');
  const disease = random.pick([
    { code: 'J18.900', name: '肺炎', dept: 'internal' as const },
    { code: 'A09.900', name: '感染性胃肠炎', dept: 'internal' as const },
  ]);
  const deeds = days.flatMap((day) => {
    const nights = random.between(4, 8);
    return pair.map((who) => {
      const length = nights + random.int(2);
      return perform(who, stay(who, stage.scene, day, length, { institution, disease, med_type: '21' }));
    });
  });
  stage.label(play, { visits: deeds });
  return true;
}

/** Residents of one nursing home fall ill within days, once. */
function nursingHome(play: Play): boolean {
  const { stage, random } = play;
  const { nursingHomes } = stage.scene.census;
  if (nursingHomes.length === 0 || stage.span < 40) return false;
  const { first, residents } = random.pick(nursingHomes);
  const ill = sample(
    random,
    Array.from({ length: residents }, (_, nth) => first + nth),
    random.between(7, 14),
  );
  const day = random.between(stage.firstDay + 5, stage.lastDay - 24);
  const institution = stage.place(play, 'town');
  const deeds = stage.members(random, ill).flatMap((who) => {
    const begin = day + random.int(4);
    const nights = random.between(4, 11);
    if (!isFree(who, begin - 18, nights + 36)) return [];
    const disease = { code: 'J18.900', name: '肺炎', dept: 'internal' as const };
    return [perform(who, stay(who, stage.scene, begin, nights, { institution, disease, operates: false }))];
  });
  if (deeds.length < 4) return false;
  stage.label(play, { visits: deeds });
  return true;
}

/** A ward for chemotherapy: patients of one team keep the same cycle days. */
function chemoWard(play: Play): boolean {
  const { stage, random } = play;
  const cycles = Math.min(random.between(4, 6), Math.floor((stage.span - 12) / 21));
  const patients = stage.actors(random, random.between(5, 8), { age: [46, 77] });
  if (patients === undefined || cycles < 2) return false;
  const institution = stage.place(play, 'big');
  const first = stage.firstDay + 2 + random.int(stage.span - cycles * 21 - 6);
  const deeds = patients.flatMap((who) => {
    const tumour = random.pick(tumours);
    const missed = random.int(3);
    return Array.from({ length: cycles }, (_, cycle) => cycle)
      .filter((cycle) => cycle >= missed || random.chance(5000))
      .map((cycle) => {
        const begin = first + cycle * 21 + (random.chance(2000) ? 1 : 0);
        return perform(who, chemoStay(who, stage.scene, begin, random.between(2, 3), { tumour, institution }));
      });
  });
  stage.label(play, { visits: deeds, also: ['similar-cases'] });
  return true;
}

/** A Monday on which a town's hospital admits many who have nothing to do with each other. */
function busyMonday(play: Play): boolean {
  const { stage, random } = play;
  const mondays = Array.from({ length: stage.span - 20 }, (_, nth) => stage.firstDay + 2 + nth).filter(
    (day) => (day + 4) % 7 === 1,
  );
  const patients = stage.actors(random, random.between(8, 14), { age: [30, 84] });
  if (patients === undefined || mondays.length === 0) return false;
  const institution: Institution = stage.place(play, 'town');
  const day = random.pick(mondays);
  const deeds = patients.map((who) =>
    perform(who, stay(who, stage.scene, day, random.between(3, 12), { institution })),
  );
  stage.label(play, { visits: deeds });
  return true;
}

const usual: Ring = {
  size: [8, 15],
  rounds: [3, 5],
  presence: 9300,
  slip: 0,
  hospitals: 1,
  ailments: 3,
  changing: false,
};

export const fakeStayRing: Scheme = {
  id: 'fake-stay-ring',
  bound: 'institution',
  cases: [
    disguise('same-days', ring(usual)),
    disguise('shifted-days', ring({ ...usual, rounds: [4, 6], presence: 7000, slip: 1, ailments: 6 })),
    disguise('two-hospitals', ring({ ...usual, rounds: [4, 6], presence: 8500, slip: 1, hospitals: 2 })),
    disguise(
      'small-rings',
      ring({ ...usual, size: [5, 5], rounds: [6, 8], presence: 9000, slip: 1, ailments: 6, changing: true }),
    ),
    lookAlike('couple', couple),
    lookAlike('nursing-home', nursingHome),
    lookAlike('chemo-ward', chemoWard),
    lookAlike('busy-monday', busyMonday),
  ],
};
