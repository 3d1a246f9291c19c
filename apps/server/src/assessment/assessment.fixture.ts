/** Steps of an assessment, for tests. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { PersonName, Platform } from '../http/app.fixture.ts';

/** Takes a step of a matter that must succeed. */
export async function take(
  on: Platform,
  who: PersonName,
  matter_id: string,
  seen: number,
  action: string,
  facts: object = {},
  together: readonly string[] = [],
): Promise<void> {
  const step = { request_id: randomUUID(), seen, action, facts, with: together };
  const { status, body } = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, step);
  assert.equal(status, 200, `${action}: ${JSON.stringify(body)}`);
}

/** Opens a year. @returns the assessment of the first institution */
export async function opened(on: Platform, year: number): Promise<string> {
  assert.equal((await on.ask('cashier', 'POST', '/api/assessments', { year })).status, 200);
  const { matter_id } = await on.db
    .selectFrom('assessment')
    .select('matter_id')
    .where('fixmedins_code', '=', 'H42900000001')
    .where('year', '=', year)
    .executeTakeFirstOrThrow();
  return matter_id;
}

/** A sheet of each expert with the same marks in hundredths of the whole, spread over the items. */
export async function enterSheets(
  on: Platform,
  matter_id: string,
  experts: readonly string[],
  score: number,
  gets = 200,
): Promise<void> {
  const full = { system: 2_000, service: 3_000, cost: 3_000, records: 2_000 };
  const marks = Object.fromEntries(
    Object.entries(full).map(([item, most]) => [item, Math.ceil((most * score) / 10_000)]),
  );
  for (const expert_id of experts) {
    const sheet = { sheet_id: randomUUID(), expert_id, marks, recused: null };
    const { status, body } = await on.ask('cashier', 'POST', `/api/assessments/${matter_id}/sheets`, sheet);
    assert.equal(status, gets, JSON.stringify(body));
  }
}
