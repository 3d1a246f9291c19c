/** One sheet per scheme: its cases, each with the visits that carry the amount. */
import { rowsOf } from '@shouhu/lake';
import type { Found } from '@shouhu/schemes';
import type { DuckDBConnection } from '@duckdb/node-api';
import { labelOf, wordsOf } from '../text/evidence-labels.ts';
import { dayOf, listText, valueText } from '../text/plain.ts';
import { ORDER } from './paper.ts';
import type { Paper, SheetSums } from './paper.ts';
import type { Cell, SheetColumn } from './xlsx/sheet.ts';

const COLUMNS = [
  { title: '案件', kind: 'count', width: 7 },
  { title: '线索名次', kind: 'count', width: 8 },
  { title: '评分', kind: 'percent', width: 7 },
  { title: '机构', kind: 'text', width: 26, shared: true },
  { title: '参保人数', kind: 'count', width: 9 },
  { title: '起', kind: 'date', width: 11 },
  { title: '止', kind: 'date', width: 11 },
  { title: '案件金额（元）', kind: 'money', width: 13 },
  { title: '说明', kind: 'text', width: 60 },
  { title: '依据的数值', kind: 'text', width: 40 },
  { title: '法规依据', kind: 'text', width: 36, shared: true },
  { title: '模型编号', kind: 'text', width: 36, shared: true },
  { title: '就诊机构', kind: 'text', width: 22, shared: true },
  { title: '参保人', kind: 'text', width: 14 },
  { title: '就诊号', kind: 'text', width: 14 },
  { title: '首日', kind: 'date', width: 11 },
  { title: '明细行数', kind: 'count', width: 9 },
  { title: '本次就诊涉及（元）', kind: 'money', width: 13 },
  { title: '核查意见', kind: 'entry', width: 20 },
  { title: '核定金额（元）', kind: 'entry', width: 12 },
] as const satisfies readonly SheetColumn[];

/** Column whose sum is the gross amount of a scheme. */
export const SCHEME_GROSS_COLUMN = 'H';

interface VisitRow {
  readonly scheme_id: string;
  readonly fixmedins_code: string;
  readonly psn_no: string;
  readonly mdtrt_id: string;
  readonly day: number;
  readonly lines: number;
  readonly fen: number;
}

/** @returns by scheme, in the order of their ids */
export async function writeSchemeSheets(
  connection: DuckDBConnection,
  paper: Paper,
): Promise<ReadonlyMap<string, SheetSums>> {
  const { run, file, most_rows } = paper;
  const visits = Map.groupBy(
    await rowsOf<VisitRow>(
      connection,
      `SELECT scheme_id, fixmedins_code, psn_no, mdtrt_id, min(day) AS day, count(*) AS lines, sum(at_risk_fen)::BIGINT AS fen
       FROM r_line WHERE scheme_id IS NOT NULL GROUP BY ALL ORDER BY scheme_id, day, fixmedins_code, mdtrt_id, psn_no`,
    ),
    ({ scheme_id }) => scheme_id,
  );
  const ranks = new Map(
    run.leads.flatMap(({ rank, schemes }) => schemes.map(({ scheme_id }) => [scheme_id, rank] as const)),
  );
  const sums = new Map<string, SheetSums>();
  for (const { scheme } of run.summary.schemes) {
    const cases = run.found
      .filter((one) => one.scheme === scheme)
      .toSorted((a, b) => b.amount_fen - a.amount_fen || (a.scheme_id < b.scheme_id ? -1 : 1));
    const rows = cases.flatMap((one, at) =>
      caseRows(one, at + 1, ranks.get(one.scheme_id) ?? null, visits.get(one.scheme_id) ?? [], paper),
    );
    const sheets: string[] = [];
    for (let from = 0; from === 0 || from < rows.length; from += most_rows - 1) {
      const name = file.names.unique(cases[0]?.scheme_name ?? scheme);
      sheets.push(name);
      await file.sheet(
        name,
        ORDER.schemes + sums.size * 10 + sheets.length / 1_000,
        { columns: COLUMNS, header: true },
        rows.slice(from, from + most_rows - 1),
      );
    }
    sums.set(scheme, { sheets, rows: rows.length });
  }
  return sums;
}

function caseRows(
  one: Found,
  number: number,
  rank: number | null,
  visits: readonly VisitRow[],
  { persons, institutions }: Paper,
): Cell[][] {
  const named = (code: string): string => institutions.get(code) ?? code;
  const evidence = Object.entries(one.evidence)
    .map(([key, value]) => `${labelOf(key)}：${valueText(wordsOf(key, value, 'zh'))}`)
    .join('；');
  const head: readonly Cell[] = [
    number,
    rank,
    Math.round(one.score * 10_000),
    listText(one.fixmedins_codes.map(named)),
    one.psn_nos.length,
    dayOf(one.period.from),
    dayOf(one.period.to),
    one.amount_fen,
    persons.text(one.message, one.psn_nos),
    persons.text(evidence, one.psn_nos),
    one.basis.join('；'),
    one.scheme_id,
  ];
  // The case's own amount stands once, so that the column adds up; its number stands on every row, for the filter.
  const again = head.map((cell, at) => (at === 0 || at === 1 || at === 3 || at === 11 ? cell : null));
  if (visits.length === 0) return [[...head, null, null, null, null, null, null, null, null]];
  return visits.map(({ fixmedins_code, psn_no, mdtrt_id, day, lines, fen }, at) => [
    ...(at === 0 ? head : again),
    named(fixmedins_code),
    persons.name(psn_no),
    mdtrt_id,
    day,
    lines,
    fen,
    null,
    null,
  ]);
}
