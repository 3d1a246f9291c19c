import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readModel } from '@shouhu/indicators';
import { openEngine } from '@shouhu/lake';
import { runCli } from './run-cli.ts';

const COUNT = 36;
let folder = '';

/** Two finished runs of 36 institutions each; every third stands out by its drugs. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-model-'));
  const engine = await openEngine({ spill: join(folder, 'spill') });
  const connection = await engine.connect();
  for (const run of ['first', 'second']) {
    await mkdir(join(folder, run));
    await connection.run(`COPY (SELECT 'institution' AS level, 'H' || n AS fixmedins_code, NULL::VARCHAR AS month, 'drug_share' AS indicator,
      CASE WHEN n % 3 = 0 THEN 6 + n % 4 ELSE n % 5 - 2 END::DOUBLE AS z FROM range(${COUNT}) t(n))
      TO '${join(folder, run, 'indicators.parquet')}' (FORMAT parquet)`);
  }
  engine.closeSync();
  const rows = Array.from({ length: COUNT }, (_, n) => `H${n},${n % 3 === 0 ? 1 : 0},`);
  await writeFile(join(folder, 'labels.csv'), `fixmedins_code,confirmed,note\n${rows.join('\n')}\nH99,1,外地\n`);
});
after(() => rm(folder, { recursive: true, force: true }));

const trainBy = (labels: string) => [
  'model',
  'train',
  '--runs',
  'first',
  'second',
  '--labels',
  labels,
  '--out',
  'model.json',
];
const train = trainBy('labels.csv');

test('a model is trained from finished runs, measured, and written the same each time', async () => {
  const { status, stdout, stderr } = await runCli([...train, '--json'], folder);
  assert.equal(status, 0, stderr);
  const told: { validation: { cases: number; runs: number; auc: number }; unknown: string[] } = JSON.parse(stdout);
  assert.deepEqual([told.validation.cases, told.validation.runs, told.unknown], [2 * COUNT, 2, ['H99']]);
  assert.ok(told.validation.auc > 0.99);
  const first = await readFile(join(folder, 'model.json'), 'utf8');
  const { stdout: text } = await runCli(train, folder);
  for (const word of ['AUC', 'Brier', '药占比']) assert.ok(text.includes(word), word);
  assert.equal(await readFile(join(folder, 'model.json'), 'utf8'), first);
  assert.equal((await readModel(join(folder, 'model.json'))).features[0]?.indicator, 'drug_share');
});

test('too few confirmed cases are refused, with what is there and what is needed', async () => {
  await writeFile(join(folder, 'few.csv'), 'fixmedins_code,confirmed\nH0,1\nH1,0\n');
  const { status, stderr } = await runCli(trainBy('few.csv'), folder);
  assert.equal(status, 1);
  assert.match(stderr, /SH-P002 样本太少：查实 1 家、查无问题 1 家，各需至少 10 家/);
});
