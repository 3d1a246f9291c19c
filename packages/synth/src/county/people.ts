/** The insurance, birth and contact of the county's insured. Names, addresses and telephones are invented. */
import { civilDate, civilDay, dateParts } from '@shouhu/codes';
import type { Person } from '../model.ts';
import type { Random } from '../random.ts';
import { ADMDVS } from './institutions.ts';

/** 人员编号 of the n-th person: the region and a serial. */
export function personNumber(index: number): string {
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

/** Insurance and 人员类别 as the county's people have them. */
export function drawInsurance(random: Random, age: number): { insutype: string; psn_type: string } {
  const working = age >= 20 && age < 60 && random.chance(3200);
  const retired = age >= 60 && random.chance(2600);
  return { insutype: working || retired ? '310' : '390', psn_type: psnType(age, working, retired, random) };
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
export function contactOf({ home, phone, employer }: Person): { emp_name: string; addr: string; tel: string } {
  return {
    emp_name: employer === null ? '' : `测试单位${employer}`,
    addr: home.addr,
    tel: `1000${`${phone}`.padStart(7, '0')}`,
  };
}
