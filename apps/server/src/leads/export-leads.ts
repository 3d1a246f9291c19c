/** Leads as rows of a file. */
import type { Kysely } from 'kysely';
import { dayOf } from '../casework/matter.ts';
import type { Column } from '../lists/export.ts';
import { pagesOf } from '../lists/pages.ts';
import { namesOf } from '../people/people.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { LeadState } from '../store/standing.ts';
import type { LeadStanding } from '../store/standing.ts';
import { listLeads } from './list-leads.ts';
import type { LeadFilter, LeadRow, LeadSort } from './list-leads.ts';

const STATES: Readonly<Record<LeadState, string>> = {
  new: '待分派',
  assigned: '已分派',
  'in-review': '审核中',
  'in-case': '已立案办理',
  closed: '已办结',
  dropped: '不予处理',
};
const STANDINGS: Readonly<Record<LeadStanding, string>> = { current: '有效', changed: '有变化', withdrawn: '已撤回' };

/** A lead with the name of whom it was given to. */
type ExportedLead = LeadRow & { readonly assignee_name: string | null };

export const LEAD_COLUMNS: readonly Column<ExportedLead>[] = [
  { id: 'title', title: '线索', kind: 'text', width: 26, shared: true, of: ({ title }) => title },
  {
    id: 'institutions',
    title: '机构',
    kind: 'text',
    width: 36,
    shared: true,
    of: ({ institutions }) =>
      institutions.map(({ fixmedins_code, fixmedins_name }) => `${fixmedins_name}（${fixmedins_code}）`).join('、'),
  },
  {
    id: 'verdict',
    title: '结论',
    kind: 'text',
    width: 9,
    shared: true,
    of: ({ verdict }) => (verdict === 'violation' ? '违规' : '可疑'),
  },
  { id: 'amount', title: '涉及金额（元）', kind: 'money', width: 16, of: ({ amount_fen }) => amount_fen },
  { id: 'expected', title: '预计可追回（元）', kind: 'money', width: 16, of: ({ expected_fen }) => expected_fen },
  { id: 'period', title: '起', kind: 'date', width: 11, of: ({ period_from }) => dayOf(period_from) },
  { id: 'period', title: '止', kind: 'date', width: 11, of: ({ period_to }) => dayOf(period_to) },
  { id: 'state', title: '状态', kind: 'text', width: 12, shared: true, of: ({ state }) => STATES[state] },
  {
    id: 'assignee',
    title: '经办人',
    kind: 'text',
    width: 12,
    shared: true,
    of: ({ assignee_name }) => assignee_name,
  },
  { id: 'standing', title: '核对', kind: 'text', width: 9, shared: true, of: ({ standing }) => STANDINGS[standing] },
  { id: 'message', title: '说明', kind: 'text', width: 70, of: ({ message }) => message },
  { id: 'lead_id', title: '线索编号', kind: 'text', width: 36, of: ({ lead_id }) => lead_id },
];

export async function* leadPages(
  db: Kysely<Schema>,
  caller: Caller,
  filter: LeadFilter & { readonly sort?: LeadSort | undefined },
): AsyncGenerator<readonly ExportedLead[]> {
  const pages = pagesOf<LeadRow>(async (after, limit) => listLeads(db, caller, { ...filter, after, limit }));
  for await (const rows of pages) {
    const names = await namesOf(
      db,
      rows.flatMap(({ assignee }) => assignee ?? []),
    );
    yield rows.map((row) => ({
      ...row,
      assignee_name: row.assignee === null ? null : (names[row.assignee] ?? row.assignee),
    }));
  }
}
