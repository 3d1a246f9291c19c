/** 体检住院、低标准入院: stays that are all tests and no treatment; and stays for a diagnosis that need just that. */
import type { DepartmentName } from '../catalogue/departments.ts';
import type { Basket } from '../honest/basket.ts';
import { doctorOf } from '../honest/doctors.ts';
import { stocked } from '../honest/formulary.ts';
import { admission, dailyItems, leaves } from '../honest/stays.ts';
import type { Coded, Institution, Item, Visit } from '../model.ts';
import { sample } from './culprits.ts';
import { disguise, lookAlike } from './scheme.ts';
import type { Play, Scheme } from './scheme.ts';
import { perform } from './stage.ts';
import type { Actor } from './stage.ts';

const UNIT = 10_000;
const ALSO = ['fake-stay-ring', 'similar-cases', 'bed-hanging', 'GZ10000204005000'];

type Deeds = (readonly [Actor, Visit])[];
type Ward = Coded & { readonly dept: DepartmentName };

const COMPLAINTS: readonly Ward[] = [
  { code: 'R42.x00', name: '头晕', dept: 'internal' },
  { code: 'R10.400', name: '腹痛', dept: 'internal' },
  { code: 'I10.x00x002', name: '高血压', dept: 'internal' },
  { code: 'K29.500', name: '慢性胃炎', dept: 'internal' },
  { code: 'E78.500', name: '高脂血症', dept: 'internal' },
  { code: 'M54.500', name: '下背痛', dept: 'surgery' },
  { code: 'R07.400', name: '胸痛', dept: 'internal' },
];

/** Laboratory and imaging of a package: dear enough to be most of a short stay's bill. */
function packageOf({ stage, random }: Play, institution: Institution): Item[] {
  const { own } = stage.scene.stores;
  const tests = new Set<Item>();
  for (let tries = 0; tests.size < 16 && tries < 120; tries += 1) {
    const item = stocked(random, own.tests, institution);
    if (item.pric >= 400_000) tests.add(item);
  }
  const images = [
    random.pick(own.special.ct),
    ...(institution.rank >= 2 && random.chance(7000) ? [random.pick(own.special.mri)] : []),
  ];
  return [...tests, ...images];
}

interface Stays {
  readonly ward: Ward;
  readonly nights: number;
  readonly tests: readonly Item[];
  /** Of the tests of the package, ten-thousandths that a patient gets. */
  readonly share: number;
  readonly infusion: Item | null;
}

/** A stay of bed, nursing and tests, with a cheap infusion where one is told. */
function testStay(who: Actor, { stage }: Play, begin: number, institution: Institution, of: Stays): Visit {
  const { random, ledger, person } = who;
  const { ward, nights, tests, share, infusion } = of;
  const basket = admission(who, stage.scene, begin, nights, {
    institution,
    disease: ward,
    doctor: doctorOf(institution, ward.dept, person.index),
    med_type: '21',
    dscg_way: '1',
    begin_second: random.between(29_000, 40_000),
  });
  testDays(
    who,
    stage.scene,
    basket,
    nights,
    tests.filter(() => random.chance(share)),
  );
  if (infusion !== null) {
    for (let nth = 0; nth < nights; nth += 1) {
      basket.add(infusion, random.between(1, 2), begin + nth, 41_400, { rxno: ledger.prescription(), prd_days: UNIT });
    }
  }
  return leaves(basket, stage.scene);
}

function testDays(
  { random }: Actor,
  scene: Play['stage']['scene'],
  basket: Basket,
  nights: number,
  tests: readonly Item[],
): void {
  const { begin, begin_second, institution } = basket.visit;
  for (let nth = 0; nth < nights; nth += 1) {
    for (const item of dailyItems(scene, institution))
      basket.add(item, 1, begin + nth, nth === 0 ? begin_second : 28_800);
  }
  for (const item of tests)
    basket.add(
      item,
      1,
      begin + (random.chance(6500) ? 0 : Math.min(1, nights - 1)),
      Math.max(begin_second + 1200, 41_000),
    );
}

interface Group {
  readonly size: readonly [number, number];
  /** Days over which the patients come. */
  readonly within: readonly [number, number];
  readonly employer: boolean;
  readonly infusion: boolean;
}

function group(of: Group): (play: Play) => boolean {
  return (play) => {
    const { stage, random } = play;
    const within = Math.min(random.between(...of.within), stage.span - 10);
    const employer = of.employer ? { employer: 9000 + random.int(900), insutype: '310' as const } : {};
    const patients = stage.actors(random, random.between(...of.size), {
      age: of.employer ? [26, 58] : [40, 80],
      ...employer,
    });
    if (patients === undefined || within < 8) return false;
    const institution = stage.place(play, random.chance(6500) ? 'big' : 'town');
    const tests = packageOf(play, institution);
    const { own } = stage.scene.stores;
    const cheap = own.western.filter((item) => item.pric < 120_000);
    const first = random.between(stage.firstDay + 2, stage.lastDay - within - 6);
    const deeds = patients.map((who) => {
      const infusion = of.infusion ? random.pick(cheap) : null;
      const how = { ward: random.pick(COMPLAINTS), nights: random.between(2, 4), tests, share: 8800, infusion };
      return perform(who, testStay(who, play, first + random.int(within), institution, how));
    });
    stage.label(play, { visits: deeds, also: ALSO });
    return true;
  };
}

/** Suspected tumours: tests, imaging, and the biopsy that decides. */
function workUp(play: Play): boolean {
  const { stage, random } = play;
  const patients = stage.actors(random, random.between(4, 6), { age: [44, 80] });
  if (patients === undefined || stage.span < 20) return false;
  const institution = stage.place(play, 'big');
  const { biopsy } = stage.scene.stores.own.special;
  const deeds = patients.map((who) => {
    const begin = random.between(stage.firstDay + 2, stage.lastDay - 8);
    const ward = random.pick<Ward>([
      { code: 'C34.900', name: '支气管或肺恶性肿瘤', dept: 'oncology' },
      { code: 'D37.400', name: '结肠动态未定肿瘤', dept: 'oncology' },
      { code: 'C16.900', name: '胃恶性肿瘤', dept: 'oncology' },
    ]);
    const tests = [...packageOf(play, institution), biopsy, biopsy];
    const visit = testStay(who, play, begin, institution, {
      ward,
      nights: random.between(3, 4),
      tests,
      share: 9000,
      infusion: null,
    });
    visit.operations.push({ code: '33.2700', name: '闭合性肺活组织检查', day: begin + 1 });
    return perform(who, visit);
  });
  stage.label(play, { visits: deeds, also: ['GZ10000204005000'] });
  return true;
}

/** One patient here and there for whom tests were the whole stay. */
function single(play: Play): boolean {
  const { stage, random } = play;
  const patients = stage.actors(random, 3, { age: [35, 84] });
  if (patients === undefined || stage.span < 20) return false;
  const hospitals = sample(random, stage.scene.places.big, 3);
  const deeds: Deeds = patients.flatMap((who, nth) => {
    const institution = hospitals[nth];
    if (institution === undefined) return [];
    const ward: Ward = { code: 'R55.x00', name: '晕厥', dept: 'internal' };
    const begin = random.between(stage.firstDay + 2, stage.lastDay - 8);
    const how = {
      ward,
      nights: random.between(2, 4),
      tests: packageOf(play, institution),
      share: 7000,
      infusion: null,
    };
    return [perform(who, testStay(who, play, begin, institution, how))];
  });
  stage.label(play, { visits: deeds, also: ['GZ10000204005000'] });
  return true;
}

/** Newborns who are watched for some days. */
function neonates(play: Play): boolean {
  const { stage, random } = play;
  if (stage.span < 20) return false;
  const days = Array.from({ length: random.between(4, 8) }, () =>
    random.between(stage.firstDay + 2, stage.lastDay - 8),
  );
  const babies = stage.actors(random, days.length, (nth) => ({ brdy: (days[nth] ?? stage.firstDay) - random.int(3) }));
  if (babies === undefined) return false;
  const institution = stage.place(play, 'big');
  const deeds = babies.map((who, nth) => {
    who.plot.quiet = true;
    const ward: Ward = { code: 'P59.900', name: '新生儿黄疸', dept: 'children' };
    const tests = packageOf(play, institution).slice(0, 8);
    const how = { ward, nights: random.between(3, 4), tests, share: 8000, infusion: null };
    return perform(who, testStay(who, play, days[nth] ?? stage.firstDay, institution, how));
  });
  stage.label(play, { visits: deeds, also: ['GZ10000204005000'] });
  return true;
}

export const checkupStays: Scheme = {
  id: 'checkup-stays',
  bound: 'institution',
  cases: [
    disguise('employer', group({ size: [18, 22], within: [10, 20], employer: true, infusion: false })),
    disguise('padded', group({ size: [14, 20], within: [30, 60], employer: false, infusion: true })),
    disguise('spread', group({ size: [15, 20], within: [120, 260], employer: false, infusion: false })),
    lookAlike('work-up', workUp),
    lookAlike('single', single),
    lookAlike('neonates', neonates),
  ],
};
