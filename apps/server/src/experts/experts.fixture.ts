/** Invented experts and supervisors. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Platform } from '../http/app.fixture.ts';

const FIELDS = ['内科', '外科', '药学', '医保管理'];

export function expertOf(name: string, more: object = {}) {
  return {
    expert_id: randomUUID(),
    kind: 'expert',
    name,
    field: '内科',
    unit: '市中心医院',
    fixmedins_code: null,
    admdvs: '429000',
    phone: '13900000000',
    ties: [],
    ...more,
  };
}

/** Adds as many experts as names. @returns their ids, in the order of the names */
export async function addExperts(on: Platform, names: readonly string[], more: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, name] of names.entries()) {
    const expert = expertOf(name, { field: FIELDS[at % FIELDS.length], phone: `139000000${10 + at}`, ...more });
    const answer = await on.ask('cashier', 'POST', '/api/experts', expert);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    ids.push(expert.expert_id);
  }
  return ids;
}
