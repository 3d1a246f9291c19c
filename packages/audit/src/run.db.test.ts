import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { importFolder } from '@shouhu/lake';
import { currentKnowledge } from '@shouhu/rulebook';
import { generateCounty } from '@shouhu/synth';
import { runAudit } from './run.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-run-'));
  generateCounty({ insured: 1_500, months: 6, seed: 11, out: join(folder, 'claims') });
  await importFolder({ dir: join(folder, 'claims'), lake: join(folder, 'lake'), key_file: join(folder, 'key') });
});
after(() => rm(folder, { recursive: true, force: true }));

async function audited(name: string, bounds: { lines_per_range?: number; threads?: number }): Promise<string[]> {
  const out = join(folder, name);
  const { snapshot } = currentKnowledge();
  const summary = await runAudit({ lake: join(folder, 'lake'), out, snapshot, ...bounds });
  assert.ok(summary.findings > 100, `${summary.findings} findings`);
  const names = ['findings.jsonl', 'cannot_decide.jsonl', 'summary.json', 'institutions.jsonl', 'indicators.parquet'];
  return Promise.all(names.map(async (file) => readFile(join(out, file), 'utf8')));
}

test('judging persons in ranges, or on one thread, gives the same bytes as judging all at once', async () => {
  assert.deepEqual(await audited('ranges', { lines_per_range: 3_000, threads: 1 }), await audited('whole', {}));
});
