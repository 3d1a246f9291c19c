/** The worked examples of docs/benefits.md: the figures that stand there are what is calculated. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fen, parseYuan } from '@shouhu/codes';
import { AMOUNTS, readClaims, recompute, samplePolicyOf } from './index.ts';
import type { Standing } from './index.ts';

const docs = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('benefits.md', docs), 'utf8');
const sections = page.split('\n### ').slice(1);

/** The claims of a file, none of them settled. */
function standing(file: string): Standing[] {
  const { claims } = readClaims(JSON.parse(readFileSync(new URL(file, docs), 'utf8')));
  return claims.map((each, at) => ({ setl_id: String(at + 1), ...each, stood: null }));
}

/** The rows of a section's table by the national names of its head, in fen; what is not named is 0. */
function amountsIn(section: string): Record<string, number>[] {
  const [head = [], , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return rows.map((cells) => ({
    ...Object.fromEntries(AMOUNTS.map((name) => [name, 0])),
    ...Object.fromEntries(head.slice(1).map((name, at) => [name, fenOf(cells[at + 1] ?? '')])),
  }));
}

function fenOf(text: string): number {
  const parsed = parseYuan(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

describe('worked examples', () => {
  for (const section of sections) {
    const [title = ''] = section.split('\n');
    const file = /\((benefits\/[\w-]+\.json)\)/.exec(section)?.[1] ?? '';
    test(title, () => {
      const calculated = recompute(samplePolicyOf, standing(file)).map(({ calculation }) => calculation.amounts);
      assert.deepEqual(calculated, amountsIn(section));
    });
  }

  test('every file beside the page is an example of it', () => {
    const files = readdirSync(new URL('benefits/', docs));
    assert.equal(files.length, sections.length);
    for (const file of files) assert.ok(page.includes(`(benefits/${file})`), file);
  });
});

test('a backdated stay says which later settlements change, and by how much, and changes none', () => {
  const settled = recompute(samplePolicyOf, standing('benefits/3-two-stays.json'));
  const stood = standing('benefits/3-two-stays.json').map((each, at) => ({
    ...each,
    stood: settled[at]?.calculation.amounts ?? null,
  }));
  const [first] = stood;
  assert.ok(first !== undefined);
  const line = first.claim.lines[0];
  assert.ok(line !== undefined);
  const amount = fen(500_000);
  const january = { ...first.claim, mdtrt_id: 'M0', lines: [{ ...line, det_item_fee_sumamt: amount }] };
  const again = recompute(samplePolicyOf, [{ ...first, setl_id: '0', claim: january, stood: null }, ...stood]);
  const changes = again.map(({ setl_id, changes: all }) => [
    setl_id,
    Object.fromEntries(all.map(({ name, by }) => [name, by])),
  ]);
  assert.deepEqual(changes, [
    ['0', {}],
    [
      '1',
      {
        act_pay_dedc: -50_000,
        hifp_pay: 44_000,
        fund_pay_sumamt: 44_000,
        psn_part_amt: -44_000,
        psn_cash_pay: -44_000,
      },
    ],
    ['2', {}],
  ]);
});
