/** 分解住院: one illness billed as several stays on end, and the honest reasons for a second stay. */
import type { DepartmentName } from '../catalogue/departments.ts';
import { tumours } from '../catalogue/diagnoses.ts';
import { relapse, secondStage, transfer } from '../honest/courses/again.ts';
import { cataractStay } from '../honest/courses/cataract.ts';
import { chemoStay } from '../honest/courses/chemo.ts';
import { doctorOf } from '../honest/doctors.ts';
import { stay } from '../honest/stays.ts';
import type { Coded, Visit } from '../model.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

type Deeds = (readonly [Actor, Visit])[];
type Ward = Coded & { readonly dept: DepartmentName };

const AILMENTS: readonly Ward[] = [
  { code: 'I63.900', name: '脑梗死', dept: 'internal' },
  { code: 'J44.900', name: '慢性阻塞性肺病', dept: 'internal' },
  { code: 'I25.103', name: '冠状动脉粥样硬化性心脏病', dept: 'internal' },
  { code: 'M51.202', name: '腰椎间盘突出', dept: 'surgery' },
  { code: 'E11.900', name: '2型糖尿病', dept: 'internal' },
  { code: 'K29.500', name: '慢性胃炎', dept: 'internal' },
];
/** Departments of one hospital that pass a patient on. */
const NEXT: readonly DepartmentName[] = ['general', 'internal', 'chinese', 'surgery'];

const ALSO = ['GZ10000204001000', 'GZ10000204004000', 'similar-cases'];

interface Split {
  readonly patients: readonly [number, number];
  readonly stays: number;
  /** Days from a discharge to the next admission. */
  readonly gap: readonly [number, number];
  readonly nights: readonly [number, number];
  readonly changesDepartment: boolean;
}

function split(of: Split): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const longest = of.stays * (of.nights[1] + of.gap[1]) + 4;
    const patients = stage.actors(random, random.between(...of.patients), { age: [48, 84] });
    if (patients === undefined || stage.span < longest + 20) return false;
    const institution = stage.place(play, random.chance(6500) ? 'big' : 'town');
    const dept: DepartmentName = random.chance(7000) ? 'internal' : 'surgery';
    const deeds = patients.flatMap((who) => {
      const ailment = random.pick(AILMENTS);
      let begin = random.between(stage.firstDay + 2, stage.lastDay - longest);
      return Array.from({ length: of.stays }, (_, nth) => {
        const ward = of.changesDepartment && nth % 2 === 1 ? random.pick(NEXT) : dept;
        const nights = random.between(...of.nights);
        const visit = stay(who, stage.scene, begin, nights, {
          institution,
          disease: { ...ailment, dept: ward },
          doctor: doctorOf(institution, ward, who.person.index),
          med_type: '21',
          dscg_way: '1',
          operates: false,
        });
        begin += nights + random.between(...of.gap);
        return perform(who, visit);
      });
    });
    stage.label(play, { visits: deeds, also: ALSO });
    return true;
  };
}

/** Patients one by one, each with stays that `tell` makes; so many days are needed from the first on. */
function oneByOne(
  count: readonly [number, number],
  days: number,
  tell: (play: Play, who: Actor, begin: number) => Deeds,
  also: readonly string[] = ['GZ10000204001000'],
): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const found = stage.actors(random, random.between(...count), { age: [55, 82] });
    if (found === undefined || stage.span < days + 12) return false;
    const deeds = found.flatMap((who) => tell(play, who, random.between(stage.firstDay + 2, stage.lastDay - days)));
    stage.label(play, { visits: deeds, also });
    return true;
  };
}

/** A weekly or three-weekly drug against a tumour. */
const chemo = oneByOne([4, 7], 110, (play, who, begin) => {
  const { stage, random } = play;
  const how = { tumour: random.pick(tumours), institution: stage.place(play, 'big') };
  const every = random.chance(5000) ? 7 : 21;
  const cycles = every === 7 ? random.between(4, 8) : random.between(4, 5);
  return Array.from({ length: cycles }, (_, cycle) =>
    perform(who, chemoStay(who, stage.scene, begin + cycle * every, random.between(1, 2), how)),
  );
});

/** To the larger hospital and back again, each discharge saying so. */
const transferBack = oneByOne([2, 4], 50, (play, who, begin) => {
  const { stage, random } = play;
  const from = stage.place(play, 'town');
  const to = stage.place(play, 'big');
  const disease = { code: 'I63.900', name: '脑梗死', dept: 'neurology' as const };
  const [first, second] = transfer(who, stage.scene, begin, { from, to, disease, sendsBack: true });
  if (first === undefined || second === undefined || second.end === null) return [];
  const back = stay(who, stage.scene, second.end + random.int(2), random.between(5, 12), {
    institution: from,
    disease: { ...disease, dept: 'rehab' },
    med_type: '21',
    dscg_way: '1',
    begin_second: 64_800,
  });
  return [perform(who, first), perform(who, second), perform(who, back)];
});

/** An emergency days after the discharge. */
const emergency = oneByOne([3, 5], 40, (play, who, begin) => {
  const { stage, random } = play;
  const institution = stage.place(play, 'big');
  const first = stay(who, stage.scene, begin, random.between(5, 9), { institution, operates: false, dscg_way: '1' });
  const end = first.end ?? begin;
  return [perform(who, first), perform(who, relapse(who, stage.scene, end + random.between(2, 8), institution))];
});

/** One eye, and the other a week later. */
const secondEye = oneByOne(
  [4, 8],
  24,
  (play, who, begin) => {
    const { stage, random } = play;
    const institution = stage.place(play, 'big');
    return [begin, begin + 2 + random.between(5, 9)].map((day) =>
      perform(who, cataractStay(who, stage.scene, day, institution)),
    );
  },
  ['GZ10000204001000', 'similar-cases'],
);

/** An operation in two stages, as planned at the first. */
const staged = oneByOne([2, 4], 40, (play, who, begin) => {
  const { stage, random } = play;
  const institution = stage.place(play, 'big');
  const first = stay(who, stage.scene, begin, random.between(5, 8), {
    institution,
    disease: { code: 'S82.200', name: '胫骨干骨折', dept: 'surgery' },
    operates: true,
    med_type: '21',
    dscg_way: '1',
  });
  const end = first.end ?? begin;
  return [perform(who, first), perform(who, secondStage(who, stage.scene, end + random.between(6, 14), institution))];
});

export const splitStays: Scheme = {
  id: 'split-stays',
  bound: 'institution',
  cases: [
    disguise(
      'next-day',
      split({ patients: [5, 10], stays: 2, gap: [1, 2], nights: [6, 10], changesDepartment: false }),
    ),
    disguise(
      'departments',
      split({ patients: [5, 9], stays: 2, gap: [3, 9], nights: [5, 9], changesDepartment: true }),
    ),
    disguise('chain', split({ patients: [3, 5], stays: 4, gap: [1, 5], nights: [5, 8], changesDepartment: false })),
    lookAlike('chemo', chemo),
    lookAlike('transfer-back', transferBack),
    lookAlike('emergency', emergency),
    lookAlike('second-eye', secondEye),
    lookAlike('staged', staged),
  ],
};
