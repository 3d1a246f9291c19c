/** One sheet per rule that found something: every line with the formula's inputs, the formula, and room for the reviewer. */
import { formatDecimal } from '@shouhu/codes';
import type { DuckDBConnection } from '@duckdb/node-api';
import { findingEvidence } from '../text/finding-evidence.ts';
import { Ahead } from './ahead.ts';
import { byFinding, findingRows, visitsOfRow } from './finding-rows.ts';
import type { FindingRow } from './finding-rows.ts';
import { ORDER, verdictText } from './paper.ts';
import type { Paper, SheetSums } from './paper.ts';
import { unitOf, wayOf } from './recompute.ts';
import type { Measured, Way } from './recompute.ts';
import type { Cell, SheetColumn } from './xlsx/sheet.ts';

const COLUMNS = [
  { title: '序号', kind: 'count', width: 7 },
  { title: '线索名次', kind: 'count', width: 8 },
  { title: '机构编码', kind: 'text', width: 15, shared: true },
  { title: '机构名称', kind: 'text', width: 22, shared: true },
  { title: '参保人', kind: 'text', width: 14 },
  { title: '就诊号', kind: 'text', width: 14 },
  { title: '结算号', kind: 'text', width: 14 },
  { title: '明细号', kind: 'text', width: 14 },
  { title: '日期', kind: 'date', width: 11 },
  { title: '项目编码', kind: 'text', width: 22, shared: true },
  { title: '项目名称', kind: 'text', width: 24, shared: true },
  { title: '数量', kind: 'quantity', width: 9 },
  { title: '单价（元）', kind: 'price', width: 11 },
  { title: '明细金额（元）', kind: 'money', width: 12 },
  { title: '政策范围内金额（元）', kind: 'money', width: 12 },
  { title: '计量值', kind: 'count', width: 10 },
  { title: '上限', kind: 'count', width: 10 },
  { title: '计入比例', kind: 'ratio', width: 10 },
  { title: '按公式重算（元）', kind: 'money', width: 12 },
  { title: '本行认定（元）', kind: 'money', width: 12 },
  { title: '疑点重算（元）', kind: 'money', width: 12 },
  { title: '疑点认定（元）', kind: 'money', width: 12 },
  { title: '差异（元）', kind: 'money', width: 9 },
  { title: '结论', kind: 'text', width: 9, shared: true },
  { title: '说明', kind: 'text', width: 60 },
  { title: '判断依据的数值', kind: 'text', width: 40 },
  { title: '知识点', kind: 'text', width: 22, shared: true },
  { title: '法规依据', kind: 'text', width: 40, shared: true },
  { title: '未计金额的原因', kind: 'text', width: 14, shared: true },
  { title: '疑点编号', kind: 'text', width: 36 },
  { title: '复核意见', kind: 'entry', width: 20 },
  { title: '核定金额（元）', kind: 'entry', width: 12 },
] as const satisfies readonly SheetColumn[];

/** Letters of the columns that formulas name. */
const AT = { cnt: 'L', inscp: 'O', total: 'P', max: 'Q', ratio: 'R', line: 'S', again: 'U', found: 'V' } as const;
/** Column whose sum is the gross amount of a rule. */
export const GROSS_COLUMN = AT.found;

type Group = readonly FindingRow[];

interface Counted {
  readonly sheets: string[];
  rows: number;
  findings: number;
}

/** @returns by rule code, in the order of the codes */
export async function writeRuleSheets(
  connection: DuckDBConnection,
  paper: Paper,
): Promise<ReadonlyMap<string, SheetSums>> {
  const groups = new Ahead(byFinding(findingRows(connection, 'exempted_by IS NULL')));
  const sums = new Map<string, Counted>();
  for (let group = await groups.see(); group !== undefined; group = await groups.see()) {
    const [first] = group;
    if (first === undefined) break;
    const { rule_code } = first;
    const counted = sums.get(rule_code) ?? { sheets: [], rows: 0, findings: 0 };
    sums.set(rule_code, counted);
    const name = paper.file.names.unique(paper.rules.get(rule_code)?.rule_name ?? rule_code);
    counted.sheets.push(name);
    const rows = ruleRows(groups, rule_code, paper, counted);
    const order = ORDER.rules + sums.size + counted.sheets.length / 1_000;
    await paper.file.sheet(name, order, { columns: COLUMNS, header: true }, rows);
  }
  return sums;
}

/** Rows of one sheet: as many whole findings of the rule as it holds. */
async function* ruleRows(
  groups: Ahead<Group>,
  rule_code: string,
  paper: Paper,
  counted: Counted,
): AsyncGenerator<readonly Cell[]> {
  let row = 1;
  for (let group = await groups.see(); group !== undefined; group = await groups.see()) {
    const [first] = group;
    if (first?.rule_code !== rule_code || (row > 1 && row + group.length > paper.most_rows)) return;
    groups.take();
    counted.findings += 1;
    yield* findingCells(group.slice(0, paper.most_rows - 1), row + 1, counted.findings, paper);
    row += group.length;
    counted.rows += group.length;
  }
}

function* findingCells(group: Group, first: number, number: number, paper: Paper): Generator<Cell[]> {
  const lead = group[0];
  if (lead === undefined) return;
  const facts = paper.rules.get(lead.rule_code);
  const law = facts?.basis.join('；') ?? null;
  const evidence = parsed(lead.evidence);
  const lines = group.map(({ cnt, line_fen, inscp_fen }) => ({ cnt, amount_fen: line_fen, inscp_fen }));
  const measured: Measured = {
    amount_fen: lead.finding_fen,
    total: numberOf(evidence['total']),
    max: numberOf(evidence['max']),
    repeated: numberOf(evidence['repeated_codes']),
  };
  const way = wayOf(measured, lines);
  const unit = unitOf(facts?.rule_type ?? '', measured, way, lines);
  const counted = (value: number | null): Cell => (value === null ? null : { style: unit ?? 'count', cell: value });
  const quantity = lines.reduce((sum, { cnt }) => sum + (cnt ?? 0), 0);
  const range = (column: string): string => `${column}${first}:${column}${first + group.length - 1}`;
  const { persons, institutions } = paper;
  for (const [at, row] of group.entries()) {
    const here = first + at;
    const ratio = way === null ? null : ratioOf(way, measured, quantity, here, range(AT.cnt));
    yield [
      number,
      row.rank,
      row.fixmedins_code,
      institutions.get(row.fixmedins_code) ?? null,
      persons.name(row.psn_no),
      visitsOfRow(row),
      row.setl_ids,
      row.charged_line,
      row.day ?? row.service_day,
      row.item,
      row.item_name,
      row.cnt,
      row.pric,
      row.line_fen,
      row.inscp_fen,
      way === 'boxes' ? measured.repeated : counted(measured.total),
      counted(measured.max),
      ratio?.cell ?? null,
      ratio === null
        ? null
        : {
            formula: `${AT.inscp}${here}*${AT.ratio}${here}`,
            result: shown(((row.inscp_fen ?? 0) / 100) * ratio.value),
          },
      row.charged_fen,
      at > 0 || ratio === null
        ? null
        : { formula: `ROUND(SUM(${range(AT.line)}),2)`, result: formatDecimal(row.finding_fen ?? 0, 2) },
      at > 0 ? null : row.finding_fen,
      at > 0 || ratio === null ? null : { formula: `${AT.again}${here}-${AT.found}${here}`, result: '0' },
      verdictText(row.verdict, row.retroactive),
      persons.text(row.message, [row.psn_no]),
      evidenceText(evidence, paper, row.psn_no),
      row.knowledge,
      law,
      row.amount_reason,
      row.finding_id,
      null,
      null,
    ];
  }
}

/** The share of the in-scope amount that counts: 1, or a formula over the inputs beside it. */
function ratioOf(
  way: Way,
  { total, max, repeated }: Measured,
  quantity: number,
  row: number,
  quantities: string,
): { cell: Cell; value: number } {
  const [T, M, Q] = [`${AT.total}${row}`, `${AT.max}${row}`, `${AT.cnt}${row}`];
  const over = (total ?? 0) - (max ?? 0);
  switch (way) {
    case 'whole':
      return { cell: { style: 'ratio', cell: 1_000_000 }, value: 1 };
    case 'share':
      return formulaOf(`(${T}-${M})/${T}`, over / (total ?? 1));
    case 'quantity':
      return formulaOf(
        `MIN(SUM(${quantities.replaceAll(/(\d+)/g, '$$$1')}),${T}-${M})/SUM(${quantities.replaceAll(/(\d+)/g, '$$$1')})`,
        Math.min(quantity, over) / quantity,
      );
    case 'boxes':
      return formulaOf(`${T}/${Q}`, ((repeated ?? 0) * 10_000) / quantity);
  }
}

function formulaOf(formula: string, value: number): { cell: Cell; value: number } {
  return { cell: { formula, result: shown(value) }, value };
}

/** What stands in columns of its own is not said again. */
const OWN_COLUMN = new Set(['item', 'name', 'total', 'max']);

export function evidenceText(
  evidence: Readonly<Record<string, unknown>>,
  { persons }: Pick<Paper, 'persons'>,
  psn_no: string,
): string {
  const text = findingEvidence(evidence, OWN_COLUMN)
    .map(([label, value]) => `${label}：${value}`)
    .join('；');
  return persons.text(text, [psn_no]);
}

export function parsed(evidence: string): Readonly<Record<string, unknown>> {
  const value: Record<string, unknown> = JSON.parse(evidence);
  return value;
}

/** A result as it is stored beside its formula, until the reader's program computes it again. */
function shown(value: number): string {
  return String(Number(value.toFixed(8)));
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
