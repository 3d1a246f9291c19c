/** What a year's assessment comes to, with everything that it is computed of. */
import { averageOf, dailyScore, gradeOf, schemeOf, totalOf } from '@shouhu/assessment';
import type { Grade, ItemScore, Scheme } from '@shouhu/assessment';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { deductionsOf } from './deductions.ts';
import type { Assessed, DeductionRow } from './deductions.ts';

interface SheetRow {
  readonly sheet_id: string;
  readonly expert_id: string;
  readonly name: string;
  readonly marks: Readonly<Record<string, number>>;
  readonly score: number;
  readonly recused: string | null;
}

/** Scores in hundredths of a mark. */
export interface Score {
  readonly scheme: string;
  readonly daily: number;
  readonly items: readonly ItemScore[];
  readonly deductions: readonly DeductionRow[];
  /** Null while no sheet counts. */
  readonly year_end: number | null;
  readonly sheets: readonly SheetRow[];
  readonly score: number | null;
  readonly grade: Grade | null;
}

export async function scoreOf(trx: Transaction<Schema>, assessed: Assessed): Promise<Score> {
  const scheme: Scheme = schemeOf(assessed.year);
  const deductions = await deductionsOf(trx, assessed, scheme);
  const { score: daily, items } = dailyScore(
    scheme,
    deductions.filter(({ struck }) => struck === null),
  );
  const sheets = await sheetsOf(trx, assessed.matter_id);
  const year_end = averageOf(sheets.filter(({ recused }) => recused === null).map(({ score }) => score)) ?? null;
  const score = year_end === null ? null : totalOf(scheme, daily, year_end);
  const grade = score === null ? null : gradeOf(scheme, score);
  return { scheme: scheme.id, daily, items, deductions, year_end, sheets, score, grade };
}

/** The last sheet of each expert. */
async function sheetsOf(trx: Transaction<Schema>, matter_id: string): Promise<SheetRow[]> {
  const rows = await trx
    .selectFrom('assessment_sheet')
    .innerJoin('expert', 'expert.expert_id', 'assessment_sheet.expert_id')
    .select(['sheet_id', 'assessment_sheet.expert_id', 'expert.name', 'marks', 'score', 'recused'])
    .where('matter_id', '=', matter_id)
    .orderBy('entered_at')
    .orderBy('sheet_id')
    .execute();
  return [...new Map(rows.map((row) => [row.expert_id, row])).values()];
}
