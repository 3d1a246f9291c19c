/** The dossier: entries come with the deeds that cause them, nothing in it can be changed without showing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { actionsOf } from '@shouhu/procedure';
import { sql } from 'kysely';
import { PROCEDURES } from '../casework/procedures.ts';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { ENTRY_OF } from './kinds.ts';

const at = '/api/institutions/H42900000001';

async function review(on: Platform): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'review', lead_id: 'L1', fixmedins_code: 'H42900000001' };
  assert.equal((await on.ask('first', 'POST', '/api/matters', wanted)).status, 200);
  const steps: readonly (readonly [PersonName, string, object])[] = [
    ['first', 'issue', { amount_fen: 8_000 }],
    ['clinic', 'appeal', { text: '有医嘱' }],
    ['second', 'uphold', { amount_fen: 6_000, reason: '部分成立' }],
  ];
  for (const [seen, [who, action, facts]] of steps.entries()) {
    const step = { request_id: randomUUID(), seen, action, facts };
    assert.equal((await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200, action);
  }
  return matter_id;
}

const noted = (title: string) => ({
  entry_id: randomUUID(),
  kind: 'note',
  day: '2026-03-02',
  title,
  text: '',
  file: null,
});

async function verdict(on: Platform): Promise<Record<string, unknown>> {
  return (await on.ask('head', 'GET', `${at}/dossier/verdict`)).body;
}

/** What only somebody with the database can do. */
async function tamper(on: Platform, table: 'dossier_entry' | 'deed', change: ReturnType<typeof sql>): Promise<void> {
  await sql`ALTER TABLE ${sql.table(table)} DISABLE TRIGGER never_changed`.execute(on.db);
  await change.execute(on.db);
  await sql`ALTER TABLE ${sql.table(table)} ENABLE TRIGGER never_changed`.execute(on.db);
}

describe('the dossier', () => {
  test('steps bring their entries, a note is written once, and the chain holds', async (t) => {
    const on = await platform(t);
    const matter_id = await review(on);
    const note = noted('院长更换');
    for (let times = 0; times < 2; times += 1)
      assert.equal((await on.ask('officer1', 'POST', `${at}/dossier`, note)).status, 200);
    const other = await on.ask('officer1', 'POST', `${at}/dossier`, { ...note, title: '另一件事' });
    assert.equal(other.body['code'], 'SH-H006');
    const { body } = await on.ask('legal', 'GET', `${at}/dossier`);
    const entries: unknown = body['entries'];
    assert.ok(Array.isArray(entries));
    assert.deepEqual(
      entries.map(({ seq, kind, subject }) => [seq, kind, subject]),
      [
        [3, 'note', `entry:${note.entry_id}`],
        [2, 'decision', `matter:${matter_id}`],
        [1, 'lead', `matter:${matter_id}`],
      ],
    );
    assert.equal(entries[1].detail.amount_fen, 6_000);
    assert.deepEqual(body['kinds'], { note: 1, decision: 1, lead: 1 });
    const one = await on.ask('legal', 'GET', `${at}/dossier?kind=lead`);
    assert.match(JSON.stringify(one.body['entries']), /"issue"/);
    const held = await verdict(on);
    assert.deepEqual([held['ok'], held['entries']], [true, 3]);
    await assert.rejects(on.db.deleteFrom('dossier_entry').execute(), /written once/);
    await assert.rejects(sql`UPDATE dossier_entry SET kind = 'note'`.execute(on.db), /written once/);
  });

  const faults: readonly (readonly [string, ReturnType<typeof sql>, number, string])[] = [
    [
      'a changed entry',
      sql`UPDATE dossier_entry SET detail = replace(detail, '8000', '800') WHERE seq = 1`,
      1,
      'changed',
    ],
    ['an entry under another kind', sql`UPDATE dossier_entry SET kind = 'note' WHERE seq = 2`, 2, 'changed'],
    ['a missing entry', sql`DELETE FROM dossier_entry WHERE seq = 2`, 2, 'gap'],
    [
      'two entries that changed places',
      sql`UPDATE dossier_entry SET seq = CASE seq WHEN 2 THEN 102 ELSE 2 END WHERE seq IN (2, 3)`,
      2,
      'changed',
    ],
    [
      'an entry of another institution',
      sql`UPDATE dossier_entry SET entry_id = gen_random_uuid() WHERE seq = 3`,
      3,
      'changed',
    ],
  ];
  for (const [what, change, seq, fault] of faults) {
    test(`${what} is named`, async (t) => {
      const on = await platform(t);
      await review(on);
      await on.ask('officer1', 'POST', `${at}/dossier`, noted('一'));
      await on.ask('officer1', 'POST', `${at}/dossier`, noted('二'));
      await tamper(on, 'dossier_entry', change);
      const { ok, seq: found, fault: named } = await verdict(on);
      assert.deepEqual([ok, found, named], [false, seq, fault]);
    });
  }

  test('a deed that was changed behind its entry is named', async (t) => {
    const on = await platform(t);
    await review(on);
    await tamper(
      on,
      'deed',
      sql`UPDATE deed SET facts = jsonb_set(facts, '{amount_fen}', '60') WHERE action = 'uphold'`,
    );
    const { ok, seq, fault } = await verdict(on);
    assert.deepEqual([ok, seq, fault], [false, 2, 'deed']);
  });

  test('of many who write at once each gets a place', async (t) => {
    const on = await platform(t);
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, index) =>
        on.ask('officer1', 'POST', `${at}/dossier`, noted(`第 ${index} 件`)),
      ),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    const { ok, entries } = await verdict(on);
    assert.deepEqual([ok, entries], [true, 12]);
  });

  test('the table of entries names steps that there are', () => {
    const steps = [...PROCEDURES].flatMap(([id, { procedure }]) =>
      actionsOf(procedure).map((action) => `${id} ${action}`),
    );
    for (const step of Object.keys(ENTRY_OF)) assert.ok(steps.includes(step), step);
  });
});
