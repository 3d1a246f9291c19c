import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEngine, quote } from '@shouhu/lake';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { linesOfLead } from './lines.ts';
import { recordRun } from './record-run.ts';

/** Lines of a run as `lead_lines.parquet` holds them: three of L1 at two institutions, the middle one dearer. */
async function writeLines(path: string, fen: number): Promise<void> {
  const engine = await openEngine({ memory_mb: 128, spill: '' });
  const connection = await engine.connect();
  await connection.run(`COPY (
    SELECT 'L1' AS lead_id, 'H4290000000' || place AS fixmedins_code, 'F' || n AS line_id, '4290000000000750' AS psn_no, 'M' || n AS mdtrt_id,
      20668 + n AS day, 0 AS second, '002103000910000' AS item, '示例头部CT平扫' AS item_name, 10000::BIGINT AS cnt, 193530000::BIGINT AS pric,
      ${fen}::BIGINT AS amount_fen, ${fen}::BIGINT AS at_risk_fen, 'suspicion' AS verdict, 'D1' AS dr, []::VARCHAR[] AS rule_codes
    FROM (VALUES (1, 1), (2, 1), (3, 2)) t(n, place)) TO ${quote(path)} (FORMAT parquet)`);
  connection.closeSync();
  engine.closeSync();
}

const lines = async (on: Platform, { offset = 0, limit = 100 } = {}) =>
  linesOfLead(on, PEOPLE.head, 'L1', { offset, limit });

test('lines of a lead stay those of the run that found it, page by page, without persons', async (t) => {
  const on = await platform(t);
  const path = join(on.folder, 'lead_lines.parquet');
  await writeLines(path, 19_353);
  const record = async (amount_fen: number) => {
    const lead = leadOf('L1', { fixmedins_codes: ['H42900000001', 'H42900000002'], amount_fen });
    await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, { ...runOf([lead]), lead_lines: path });
  };
  await record(58_059);
  assert.deepEqual(
    (await lines(on, { limit: 2 })).map(({ line_id, psn_tail }) => [line_id, psn_tail]),
    [
      ['F1', '0750'],
      ['F2', '0750'],
    ],
  );
  assert.deepEqual(
    (await lines(on, { limit: 2, offset: 2 })).map(({ line_id }) => line_id),
    ['F3'],
  );
  assert.doesNotMatch(JSON.stringify(await lines(on)), /4290000000000750/);
  // The same lead by another run over the same lines: nothing is kept twice.
  await record(58_059);
  assert.equal((await readdir(join(on.folder, 'evidence'))).length, 1);
  // A later run that says the same of the lead changes nothing of what it stands on; one that says more does.
  await writeLines(path, 20_000);
  await record(58_059);
  assert.equal((await lines(on))[0]?.amount_fen, 19_353);
  await record(60_000);
  assert.equal((await lines(on))[0]?.amount_fen, 20_000);
  const readBy = async (who: 'clinic' | 'otherClinic') => linesOfLead(on, PEOPLE[who], 'L1', { offset: 0, limit: 100 });
  await assert.rejects(readBy('clinic'), { code: 'SH-H003' });
  const matter_id = crypto.randomUUID();
  const review = { matter_id, procedure: 'review', lead_id: 'L1', fixmedins_code: 'H42900000001' };
  await on.ask('first', 'POST', '/api/matters', review);
  await assert.rejects(readBy('clinic'), { code: 'SH-H003' });
  const step = { request_id: crypto.randomUUID(), seen: 0, action: 'issue', facts: { amount_fen: 40_000 } };
  assert.equal((await on.ask('first', 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200);
  assert.deepEqual(
    (await readBy('clinic')).map(({ line_id }) => line_id),
    ['F1', 'F2'],
  );
  await assert.rejects(readBy('otherClinic'), { code: 'SH-H003' });
  await rm(path);
  assert.equal((await lines(on)).length, 3);
});
