import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { aucOf, brierOf, reliabilityOf } from './assess.ts';
import { featureNames } from './features.ts';
import type { Case } from './features.ts';
import { readLabels } from './labels.ts';
import { fitLogistic, linearOf, sigmoid } from './logistic.ts';
import { opinionOf, readModel } from './model.ts';
import { trainModel } from './train.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-model-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Sixty institutions: every third is guilty and mostly stands out in two indicators; some honest ones do in one. */
function county(): { cases: Case[]; labels: Map<string, boolean> } {
  const [first = '', second = '', third = ''] = featureNames;
  const labels = new Map<string, boolean>();
  const cases = Array.from({ length: 60 }, (_, at): Case => {
    const fixmedins_code = `H${`${at}`.padStart(3, '0')}`;
    const guilty = at % 3 === 0;
    labels.set(fixmedins_code, guilty);
    const odd = at % 15 === 0;
    const z = guilty
      ? [
          [first, odd ? 1 : 6 + (at % 5)],
          [second, 4 + (at % 3)],
        ]
      : [
          [first, at % 7 === 0 ? 5 : (at % 4) - 1],
          [third, (at % 5) - 2],
        ];
    return { run: 'r', fixmedins_code, z: new Map(z.map(([name, value]) => [String(name), Number(value)])) };
  });
  return { cases, labels };
}

test('a model ranks unseen institutions, and tells probabilities near the truth', () => {
  const { cases, labels } = county();
  const model = trainModel(cases, labels);
  assert.equal(model.validation.cases, 60);
  assert.ok(model.validation.auc > 0.95, `AUC ${model.validation.auc}`);
  assert.ok(model.validation.brier < model.validation.brier_base / 2, `Brier ${model.validation.brier}`);
  const worst = Math.max(...model.validation.reliability.map(({ told, confirmed }) => Math.abs(told - confirmed)));
  assert.ok(worst < 0.35, `reliability off by ${worst}`);
  assert.deepEqual(trainModel(cases.toReversed(), labels), model);
});

test('an opinion is explained: base and contributions add up to its log-odds', () => {
  const { cases, labels } = county();
  const model = trainModel(cases, labels);
  for (const { z } of cases) {
    const { probability, base_log_odds, contributions } = opinionOf(model, z);
    const total = contributions.reduce((sum, { log_odds }) => sum + log_odds, base_log_odds);
    assert.ok(Math.abs(sigmoid(total) - probability) < 1e-3);
  }
  const guilty = opinionOf(model, cases[3]?.z ?? new Map());
  assert.ok(guilty.probability > 0.5 && guilty.contributions[0]?.log_odds !== undefined);
});

test('too few cases of either kind are refused, and so are labels of nobody', () => {
  const { cases, labels } = county();
  const few = new Map([...labels].filter(([code, guilty]) => !guilty || code < 'H027'));
  assert.throws(() => trainModel(cases, few), { code: 'SH-P002' });
  assert.throws(() => trainModel(cases, new Map([['X', true]])), { code: 'SH-P003' });
});

test('the penalty keeps weights finite where the classes part cleanly', () => {
  const rows = [[-2], [-1], [1], [2]];
  const fit = fitLogistic(rows, [0, 0, 1, 1], 1);
  assert.ok((fit.weights[0] ?? 0) > 0 && (fit.weights[0] ?? 0) < 5);
  assert.ok(Math.abs(fit.intercept) < 1e-9);
  assert.ok(linearOf(fit, [2]) > linearOf(fit, [1]));
});

test('measures of probabilities', () => {
  const judged = [
    { probability: 0.9, confirmed: true },
    { probability: 0.4, confirmed: false },
    { probability: 0.4, confirmed: true },
    { probability: 0.1, confirmed: false },
  ];
  assert.equal(aucOf(judged), 0.875);
  assert.ok(Math.abs(brierOf(judged) - 0.135) < 1e-12);
  assert.equal(
    reliabilityOf(judged).reduce((sum, { cases }) => sum + cases, 0),
    4,
  );
});

async function refusal(text: string | Uint8Array): Promise<ShouhuError> {
  const path = join(folder, 'labels.csv');
  await writeFile(path, text);
  try {
    await readLabels(path);
  } catch (error) {
    assert.ok(error instanceof ShouhuError);
    return error;
  }
  return assert.fail('not refused');
}

test('labels: the first wrong line is named', async () => {
  assert.equal((await refusal('code,confirmed\nH1,1\n')).place.line, 1);
  assert.equal((await refusal('fixmedins_code,confirmed\nH1,1\nH2,是\n')).place.line, 3);
  assert.equal((await refusal('fixmedins_code,confirmed\nH1,1\nH1,0\n')).place.line, 3);
  assert.equal((await refusal('fixmedins_code,confirmed\n,1\n')).place.line, 2);
  assert.equal((await refusal('fixmedins_code,confirmed\n"H1,1\n')).code, 'SH-P001');
});

test('labels: any order of columns, notes with commas, GB18030', async () => {
  const path = join(folder, 'good.csv');
  await writeFile(path, '\uFEFFnote,confirmed,fixmedins_code\r\n"甲,乙",1,H1\r\n,0,H2\r\n');
  assert.deepEqual(
    [...(await readLabels(path))],
    [
      ['H1', true],
      ['H2', false],
    ],
  );
  const gbk = Buffer.concat([
    Buffer.from('fixmedins_code,confirmed,note\nH1,1,'),
    Buffer.from([0xd2, 0xbd]),
    Buffer.from('\n'),
  ]);
  await writeFile(path, gbk);
  assert.deepEqual([...(await readLabels(path))], [['H1', true]]);
});

test('a model file comes back as it was written, and anything else is refused', async () => {
  const { cases, labels } = county();
  const model = trainModel(cases, labels);
  const path = join(folder, 'model.json');
  await writeFile(path, JSON.stringify(model));
  assert.deepEqual(await readModel(path), model);
  for (const text of ['', '{}', JSON.stringify({ ...model, format: 2 })]) {
    await writeFile(path, text);
    await assert.rejects(readModel(path), { code: 'SH-P005' });
  }
  await assert.rejects(readModel(join(folder, 'none.json')), { code: 'SH-I001' });
});
