import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Finding, Verdict } from '@shouhu/rules';
import { SortedFile } from './sorted-file.ts';
import { Totaller } from './totals.ts';

function finding(finding_id: string, verdict: Verdict, lines: [string, number | null][], rule_code = 'R1'): Finding {
  const fen = lines.map(([, amount]) => amount);
  const known = fen.every((amount) => amount !== null);
  return {
    finding_id,
    rule_code,
    rule_name: rule_code,
    rule_type: 'restrict',
    verdict,
    psn_no: 'P1',
    fixmedins_code: 'H1',
    mdtrt_ids: [],
    setl_ids: [],
    line_ids: lines.map(([line_id]) => line_id),
    related_line_ids: [],
    service_date: '2026-01-01',
    amount_fen: known ? fen.reduce<number>((sum, amount) => sum + (amount ?? 0), 0) : null,
    amount_reason: known ? null : 'inscp_amt',
    lines: lines.map(([line_id, amount_fen]) => ({ line_id, amount_fen })),
    knowledge: [],
    retroactive: false,
    basis: [],
    message: '',
    evidence: {},
  };
}

describe('totals', () => {
  test('count a line once, however many rules hit it, at its highest amount', () => {
    const totaller = new Totaller();
    totaller.add(finding('F1', 'violation', [['L1', 100]], 'R1'));
    totaller.add(
      finding(
        'F2',
        'violation',
        [
          ['L1', 60],
          ['L2', 10],
        ],
        'R2',
      ),
    );
    const { all, rules } = totaller.totals();
    assert.deepEqual(all.violation, { findings: 2, gross_fen: 170, net_fen: 110 });
    assert.equal(rules.get('R2')?.violation.net_fen, 70);
  });
  test('book lines of several institutions at each with its own', () => {
    const totaller = new Totaller();
    const one = finding('F1', 'violation', [
      ['L1', 100],
      ['L1', 40],
    ]);
    const lines = one.lines.map((line, at) => (at === 0 ? line : { ...line, fixmedins_code: 'H2' }));
    totaller.add({ ...one, lines });
    const { all, institutions } = totaller.totals();
    assert.deepEqual(all.violation, { findings: 1, gross_fen: 140, net_fen: 140 });
    assert.deepEqual(institutions.get('H1')?.violation, { findings: 1, gross_fen: 100, net_fen: 100 });
    assert.deepEqual(institutions.get('H2')?.violation, { findings: 1, gross_fen: 40, net_fen: 40 });
  });
  test('book a line in both verdicts as a violation', () => {
    const totaller = new Totaller();
    totaller.add(finding('F1', 'suspicion', [['L1', 100]]));
    totaller.add(finding('F2', 'violation', [['L1', 60]]));
    const { violation, suspicion } = totaller.totals().all;
    assert.deepEqual([violation.net_fen, suspicion.net_fen], [100, 0]);
    assert.deepEqual([violation.gross_fen, suspicion.gross_fen], [60, 100]);
  });
  test('name the findings without an amount', () => {
    const totaller = new Totaller();
    totaller.add(finding('F1', 'suspicion', [['L1', null]]));
    assert.equal(totaller.totals().unpriced, 1);
  });
});

describe('a sorted file', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shouhu-test-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('holds the same bytes in whatever order the rows came, also beyond its memory', async () => {
    const rows = Array.from({ length: 120_000 }, (_, index) => ({
      finding_id: `F${((index * 7_919) % 120_000).toString(16).padStart(8, '0')}`,
    }));
    const write = async (name: string, given: readonly { finding_id: string }[]) => {
      const file = await SortedFile.create();
      for (let at = 0; at < given.length; at += 1_000) await file.add(given.slice(at, at + 1_000));
      await file.finish(join(folder, name));
      return readFile(join(folder, name), 'utf8');
    };
    const text = await write('a.jsonl', rows);
    assert.equal(await write('b.jsonl', rows.toReversed()), text);
    const ids = text.trimEnd().split('\n');
    assert.equal(ids.length, rows.length);
    assert.deepEqual(ids, ids.toSorted());
  });
  test('can be read by its owner only', async () => {
    const file = await SortedFile.create();
    await file.add([{ finding_id: 'F1' }]);
    await file.finish(join(folder, 'c.jsonl'));
    assert.equal((await stat(join(folder, 'c.jsonl'))).mode & 0o777, 0o600);
  });
});
