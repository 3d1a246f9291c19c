/** The month is cleared by two clerks at once and approved by two heads at once, whatever becomes of their connections. */
import { ShouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { approveClearing } from '../clearing/approve.ts';
import { computeClearing } from '../clearing/compute.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { REGION } from './town.ts';

const MONTH = '2026-03';
const MOST_TRIES = 100;

const caller = (id: string, duty: Caller['duties'][number]): Caller => ({
  id,
  name: '模拟',
  duties: [duty],
  regions: [REGION],
  fixmedins_code: null,
});

/** @returns codes by which they were refused */
export async function compute(db: Kysely<Schema>, now: () => Date): Promise<readonly string[]> {
  const clerks = ['clerk', 'other clerk'].map(async (id) =>
    insisting(async () => computeClearing(db, { caller: caller(id, 'auditor'), at: now() }, MONTH)),
  );
  return (await Promise.all(clerks)).flat();
}

/** Each approves the sum that is seen. @param seen reads it */
export async function approve(
  db: Kysely<Schema>,
  now: () => Date,
  seen: () => Promise<number>,
): Promise<readonly string[]> {
  const heads = ['head', 'other head'].map(async (id) =>
    insisting(async () => {
      const seen_fen = await seen();
      return approveClearing(db, { caller: caller(id, 'head'), at: now() }, { month: MONTH, seen_fen });
    }),
  );
  return (await Promise.all(heads)).flat();
}

async function insisting(work: () => Promise<unknown>): Promise<readonly string[]> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const code = await work().then(
      () => 'done',
      (error: unknown) => (error instanceof ShouhuError && error.exit === 1 ? error.code : undefined),
    );
    if (code === 'done') return [];
    if (code !== undefined) return [code];
  }
  throw new Error('the month is not cleared');
}
