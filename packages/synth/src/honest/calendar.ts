/** When things happen in a county: working days before weekends, winters before summers, market days in the villages. */
import type { Period } from '../county/period.ts';
import type { Random } from '../random.ts';

/** Days of the period, each as often as it is likely. */
export type DayTable = Int32Array;

export interface Calendar extends Period {
  /** Outpatient care: half of a working day's on weekends, half as much again in the flu season. */
  readonly clinic: DayTable;
  /** Admissions, most on Mondays. */
  readonly admission: DayTable;
  readonly pharmacy: DayTable;
  readonly anyDay: DayTable;
  /** Every fifth day, by the village's turn. */
  readonly market: readonly DayTable[];
}

const MARKET_EVERY = 5;

/** 0 Sunday … 6 Saturday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

const isWeekend = (day: number): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;

/** The day itself, or, as most people have it, the Monday after a weekend. */
export function workday(random: Random, day: number): number {
  if (!isWeekend(day) || random.chance(1500)) return day;
  return day + (weekdayOf(day) === 6 ? 2 : 1);
}

/** Weight of a day in tenths: 15 in the depth of winter, 9 in summer. */
function season(day: number): number {
  const ofYear = (((day - 20_454) % 365) + 365) % 365;
  const fromWinter = Math.min(Math.abs(ofYear - 15), 365 - Math.abs(ofYear - 15));
  return fromWinter < 40 ? 15 : fromWinter < 75 ? 12 : fromWinter < 120 ? 10 : 9;
}

export function makeCalendar({ firstDay, lastDay }: Period): Calendar {
  const table = (weight: (day: number) => number): DayTable => {
    const days: number[] = [];
    for (let day = firstDay; day <= lastDay; day += 1) {
      for (let times = weight(day); times > 0; times -= 1) days.push(day);
    }
    return Int32Array.from(days);
  };
  return {
    firstDay,
    lastDay,
    clinic: table((day) => Math.ceil((season(day) * (isWeekend(day) ? 5 : 10)) / 10)),
    admission: table((day) => (weekdayOf(day) === 1 ? 13 : isWeekend(day) ? 5 : 9)),
    pharmacy: table((day) => (isWeekend(day) ? 8 : 9)),
    anyDay: table(() => 1),
    market: Array.from({ length: MARKET_EVERY }, (_, turn) => table((day) => (day % MARKET_EVERY === turn ? 1 : 0))),
  };
}

/** A second of the day at a clinic: mornings are busier than afternoons. */
export function clinicSecond(random: Random): number {
  return random.chance(6200) ? random.between(28_800, 41_400) : random.between(48_600, 61_200);
}

/** A second of the day at a pharmacy, which is open till nine; people come after work. */
export function pharmacySecond(random: Random): number {
  return random.chance(3500) ? random.between(62_000, 72_600) : random.between(30_600, 75_000);
}
