/** A made report as a workbook and as a page to be signed: from what was kept, the same bytes whenever they are asked for. */
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { fen, formatYuan } from '@shouhu/codes';
import type { Cell, SheetColumn } from '@shouhu/reports';
import type { ReportView } from './make-report.ts';
import type { ReportRow } from './report-content.ts';

const COLUMNS: readonly SheetColumn[] = [
  { title: '', kind: 'text', width: 16 },
  { title: '', kind: 'text', width: 38 },
  { title: '', kind: 'text', width: 20 },
  { title: '', kind: 'text', width: 80 },
];

/** The workbook, as it is written. */
export async function reportWorkbook(report: ReportView): Promise<Readable> {
  const { WorkbookFile } = await import('@shouhu/reports');
  const out = new PassThrough();
  const book = new WorkbookFile(out);
  const { content } = report;
  const rows: (readonly Cell[])[] = [
    [{ style: 'title', cell: content.title }],
    ...stampOf(report).map(([label, text]): readonly Cell[] => [
      { style: 'boxedLabel', cell: label },
      { style: 'boxed', cell: text },
    ]),
    [],
    ['类别', '指标', '数值', '口径'].map((cell): Cell => ({ style: 'head', cell })),
    ...content.rows.map((row): readonly Cell[] => [
      row.section,
      row.name,
      numberOf(row),
      { style: 'wrapped', cell: row.definition },
    ]),
  ];
  book
    .sheet(book.names.unique('统计报表'), 1, { columns: COLUMNS, header: false, merges: ['A1:D1'] }, rows)
    .then(async () => book.finish())
    .catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

/** The page, as PDF/A. */
export async function reportPdf(report: ReportView): Promise<Buffer> {
  const { typesetTable } = await import('@shouhu/reports');
  const { content, made_at } = report;
  return typesetTable({
    title: content.title,
    stamp: stampOf(report),
    sections: [...Map.groupBy(content.rows, ({ section }) => section)].map(([name, rows]) => ({
      name,
      rows: rows.map((row) => [row.name, textOf(row), row.definition]),
    })),
    at: new Date(made_at),
  });
}

/** Of which period and region, made when and by whom, and the digest by which a copy is told from another. */
function stampOf({
  period_from,
  period_to,
  admdvs,
  made_at,
  made_by_name,
  report_id,
  digest,
}: ReportView): readonly (readonly [string, string])[] {
  const made = new Date(new Date(made_at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  return [
    ['报告期', `${period_from} 至 ${period_to}`],
    ['医保区划', admdvs],
    ['编制', `${made_by_name}，${made}（北京时间）`],
    ['报表编号', report_id],
    ['内容摘要', `SHA-256 ${digest}`],
  ];
}

function numberOf({ unit, value }: ReportRow): Cell {
  if (value === null) return '—';
  return { style: unit === 'fen' ? 'money' : unit === 'percent' ? 'percent' : 'count', cell: value };
}

function textOf({ unit, value }: ReportRow): string {
  if (value === null) return '—';
  if (unit === 'fen') return `${grouped(formatYuan(fen(value)))} 元`;
  return unit === 'percent' ? `${(value / 100).toFixed(2)} %` : grouped(String(value));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?=\.|$))/, ',').replaceAll(/\B(?=(\d{3})+(?=\.|$))/g, ',');
}
