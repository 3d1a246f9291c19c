/** Values that generated cases are made of: few, so that rows meet, and on the edges of the calendar and the clock. */
import type { NumberField, TextField } from '@shouhu/rules';
import { on } from '../world.ts';
import type { Dice } from './dice.ts';

/** First civil day of every generated world: one, because cases share a run. */
export const FIRST_DAY = on(2024, 1, 1);

const calendarEdges = [
  on(2024, 2, 28),
  on(2024, 2, 29),
  on(2024, 3, 1),
  on(2024, 3, 31),
  on(2024, 4, 1),
  on(2024, 6, 30),
  on(2024, 12, 29),
  on(2024, 12, 30),
  on(2024, 12, 31),
  on(2025, 1, 1),
  on(2025, 2, 28),
  on(2025, 3, 1),
  on(2025, 9, 30),
];

/** The day around which a case happens: mostly an edge of the calendar, sometimes a look-back after the first day. */
export function baseDay(dice: Dice): number {
  if (dice.percent(15)) return FIRST_DAY + dice.pick([1, 7, 30]) + dice.between(-1, 1);
  return dice.percent(70) ? dice.pick(calendarEdges) : on(2024, 2, 1) + dice.int(600);
}

/** Institutions of a ruleset's worlds, which share them: only persons keep apart. */
export const institutionNames = ['H0', 'H1', 'H2'] as const;
export const itemNames = ['A', 'A1', 'A2', 'A21', 'B1', 'B2', 'C1'] as const;
export const itemStarts = ['A', 'A2', 'B'] as const;
export const diagnosisNames = ['I10', 'I10.1', 'I11', 'J18'] as const;
export const operationNames = ['03.1', '03.12', '81.5'] as const;

/** Codes of the closed text fields; the rest are ids that belong to a case. */
export const textValues: Readonly<Record<Exclude<TextField, 'item' | 'fixmedins_code'>, readonly string[]>> = {
  med_type: ['21', '11', '14', '110104'],
  care_type: ['inpatient', 'outpatient', 'pharmacy'],
  insutype: ['310', '390', '391'],
  psn_type: ['11', '12', '1103'],
  gend: ['1', '2'],
  fixmedins_type: ['1', '2'],
  matn_type: ['1', '2'],
  dept: ['A01', 'A0102', 'B01'],
  dr: ['D1', 'D12', 'E1'],
  profttl: ['231', '232'],
  rxno: ['R1', 'R2'],
  setl_id: ['S1', 'S2'],
  med_chrgitm_type: ['09', '01', '10'],
  antibiotic_grade: ['1', '2', '3'],
};

/** Limits that a predicate may name, per field; days are relative to the base day. */
export const numberValues: Readonly<Record<NumberField, readonly number[]>> = {
  day: [-1, 0, 1],
  emergency: [0, 1],
  hosp_lv: [0, 1, 2, 3],
  internet_hosp: [0, 1],
  second: [0, 1, 3_599, 3_600, 36_000, 82_800, 86_399],
  cnt: [10_000, 20_000, 5_000, 10_001],
  amount_fen: [0, 1, 100, 101, 10_000],
  inscp_fen: [0, 1, 100, 10_000],
  pric: [0, 1_000_000, 1_005_000, 100_000_000],
  pric_uplmt: [1_000_000, 1_005_000, 100_000_000],
  prd_days: [10_000, 20_000, 70_000],
  upload_days: [0, 1, 3],
  begin_day: [-1, 0, 1],
  end_day: [0, 1, 2],
  death_day: [-1, 0, 1],
  stay_days: [1, 2, 3],
  diagnoses_known: [0, 1],
  operations_known: [0, 1],
  stay_amount_fen: [0, 100, 200, 10_000],
  stay_line_days: [0, 1, 2],
};

export const ages = {
  day: [0, 1, 28, 29],
  month: [0, 1, 12, 24],
  year: [0, 1, 14, 18, 60],
} as const;

export const shares = [0, 3_333, 3_334, 5_000, 6_667, 10_000] as const;

export function isRelativeDay(field: NumberField): boolean {
  return field === 'day' || field.endsWith('_day');
}
