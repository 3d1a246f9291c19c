/** Sheets of what could not be decided and of what is exempted. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { reasonText } from '../text/finding-evidence.ts';
import { Ahead } from './ahead.ts';
import { byFinding, findingRows, undecidedRows } from './finding-rows.ts';
import type { FindingRow } from './finding-rows.ts';
import { ORDER, verdictText } from './paper.ts';
import type { Paper, SheetSums } from './paper.ts';
import { evidenceText, parsed } from './rule-sheets.ts';
import type { Cell, SheetColumn } from './xlsx/sheet.ts';

const COMMON = [
  { title: '规则编码', kind: 'text', width: 18, shared: true },
  { title: '规则名称', kind: 'text', width: 24, shared: true },
  { title: '机构编码', kind: 'text', width: 15, shared: true },
  { title: '机构名称', kind: 'text', width: 22, shared: true },
  { title: '参保人', kind: 'text', width: 14 },
  { title: '就诊号', kind: 'text', width: 14 },
  { title: '日期', kind: 'date', width: 11 },
  { title: '如成立的结论', kind: 'text', width: 11, shared: true },
  { title: '说明', kind: 'text', width: 60 },
  { title: '判断依据的数值', kind: 'text', width: 40 },
  { title: '知识点', kind: 'text', width: 22, shared: true },
] as const satisfies readonly SheetColumn[];

const UNDECIDED: readonly SheetColumn[] = [
  ...COMMON,
  { title: '缺少的字段', kind: 'text', width: 22, shared: true },
  { title: '编号', kind: 'text', width: 36 },
  { title: '补充情况', kind: 'entry', width: 24 },
];

const EXEMPTED: readonly SheetColumn[] = [
  ...COMMON,
  { title: '涉及金额（元，不计入合计）', kind: 'money', width: 14 },
  { title: '豁免编号', kind: 'text', width: 22, shared: true },
  { title: '编号', kind: 'text', width: 36 },
];

export async function writeUndecided(connection: DuckDBConnection, paper: Paper): Promise<SheetSums> {
  const rows = new Ahead(undecidedRows(connection));
  return written(paper, rows, '无法判断', ORDER.undecided, UNDECIDED, (row) => [
    ...common(row, paper),
    reasonText(row.reason ?? ''),
    row.finding_id,
    null,
  ]);
}

export async function writeExempted(connection: DuckDBConnection, paper: Paper): Promise<SheetSums> {
  if (paper.run.summary.exempted === 0) return { sheets: [], rows: 0 };
  const rows = new Ahead(
    firstOf(byFinding(findingRows(connection, 'exempted_by IS NOT NULL', 'rule_code', ', exempted_by'))),
  );
  return written(paper, rows, '已豁免', ORDER.exempted, EXEMPTED, (row) => [
    ...common(row, paper),
    row.finding_fen,
    row.exempted_by ?? null,
    row.finding_id,
  ]);
}

async function* firstOf(groups: AsyncIterable<readonly FindingRow[]>): AsyncGenerator<FindingRow> {
  for await (const [row] of groups) if (row !== undefined) yield row;
}

async function written(
  { file, most_rows }: Paper,
  rows: Ahead<FindingRow>,
  title: string,
  order: number,
  columns: readonly SheetColumn[],
  cellsOf: (row: FindingRow) => readonly Cell[],
): Promise<SheetSums> {
  const sheets: string[] = [];
  let count = 0;
  async function* some(): AsyncGenerator<readonly Cell[]> {
    let row = 1;
    for (let next = await rows.see(); next !== undefined && row < most_rows; next = await rows.see()) {
      rows.take();
      row += 1;
      count += 1;
      yield cellsOf(next);
    }
  }
  do {
    const name = file.names.unique(title);
    sheets.push(name);
    await file.sheet(name, order + sheets.length, { columns, header: true }, some());
  } while ((await rows.see()) !== undefined);
  return { sheets, rows: count };
}

function common(row: FindingRow, paper: Paper): readonly Cell[] {
  const { persons, institutions, rules } = paper;
  return [
    row.rule_code,
    rules.get(row.rule_code)?.rule_name ?? null,
    row.fixmedins_code,
    institutions.get(row.fixmedins_code) ?? null,
    persons.name(row.psn_no),
    row.visits,
    row.service_day,
    verdictText(row.verdict, row.retroactive),
    persons.text(row.message, [row.psn_no]),
    evidenceText(parsed(row.evidence), paper, row.psn_no),
    row.knowledge,
  ];
}
