/** What the insurance years of a person have used. The lock on the person makes reading and writing one step. */
import { newYear } from '@shouhu/benefits';
import type { Accumulation } from '@shouhu/benefits';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

export interface YearUsed {
  readonly used: Accumulation;
  /** How many settlements and cancellations made it. */
  readonly settlements: number;
}

/** @returns the beginning of the year where nothing was settled in it; stays that go on are carried over */
export async function usedIn(trx: Transaction<Schema>, psn_no: string, year: number): Promise<YearUsed> {
  const rows = await trx
    .selectFrom('accumulation')
    .select(['year', 'used', 'settlements'])
    .where('psn_no', '=', psn_no)
    .where('year', 'in', [year, year - 1])
    .execute();
  const last = rows.find((row) => row.year === year - 1);
  return rows.find((row) => row.year === year) ?? { used: newYear(year, last?.used ?? null), settlements: 0 };
}

/** The years of a person from one on, earliest first. */
export async function usedSince(trx: Transaction<Schema>, psn_no: string, year: number) {
  return trx
    .selectFrom('accumulation')
    .select(['year', 'used', 'settlements'])
    .where('psn_no', '=', psn_no)
    .where('year', '>=', year)
    .orderBy('year')
    .execute();
}

export async function keepUsed(
  trx: Transaction<Schema>,
  psn_no: string,
  { used, settlements }: YearUsed,
): Promise<void> {
  const row = { settlements, used: JSON.stringify(used) };
  await trx
    .insertInto('accumulation')
    .values({ psn_no, year: used.year, ...row })
    .onConflict((on) => on.columns(['psn_no', 'year']).doUpdateSet(row))
    .execute();
}
