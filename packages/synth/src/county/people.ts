/** The county's insured, each made from the seed and an index alone. Names, addresses and telephones are invented. */
import { civilDate, civilDay, dateParts } from '@shouhu/codes';
import type { Person } from '../model.ts';
import { Random, fork } from '../random.ts';
import { ADMDVS } from './institutions.ts';

/** Towns of the county; each has a hospital of its own. */
const TOWNS = 12;

/** The n-th insured person of a seed as on the first day of the county's period. */
export function makePerson(seed: number, index: number, firstDay: number): Person {
  const random = new Random(fork(fork(seed, 1), index));
  const age = drawAge(random);
  const gend = random.chance(5080) ? '1' : '2';
  const brdy = firstDay - age * 365 - Math.floor(age / 4) - random.int(365);
  const working = age >= 20 && age < 60 && random.chance(3200);
  const retired = age >= 60 && random.chance(2600);
  return {
    index,
    psn_no: personNumber(index),
    gend,
    brdy,
    insutype: working || retired ? '310' : '390',
    psn_type: psnType(age, working, retired, random),
    town: random.int(TOWNS),
    aided: !working && random.chance(350),
    die_date: null,
  };
}

/** 人员编号 of the n-th person: the region and a serial. */
function personNumber(index: number): string {
  return `${ADMDVS}${`${index + 1}`.padStart(10, '0')}`;
}

/** Insurance and 人员类别 that fit an age, for people made to measure. */
export function fittingInsurance(age: number, insutype?: string): { insutype: string; psn_type: string } {
  const chosen = insutype ?? (age >= 20 ? '310' : '390');
  if (chosen === '310') return { insutype: chosen, psn_type: age >= 60 ? '1201' : '1101' };
  return { insutype: chosen, psn_type: childType(age) ?? '1501' };
}

/** Birth date of someone who turned `years` on the given day. */
export function birthday(onDay: number, years: number): number {
  const { year, month, day } = dateParts(civilDay(onDay));
  return civilDate(year - years, month, day) ?? civilDate(year - years, 3, 1) ?? onDay;
}

function drawAge(random: Random): number {
  const draw = random.int(100);
  if (draw < 16) return random.int(15);
  if (draw < 40) return 15 + random.int(25);
  if (draw < 75) return 40 + random.int(22);
  return 62 + random.int(30);
}

function psnType(age: number, working: boolean, retired: boolean, random: Random): string {
  if (working) return random.chance(1200) ? '1102' : random.chance(2000) ? '1103' : '1101';
  if (retired) return random.chance(1500) ? '1202' : '1201';
  return childType(age) ?? '1501';
}

function childType(age: number): string | undefined {
  if (age < 1) return '1401';
  if (age < 6) return '1402';
  if (age < 18) return '1403';
  return undefined;
}

/** The personal fields that an import has to turn into tokens; equal for people of one household or employer. */
export function contactOf(person: Person): { emp_name: string; addr: string; tel: string } {
  const employed = person.insutype === '310';
  return {
    emp_name: employed ? `测试单位${person.index % 900}` : '',
    addr: `测试县第${person.town + 1}镇示例村${Math.floor(person.index / 3) % 400}号`,
    tel: `1000${`${person.index}`.padStart(7, '0')}`,
  };
}
