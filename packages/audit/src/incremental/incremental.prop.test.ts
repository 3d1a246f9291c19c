/** A run that builds upon an earlier one writes the same bytes as a run over everything (docs/semantics.md 17). */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { importFolder } from '@shouhu/lake';
import { currentKnowledge, type Snapshot } from '@shouhu/rulebook';
import { generateCounty } from '@shouhu/synth';
import { assert as check, asyncProperty, boolean, constantFrom, integer, nat, record } from 'fast-check';
import { FILES } from '../output/read.ts';
import { runAudit } from '../run.ts';
import { cutCounty, type Cut } from './increments.fixture.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-increments-'));
  generateCounty({ insured: 700, months: 4, seed: 3, out: join(folder, 'county') });
});
after(() => rm(folder, { recursive: true, force: true }));

const COMPARED = [FILES.findings, FILES.undecided, FILES.schemes, FILES.leads, FILES.summary];

/** The files of two runs, byte for byte; names the first line that differs. */
async function assertSame(grown: string, whole: string, when: string): Promise<void> {
  for (const name of COMPARED) {
    const [left, right] = await Promise.all([grown, whole].map(async (out) => readFile(join(out, name), 'utf8')));
    if (left === right) continue;
    const [a, b] = [left?.split('\n') ?? [], right?.split('\n') ?? []];
    const at = a.findIndex((line, index) => line !== b[index]);
    assert.equal(a[at], b[at], `${when}: ${name}, line ${at + 1} of ${a.length} and ${b.length}`);
    assert.fail(`${when}: ${name} has ${a.length} and ${b.length} lines`);
  }
}

async function anew(out: string): Promise<number | null> {
  return JSON.parse(await readFile(join(out, FILES.run), 'utf8')).persons_judged_anew;
}

const whole = currentKnowledge().snapshot;
const fewer = currentKnowledge({ only: whole.ruleset.rules.slice(0, -4).map(({ rule_code }) => rule_code) }).snapshot;

/** Imports part after part; after each the growing run must equal a new one. @returns how many persons each run judged anew */
async function grow(cut: Cut, snapshotOf: (part: number) => Snapshot): Promise<(number | null)[]> {
  const place = await mkdtemp(join(folder, 'cut-'));
  const lake = join(place, 'lake');
  const judged: (number | null)[] = [];
  for (const [at, dir] of cutCounty(join(folder, 'county'), place, cut).entries()) {
    await importFolder({ dir, lake, key_file: join(place, 'key'), max_reject: 1 });
    const snapshot = snapshotOf(at);
    await runAudit({ lake, out: join(place, 'growing'), snapshot });
    judged.push(await anew(join(place, 'growing')));
    await runAudit({ lake, out: join(place, `whole-${at}`), snapshot, whole: true });
    await assertSame(join(place, 'growing'), join(place, `whole-${at}`), `part ${at}`);
  }
  await rm(place, { recursive: true, force: true });
  return judged;
}

describe('a run over an increment', () => {
  test('equals a run over everything, however the county was cut and corrected', async () => {
    const cuts = record({
      parts: integer({ min: 2, max: 3 }),
      seed: nat(),
      corrected: constantFrom(0, 5, 60),
    });
    await check(
      asyncProperty(cuts, boolean(), async (cut, changes) => {
        await grow(cut, (part) => (changes && part % 2 === 1 ? fewer : whole));
      }),
      { numRuns: 4, seed: 20_261_125, endOnFailure: true },
    );
  });

  test('judges only the persons whose rows changed', async () => {
    const place = await mkdtemp(join(folder, 'few-'));
    const lake = join(place, 'lake');
    const [first = '', second = ''] = cutCounty(join(folder, 'county'), place, { parts: 2, seed: 1, corrected: 8 });
    await importFolder({ dir: join(folder, 'county'), lake, key_file: join(place, 'key') });
    await runAudit({ lake, out: join(place, 'growing'), snapshot: whole });
    assert.equal(await anew(join(place, 'growing')), null);
    await runAudit({ lake, out: join(place, 'growing'), snapshot: whole });
    assert.equal(await anew(join(place, 'growing')), 0);
    await importFolder({ dir: second, lake, key_file: join(place, 'key'), max_reject: 1 });
    await runAudit({ lake, out: join(place, 'growing'), snapshot: whole });
    const touched = await anew(join(place, 'growing'));
    assert.ok(touched !== null && touched > 0 && touched < 200, `${touched} persons, ${first}`);
    await runAudit({ lake, out: join(place, 'whole'), snapshot: whole, whole: true });
    await assertSame(join(place, 'growing'), join(place, 'whole'), 'corrected');
  });
});
