/** The report of a campaign as a workbook and as a page to be signed. */
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { fen, formatYuan } from '@shouhu/codes';
import { inspection, MEASURES } from '@shouhu/procedure';
import type { Cell, SheetColumn } from '@shouhu/reports';
import type { CampaignView } from './board.ts';

const KINDS = { H: '定点医疗机构', P: '定点零售药店' } as const;
const states = new Map<string, string>(Object.entries(inspection.states));

const SUMMARY: readonly SheetColumn[] = [
  { title: '', kind: 'text', width: 30 },
  { title: '', kind: 'text', width: 20 },
  { title: '', kind: 'text', width: 20 },
];

const PLACES: readonly SheetColumn[] = [
  { title: '机构编码', kind: 'text', width: 18 },
  { title: '机构名称', kind: 'text', width: 36 },
  { title: '状态', kind: 'text', width: 16 },
  { title: '检查人员', kind: 'text', width: 24 },
  { title: '措施', kind: 'text', width: 44 },
  { title: '追回医保基金（元）', kind: 'money', width: 20 },
];

const LOOK_BACKS: readonly SheetColumn[] = [
  { title: '机构编码', kind: 'text', width: 18 },
  { title: '机构名称', kind: 'text', width: 36 },
  { title: '回头看日期', kind: 'text', width: 14 },
  { title: '状态', kind: 'text', width: 16 },
  { title: '此前认定', kind: 'text', width: 14 },
  { title: '此前发现', kind: 'text', width: 44 },
  { title: '此前金额（元）', kind: 'money', width: 18 },
  { title: '回头看认定', kind: 'text', width: 14 },
  { title: '回头看发现', kind: 'text', width: 44 },
  { title: '回头看金额（元）', kind: 'money', width: 18 },
];

const RESULTS = { nothing: '未发现问题', handled: '认定问题' } as const;
const resultOf = (result: keyof typeof RESULTS | null): string => (result === null ? '—' : RESULTS[result]);

interface Line {
  readonly name: string;
  /** Of medical institutions, of pharmacies. */
  readonly counts: readonly number[];
}

function linesOf({ report: { kinds } }: CampaignView): Line[] {
  const measures = kinds[0]?.measures ?? [];
  return [
    { name: '应检机构', counts: kinds.map(({ targets }) => targets) },
    { name: '已检查', counts: kinds.map(({ visited }) => visited) },
    { name: '处理机构', counts: kinds.map(({ handled }) => handled) },
    ...measures.map(({ measure }) => ({
      name: MEASURES[measure].name,
      counts: kinds.map((each) => each.measures.find((one) => one.measure === measure)?.count ?? 0),
    })),
  ];
}

const measuresOf = (measures: CampaignView['places'][number]['measures']): string =>
  measures.map((measure) => MEASURES[measure].name).join('、');

/** Figures on the first sheet, every institution on the second. */
export async function campaignWorkbook(view: CampaignView): Promise<Readable> {
  const { WorkbookFile } = await import('@shouhu/reports');
  const out = new PassThrough();
  const book = new WorkbookFile(out);
  const { report, places, names } = view;
  const summary: (readonly Cell[])[] = [
    [{ style: 'title', cell: view.name }],
    ...stampOf(view).map(([label, text]): readonly Cell[] => [
      { style: 'boxedLabel', cell: label },
      { style: 'boxed', cell: text },
    ]),
    [],
    ['', ...Object.values(KINDS)].map((cell): Cell => ({ style: 'head', cell })),
    ...linesOf(view).map(({ name, counts }): readonly Cell[] => [
      name,
      ...counts.map((cell): Cell => ({ style: 'count', cell })),
    ]),
    ['追回医保基金（元）', ...report.kinds.map((kind): Cell => ({ style: 'money', cell: kind.recovered_fen }))],
    ['合计追回（元）', { style: 'totalMoney', cell: report.recovered_fen }],
  ];
  const rows = places.map((place): readonly Cell[] => [
    place.fixmedins_code,
    place.fixmedins_name,
    states.get(place.state) ?? place.state,
    place.officers.map((id) => names[id] ?? id).join('、'),
    measuresOf(place.measures),
    place.recovered_fen,
  ]);
  const again = view.look_backs.flatMap(({ day, places: looked }) =>
    looked.map((place): readonly Cell[] => [
      place.fixmedins_code,
      nameOf(view, place.fixmedins_code),
      day,
      states.get(place.state) ?? place.state,
      resultOf(place.before.result),
      place.before.findings,
      place.before.amount_fen,
      resultOf(place.again.result),
      place.again.findings,
      place.again.amount_fen,
    ]),
  );
  const write = async (): Promise<void> => {
    await book.sheet(book.names.unique('成果'), 1, { columns: SUMMARY, header: false, merges: ['A1:C1'] }, summary);
    await book.sheet(book.names.unique('检查对象'), 2, { columns: PLACES, header: true }, rows);
    if (again.length > 0)
      await book.sheet(book.names.unique('回头看'), 3, { columns: LOOK_BACKS, header: true }, again);
    await book.finish();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

/** The page, as PDF/A. @param at when it is made */
export async function campaignPdf(view: CampaignView, at: Date): Promise<Buffer> {
  const { typesetTable } = await import('@shouhu/reports');
  const { report, places } = view;
  const handled = places.filter(({ measures, recovered_fen }) => measures.length > 0 || recovered_fen > 0);
  return typesetTable({
    title: view.name,
    stamp: stampOf(view),
    sections: [
      ...report.kinds.map(({ kind, recovered_fen }, index) => ({
        name: KINDS[kind],
        rows: [
          ...linesOf(view).map(({ name, counts }) => [name, `${counts[index] ?? 0} 家`, ''] as const),
          ['追回医保基金', yuan(recovered_fen), '按台账入账计算'] as const,
        ],
      })),
      { name: '合计', rows: [['追回医保基金', yuan(report.recovered_fen), '定点医疗机构和定点零售药店']] },
      {
        name: '处理的机构',
        rows: handled.map((place) => [place.fixmedins_name, yuan(place.recovered_fen), measuresOf(place.measures)]),
      },
      ...lookBackSection(view),
    ],
    at,
  });
}

/** What was found before and again; nothing where nobody looks back. */
function lookBackSection(view: CampaignView) {
  const { planned, visited, found_before, found_again, put_right } = view.report.looked_back;
  if (planned === 0) return [];
  const rows: readonly (readonly [string, string, string])[] = view.look_backs
    .flatMap(({ places }) => places)
    .map(({ fixmedins_code, before, again }) => [
      nameOf(view, fixmedins_code),
      `${resultOf(before.result)} → ${resultOf(again.result)}`,
      `${before.findings || '—'} → ${again.findings || '—'}`,
    ]);
  return [
    {
      name: '回头看',
      rows: [
        ['安排', `${planned} 家`, `已检查 ${visited} 家`] as const,
        ['此前认定问题', `${found_before} 家`, `回头看仍认定问题 ${found_again} 家，已改正 ${put_right} 家`] as const,
        ...rows,
      ],
    },
  ];
}

const nameOf = ({ places }: CampaignView, code: string): string =>
  places.find(({ fixmedins_code }) => fixmedins_code === code)?.fixmedins_name ?? code;

function stampOf({ theme, basis, from_day, to_day, admdvs, report }: CampaignView): readonly [string, string][] {
  return [
    ['检查期间', `${from_day} 至 ${to_day}`],
    ['医保区划', admdvs],
    ['主题', theme],
    ['依据', basis],
    ['覆盖', `应检 ${report.institutions} 家，已检查 ${report.visited} 家`],
  ];
}

const yuan = (amount: number): string => `${formatYuan(fen(amount)).replaceAll(/\B(?=(\d{3})+(?=\.))/g, ',')} 元`;
