/** Decisions of the real-time check as rows of a file, persons by the last figures of their number. */
import type { Kysely } from 'kysely';
import type { Column } from '../lists/export.ts';
import { pagesOf } from '../lists/pages.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { listDecisions } from './decisions.ts';
import type { DecisionFilter, DecisionListed } from './decisions.ts';
import type { CheckOutcome } from './schema.ts';

const STAGES: Readonly<Record<string, string>> = { '3101': '事前', '3102': '事中' };
const OUTCOMES: Readonly<Record<CheckOutcome, string>> = {
  reminded: '有提醒',
  undecided: '有规则无法判断',
  clean: '未见问题',
  'not-checked': '未能审核',
};

/** An instant by the clocks of the bureau, eight hours ahead. */
const clockOf = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const count = (id: string, title: string, of: (row: DecisionListed) => number): Column<DecisionListed> => ({
  id,
  title,
  kind: 'count',
  width: 10,
  of: (row) => (row.outcome === 'not-checked' ? null : of(row)),
});

export const DECISION_COLUMNS: readonly Column<DecisionListed>[] = [
  { id: 'decided_at', title: '时间', kind: 'text', width: 20, of: ({ decided_at }) => clockOf(decided_at) },
  { id: 'fixmedins_code', title: '机构代码', kind: 'text', width: 16, of: ({ fixmedins_code }) => fixmedins_code },
  { id: 'fixmedins_name', title: '机构名称', kind: 'text', width: 30, of: ({ fixmedins_name }) => fixmedins_name },
  { id: 'infno', title: '环节', kind: 'text', width: 12, of: ({ infno }) => `${STAGES[infno] ?? ''} ${infno}`.trim() },
  { id: 'outcome', title: '结果', kind: 'text', width: 16, of: ({ outcome }) => OUTCOMES[outcome] },
  { id: 'mdtrt_id', title: '就诊编号', kind: 'text', width: 24, of: ({ mdtrt_id }) => mdtrt_id },
  { id: 'psn_tail', title: '人员编号尾号', kind: 'text', width: 14, of: ({ psn_tail }) => psn_tail },
  count('findings', '提醒', ({ findings }) => findings),
  count('undecided', '无法判断', ({ undecided }) => undecided),
  count('lines', '明细行', ({ lines }) => lines),
  count('history_lines', '历史行', ({ history_lines }) => history_lines),
  count('engine_us', '计算用时（微秒）', ({ engine_us }) => engine_us),
  { id: 'decision_id', title: '审核编号', kind: 'text', width: 40, of: ({ decision_id }) => decision_id },
];

export function decisionPages(db: Kysely<Schema>, asking: Asking, filter: Omit<DecisionFilter, 'limit' | 'before'>) {
  return pagesOf<DecisionListed>(async (last, limit) =>
    listDecisions(db, asking, { ...filter, before: last?.decision_id, limit }),
  );
}
