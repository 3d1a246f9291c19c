/** The summary: each rule and scheme beside formulas that add up its sheets, so that nothing has to be believed. */
import { formatDecimal } from '@shouhu/codes';
import { ORDER } from './paper.ts';
import type { Paper, SheetSums } from './paper.ts';
import { GROSS_COLUMN } from './rule-sheets.ts';
import { SCHEME_GROSS_COLUMN } from './scheme-sheets.ts';
import type { Cell, SheetColumn, SheetLink, SheetRow, Styled } from './xlsx/sheet.ts';
import { sheetReference } from './xlsx/text.ts';

const COLUMNS: readonly SheetColumn[] = [
  { title: '编码', kind: 'text', width: 22 },
  { title: '名称', kind: 'text', width: 30 },
  { title: '明确违规（条）', kind: 'count', width: 11 },
  { title: '可疑（条）', kind: 'count', width: 11 },
  { title: '明细行数', kind: 'count', width: 11 },
  { title: '毛额（元）', kind: 'money', width: 16 },
  { title: '按工作表加总（元）', kind: 'money', width: 18 },
  { title: '差异（元）', kind: 'money', width: 11 },
  { title: '净额：明确违规（元）', kind: 'money', width: 17 },
  { title: '净额：可疑（元）', kind: 'money', width: 17 },
  { title: '净额合计（元）', kind: 'money', width: 17 },
  { title: '无法判断（项）', kind: 'count', width: 11 },
  { title: '工作表', kind: 'text', width: 30 },
];

const head = (titles: readonly string[]): SheetRow => ({
  cells: titles.map((cell): Styled => ({ style: 'head', cell })),
  height: 30,
});
const RULE_HEAD = head(COLUMNS.map(({ title }) => title));
const SCHEME_HEAD = head([
  '模型',
  '名称',
  '案件数',
  '',
  '行数',
  '毛额（元）',
  '按工作表加总（元）',
  '差异（元）',
  '',
  '',
  '',
  '',
  '工作表',
]);
const LEAD_HEAD = head([
  '线索',
  '',
  '条数',
  '',
  '',
  '涉及金额（元）',
  '按工作表加总（元）',
  '差异（元）',
  '其中明确违规（元）',
  '其中可疑（元）',
  '预计可追回（元）',
  '',
  '工作表',
]);

export interface SummarySheets {
  readonly rules: ReadonlyMap<string, SheetSums>;
  readonly schemes: ReadonlyMap<string, SheetSums>;
  readonly leads: readonly string[];
  readonly undecided: SheetSums;
}

/** Written when every other sheet is, as it names them. */
export async function writeSummary({ run, file }: Paper, sheets: SummarySheets): Promise<void> {
  const { summary } = run;
  const rows: SheetRow[] = [];
  const links: SheetLink[] = [];
  const add = (row: SheetRow): number => rows.push(row);
  const linked = (names: readonly string[]): Styled | null => {
    const [first] = names;
    if (first === undefined) return null;
    links.push({ cell: `M${rows.length + 1}`, location: `${sheetReference(first)}!A1` });
    return { style: 'link', cell: names.join('、') };
  };
  add([{ style: 'boxedLabel', cell: '一、规则疑点' }]);
  add(RULE_HEAD);
  const firstRule = rows.length + 1;
  for (const { rule_code, rule_name, violation, suspicion, cannot_decide } of summary.by_rule) {
    const own = sheets.rules.get(rule_code);
    const row = rows.length + 1;
    const gross = violation.gross_fen + suspicion.gross_fen;
    add([
      rule_code,
      rule_name,
      violation.findings,
      suspicion.findings,
      own?.rows ?? 0,
      gross,
      sumOf(own?.sheets ?? [], GROSS_COLUMN, gross),
      { formula: `G${row}-F${row}`, result: '0' },
      violation.net_fen,
      suspicion.net_fen,
      { formula: `I${row}+J${row}`, result: formatDecimal(violation.net_fen + suspicion.net_fen, 2) },
      cannot_decide,
      linked(own?.sheets ?? []),
    ]);
  }
  const { violation, suspicion } = summary.by_verdict;
  add([
    ...totals('合计', firstRule, rows.length, [
      ['C', violation.findings, 'totalCount'],
      ['D', suspicion.findings, 'totalCount'],
      ['E', [...sheets.rules.values()].reduce((sum, own) => sum + own.rows, 0), 'totalCount'],
      ['F', violation.gross_fen + suspicion.gross_fen, 'totalMoney'],
      ['G', violation.gross_fen + suspicion.gross_fen, 'totalMoney'],
      ['H', 0, 'totalMoney'],
    ]),
    { style: 'totalMoney', cell: violation.net_fen },
    { style: 'totalMoney', cell: suspicion.net_fen },
    {
      style: 'totalMoney',
      cell: {
        formula: `I${rows.length + 1}+J${rows.length + 1}`,
        result: formatDecimal(violation.net_fen + suspicion.net_fen, 2),
      },
    },
    { style: 'totalCount', cell: summary.cannot_decide },
    linked(sheets.undecided.sheets),
  ]);
  add(['合计行的净额是跨规则每行明细只计一次的结果，因此小于或等于各规则净额之和。']);
  add([]);
  add([{ style: 'boxedLabel', cell: '二、模型命中' }]);
  add(SCHEME_HEAD);
  for (const { scheme, scheme_name, found, gross_fen } of summary.schemes) {
    const own = sheets.schemes.get(scheme);
    const row = rows.length + 1;
    add([
      scheme,
      scheme_name,
      found,
      null,
      own?.rows ?? 0,
      gross_fen,
      sumOf(own?.sheets ?? [], SCHEME_GROSS_COLUMN, gross_fen),
      { formula: `G${row}-F${row}`, result: '0' },
      null,
      null,
      null,
      null,
      linked(own?.sheets ?? []),
    ]);
  }
  if (summary.schemes.length === 0) add(['没有模型命中。']);
  add([]);
  add([{ style: 'boxedLabel', cell: '三、疑点线索（规则与模型合并，每行明细只计一次）' }]);
  add(LEAD_HEAD);
  const { leads, amount_fen, violation_fen, suspicion_fen, expected_fen } = summary.leads;
  add([
    '线索合计',
    null,
    leads,
    null,
    null,
    amount_fen,
    sumOf(sheets.leads, 'I', amount_fen),
    { formula: `G${rows.length + 1}-F${rows.length + 1}`, result: '0' },
    sumOf(sheets.leads, 'J', violation_fen),
    sumOf(sheets.leads, 'K', suspicion_fen),
    sumOf(sheets.leads, 'N', expected_fen),
    null,
    linked(sheets.leads),
  ]);
  for (const { rule_name, absent } of summary.not_run)
    add([{ style: 'label', cell: `未运行：${rule_name}，缺 ${absent.join('、')}` }]);
  for (const { scheme_name, absent } of summary.schemes_not_run)
    add([{ style: 'label', cell: `未运行：${scheme_name}，缺 ${absent.join('、')}` }]);
  await file.sheet(file.names.unique('汇总'), ORDER.summary, { columns: COLUMNS, header: false }, rows, links);
}

/** The sum of a column over the sheets that continue each other. */
function sumOf(names: readonly string[], column: string, fen: number): Cell {
  if (names.length === 0) return fen;
  return {
    formula: names.map((name) => `SUM(${sheetReference(name)}!${column}:${column})`).join('+'),
    result: formatDecimal(fen, 2),
  };
}

function totals(
  title: string,
  first: number,
  last: number,
  columns: readonly (readonly [column: string, value: number, style: 'totalCount' | 'totalMoney'])[],
): Cell[] {
  return [
    { style: 'totalText', cell: title },
    { style: 'totalText', cell: null },
    ...columns.map(([column, value, style]): Styled => ({
      style,
      cell:
        last < first
          ? value
          : {
              formula: `SUM(${column}${first}:${column}${last})`,
              result: style === 'totalMoney' ? formatDecimal(value, 2) : String(value),
            },
    })),
  ];
}
