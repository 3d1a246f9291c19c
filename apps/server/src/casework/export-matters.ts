/** Matters as rows of a file. */
import type { Kysely } from 'kysely';
import type { Column } from '../lists/export.ts';
import { pagesOf } from '../lists/pages.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { listMatters } from './list-matters.ts';
import type { MatterFilter, MatterRow } from './list-matters.ts';
import { dayOf } from './matter.ts';
import { PROCEDURES } from './procedures.ts';

const procedureOf = ({ procedure }: MatterRow) => PROCEDURES.get(procedure)?.procedure;

export const MATTER_COLUMNS: readonly Column<MatterRow>[] = [
  {
    id: 'institution',
    title: '机构',
    kind: 'text',
    width: 32,
    shared: true,
    of: ({ fixmedins_name }) => fixmedins_name,
  },
  { id: 'code', title: '机构编码', kind: 'text', width: 16, shared: true, of: ({ fixmedins_code }) => fixmedins_code },
  {
    id: 'procedure',
    title: '程序',
    kind: 'text',
    width: 20,
    shared: true,
    of: (row) => procedureOf(row)?.name ?? row.procedure,
  },
  {
    id: 'state',
    title: '状态',
    kind: 'text',
    width: 20,
    shared: true,
    of: (row) => procedureOf(row)?.states[row.state] ?? row.state,
  },
  {
    id: 'clock',
    title: '最先届满的期限',
    kind: 'text',
    width: 18,
    shared: true,
    of: (row) => (row.due_clock === null ? null : (procedureOf(row)?.clocks[row.due_clock]?.name ?? row.due_clock)),
  },
  {
    id: 'due',
    title: '届满日',
    kind: 'date',
    width: 12,
    of: ({ due_day }) => (due_day === null ? null : dayOf(due_day)),
  },
  { id: 'lead_id', title: '线索编号', kind: 'text', width: 36, of: ({ lead_id }) => lead_id },
  { id: 'matter_id', title: '事项编号', kind: 'text', width: 38, of: ({ matter_id }) => matter_id },
];

export function matterPages(db: Kysely<Schema>, caller: Caller, filter: MatterFilter) {
  return pagesOf<MatterRow>(async (after, limit) => listMatters(db, caller, { ...filter, after, limit }));
}
