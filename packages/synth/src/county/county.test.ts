import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isTableName, readRow, tables } from '@shouhu/claims';
import { loadNational } from '@shouhu/rulebook';
import type { Label, SchemeLabel } from '../labels.ts';
import { ownCases } from '../plant/own.ts';
import { generateCounty } from './county.ts';
import type { CountySummary } from './county.ts';

type Cells = Readonly<Record<string, string>>;

const scratch = mkdtempSync(join(tmpdir(), 'shouhu-county-'));
const out = join(scratch, 'county');
let summary: CountySummary;
let labels: Label[];

before(() => {
  summary = generateCounty({ insured: 1600, months: 6, seed: 5, out });
  labels = readFileSync(join(out, 'labels.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
});
after(() => rmSync(scratch, { recursive: true, force: true }));

function rowsOf(table: string): Cells[] {
  const names = readdirSync(out).filter((name) => name.startsWith(table) && name.endsWith('.csv'));
  return names.flatMap((name) => {
    const [header = '', ...lines] = readFileSync(join(out, name), 'utf8').trimEnd().split('\n');
    const columns = header.split(',');
    return lines.map((line) => {
      const cells = line.split(',');
      assert.equal(cells.length, columns.length, `${name}: ${line}`);
      return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
    });
  });
}

function digestOf(folder: string): Map<string, string> {
  const names = readdirSync(folder).toSorted();
  return new Map(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

test('the same seed gives the same bytes, another seed another county', () => {
  const options = { insured: 300, months: 2 };
  for (const [name, seed] of [
    ['a', 9],
    ['b', 9],
    ['c', 10],
  ] as const)
    generateCounty({ ...options, seed, out: join(scratch, name) });
  assert.deepEqual(digestOf(join(scratch, 'a')), digestOf(join(scratch, 'b')));
  assert.notDeepEqual(digestOf(join(scratch, 'a')), digestOf(join(scratch, 'c')));
});

test('an earlier county is replaced, anything else is left alone', () => {
  const options = { insured: 40, months: 3, seed: 1 };
  const folder = join(scratch, 'again');
  generateCounty({ ...options, out: folder });
  generateCounty({ ...options, months: 1, out: folder });
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('fee_list_d')),
    ['fee_list_d-2026-12.csv'],
  );
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  assert.throws(() => generateCounty({ ...options, out: folder }), { code: 'SH-U005' });
  assert(readdirSync(folder).includes('labels.jsonl'));
  assert.throws(() => generateCounty({ ...options, out: join(folder, 'notes.txt', 'x') }), { code: 'SH-I002' });
});

test('every row of every table is read by the national schema', () => {
  for (const file of summary.rows.keys()) {
    const [table = ''] = file.split('-');
    assert(isTableName(table), file);
  }
  for (const name of [
    'fee_list_d',
    'mdtrt_d',
    'setl_d',
    'setl_list_diag_d',
    'setl_list_oprn_d',
    'psn_info_b',
    'fixmedins_b',
    'medins_staff_b',
    'stock',
  ] as const) {
    const table = tables[name];
    const known = new Set(table.fields.map((field) => field.name));
    const rows = rowsOf(name);
    assert(rows.length > 0, name);
    for (const column of Object.keys(rows[0] ?? {})) {
      if (column !== 'fixmedins_name' || name !== 'stock') assert(known.has(column), `${name}.${column}`);
    }
    for (const row of rows) {
      const read = readRow(table, row);
      assert.deepEqual(read.ok ? [] : read, [], name);
    }
  }
});

test('lines sum to their settlement, whose parts balance', () => {
  const fen = (text: string | undefined): number => Math.round(Number(text ?? '') * 100);
  const latest = new Map<string, Cells>();
  for (const line of rowsOf('fee_list_d')) {
    const known = latest.get(line['bkkp_sn'] ?? '');
    if (known === undefined || (known['updt_time'] ?? '') < (line['updt_time'] ?? ''))
      latest.set(line['bkkp_sn'] ?? '', line);
  }
  const sums = new Map<string, number>();
  for (const line of latest.values()) {
    if (line['vali_flag'] !== '1') continue;
    const setl_id = line['setl_id'] ?? '';
    sums.set(setl_id, (sums.get(setl_id) ?? 0) + fen(line['det_item_fee_sumamt']));
  }
  for (const bill of rowsOf('setl_d')) {
    const total = fen(bill['medfee_sumamt']);
    assert.equal(
      total,
      fen(bill['fund_pay_sumamt']) + fen(bill['psn_pay']) + fen(bill['hosp_part_amt']),
      bill['setl_id'] ?? '',
    );
    if (bill['init_setl_id'] === '') assert.equal(total, sums.get(bill['setl_id'] ?? '') ?? 0, bill['setl_id'] ?? '');
    else assert.equal(total, -(sums.get(bill['init_setl_id'] ?? '') ?? 0), bill['setl_id'] ?? '');
  }
});

test('labels name lines, visits and persons that exist', () => {
  const lines = new Map(rowsOf('fee_list_d').map((line) => [line['bkkp_sn'], line]));
  const visits = new Map(rowsOf('mdtrt_d').map((visit) => [visit['mdtrt_id'], visit]));
  assert.equal(new Set(labels.map((label) => label.label_id)).size, labels.length);
  for (const label of labels) {
    const visit = visits.get(label.mdtrt_id);
    assert.equal(visit?.['psn_no'], label.psn_no, label.label_id);
    assert.equal(visit['fixmedins_code'], label.fixmedins_code, label.label_id);
    for (const line_id of label.line_ids) assert.equal(lines.get(line_id)?.['psn_no'], label.psn_no, label.label_id);
  }
});

test('every published class and every own rule has violations and look-alikes', () => {
  const codes = [
    ...loadNational()
      .classes.filter((row) => row.published)
      .map((row) => row.code),
    ...ownCases.keys(),
  ];
  for (const code of codes) {
    for (const kind of ['violation', 'look-alike'] as const) {
      assert(
        labels.some((label) => label.rule_code === code && label.kind === kind),
        `${code} has no ${kind}`,
      );
    }
  }
});

test('no two boxes of the honest county share a trace code', () => {
  const schemes: SchemeLabel[] = readFileSync(join(out, 'scheme_labels.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  // A box that is sold twice counts where it was sold first.
  const planted = new Set([
    ...labels.map((label) => label.psn_no),
    ...schemes.filter(({ scheme }) => scheme === 'trace-code').flatMap((label) => label.psn_nos),
  ]);
  const sold = rowsOf('fee_list_d').filter(
    (line) =>
      !planted.has(line['psn_no'] ?? '') && line['drug_trac_codg'] !== '' && !(line['cnt'] ?? '').startsWith('-'),
  );
  const boxes = sold.flatMap((line) => (line['drug_trac_codg'] ?? '').split(';'));
  assert(boxes.length > 1000);
  assert.equal(new Set(boxes).size, boxes.length);
});
