import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { importFolder } from '@shouhu/lake';
import { currentKnowledge } from '@shouhu/rulebook';
import { generateCounty } from '@shouhu/synth';
import { FILES, readFindings } from '../output/read.ts';
import type { WrittenFinding } from '../output/written.ts';
import { runAudit } from '../run.ts';
import { compareRuns } from './compare-runs.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-compare-'));
  generateCounty({ insured: 800, months: 4, seed: 5, out: join(folder, 'claims') });
  await importFolder({ dir: join(folder, 'claims'), lake: join(folder, 'lake'), key_file: join(folder, 'key') });
});
after(() => rm(folder, { recursive: true, force: true }));

async function run(name: string, tables: Readonly<Record<string, string>>): Promise<WrittenFinding[]> {
  const knowledge = join(folder, `${name}-knowledge`);
  await mkdir(knowledge);
  for (const [file, text] of Object.entries(tables)) await writeFile(join(knowledge, file), text);
  const { snapshot } = currentKnowledge({ folder: knowledge });
  await runAudit({ lake: join(folder, 'lake'), out: join(folder, name), snapshot });
  return Array.fromAsync(readFindings(join(folder, name, FILES.findings)));
}

const sum = (findings: readonly WrittenFinding[]): number =>
  findings.reduce((fen, { amount_fen }) => fen + (amount_fen ?? 0), 0);

test('a plan names what appears, vanishes and changes, by rule, institution and month, to the fen', async () => {
  const current = await run('current', {});
  const [dropped] = current.map(({ rule_code }) => rule_code);
  const place = current.find(({ rule_code }) => rule_code !== dropped)?.fixmedins_code ?? '';
  assert.ok(dropped !== undefined);
  const parameters = `rule,parameter,value,fixmedins_code,hosp_lv,valid_from,valid_to,basis\n${dropped},enabled,0,,,,,试点\n`;
  const exempt = `rule,subject_kind,code,valid_from,valid_to,reason,basis\n,institution,${place},,,核实,试点\n`;
  const draft = await run('draft', { 'parameters.csv': parameters, 'exempt.csv': exempt });
  const kept = new Set(draft.filter(({ exempted_by }) => exempted_by === null).map(({ finding_id }) => finding_id));
  const gone = current.filter(({ finding_id }) => !kept.has(finding_id));
  assert.ok(gone.some(({ rule_code }) => rule_code === dropped) && gone.some(({ rule_code }) => rule_code !== dropped));

  const plan = await compareRuns(join(folder, 'current'), join(folder, 'draft'));
  assert.deepEqual([plan.appear, plan.vanish, plan.vanish_fen], [0, gone.length, sum(gone)]);
  for (const { rule_code, vanish, vanish_fen } of plan.by_rule) {
    const own = gone.filter((finding) => finding.rule_code === rule_code);
    assert.deepEqual([vanish, vanish_fen], [own.length, sum(own)], rule_code);
  }
  for (const key of ['by_rule', 'by_institution', 'by_month'] as const) {
    assert.equal(
      plan[key].reduce((total, { vanish_fen }) => total + vanish_fen, 0),
      plan.vanish_fen,
      key,
    );
  }
  assert.ok(plan.samples.every(({ change, finding_id }) => change === 'vanish' && !kept.has(finding_id)));
  // The other way round what vanished appears, and nothing else.
  const back = await compareRuns(join(folder, 'draft'), join(folder, 'current'));
  assert.deepEqual([back.appear, back.appear_fen, back.vanish], [gone.length, sum(gone), 0]);
  const same = await compareRuns(join(folder, 'current'), join(folder, 'current'));
  assert.deepEqual([same.appear, same.vanish, same.changed, same.by_rule], [0, 0, 0, []]);
});
