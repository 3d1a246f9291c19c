import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { currentKnowledge, loadNational, localExample } from '@shouhu/rulebook';
import type { CurrentKnowledge } from '@shouhu/rulebook';
import { compileClosures, withNamedItems } from '@shouhu/rules';
import type { Finding, Judgement, Rule } from '@shouhu/rules';
import { DuckDBInstance } from '@duckdb/node-api';
import { agree } from '../parity/index.ts';
import { world } from '../world.ts';
import { goldenKinds, type Expected, type GoldenCase } from './case.ts';
import { batchOnly, goldenClasses } from './index.ts';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const { snapshot, facts } = knowledge();

/** All knowledge that ships, with the example row of every class that needs local points, through the files of a bureau. */
function knowledge(): CurrentKnowledge {
  const folder = mkdtempSync(join(tmpdir(), 'shouhu-golden-'));
  try {
    const examples = loadNational().classes.flatMap((row) => localExample(row) ?? []);
    for (const [file, rows] of Map.groupBy(examples, (each) => each.file)) {
      writeFileSync(join(folder, file), [rows[0]?.header, ...rows.map(({ row }) => row)].join('\n'));
    }
    return currentKnowledge({ folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ruleOf(seq: number): Rule {
  const row = facts.classes.find((each) => each.seq === seq);
  const rule = snapshot.ruleset.rules.find(({ rule_code }) => rule_code === row?.code);
  assert.ok(rule, `class ${seq} judges nothing`);
  return rule;
}

/** What the three evaluators say, which must be the same. */
async function judged(rule: Rule, { world: rows, named = [] }: GoldenCase): Promise<Judgement> {
  const ruleset = withNamedItems({ snapshot: 'golden', rules: [rule] }, named);
  const judgement = await agree(connection, ruleset, world(rows));
  assert.deepEqual(compileClosures(ruleset).judge(world(rows)), judgement, 'closures');
  return judgement;
}

function told({ findings, undecided }: Judgement): Expected[] {
  return [
    ...findings.map(({ amount_fen, line_ids }: Finding) => ({ amount: amount_fen, lines: line_ids })),
    ...undecided.map(({ reason }) => ({ open: reason })),
  ];
}

for (const golden of goldenClasses) {
  const { rule, cases } = golden.build(ruleOf(golden.seq));
  describe(`${golden.seq} ${rule.rule_name}`, () => {
    for (const each of cases) {
      test(`${each.kind}: ${each.title}`, async () => {
        const { expected } = each;
        assert.deepEqual(told(await judged(rule, each)), expected === 'clean' ? [] : [expected]);
      });
    }
    test('has a case of each kind, or says why there can be none', () => {
      const kinds = new Set(cases.map(({ kind }) => kind));
      for (const kind of goldenKinds) assert.notEqual(kinds.has(kind), kind in golden.impossible, kind);
    });
  });
}

test('every class of the list has golden cases, but those of batches', () => {
  const have = goldenClasses.map(({ seq }) => seq);
  assert.equal(new Set(have).size, have.length);
  assert.deepEqual(
    [...have, ...batchOnly].toSorted((a, b) => a - b),
    facts.classes.map(({ seq }) => seq),
  );
});
