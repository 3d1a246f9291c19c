/** Entries of the ledger as rows of a file: one for each posting, so that amounts can be summed; those of an entry sum to nothing. */
import type { Kysely } from 'kysely';
import type { Column } from '../lists/export.ts';
import { pagesOf } from '../lists/pages.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { listEntries } from './ledger.ts';
import type { EntryFilter, LedgerEntry } from './ledger.ts';

interface PostingRow {
  readonly entry: LedgerEntry;
  /** Null: the accounts that are not listed one by one, together. */
  readonly account: string | null;
  readonly fen: number;
}

const KINDS: Readonly<Record<string, string>> = {
  settled: '结算',
  income: '收入',
  cleared: '清算审批',
  'clearing-paid': '清算支付',
  owed: '认定应追回',
  received: '收到退款、罚款',
  deducted: '扣款',
  opening: '期初',
  offered: '转账提出',
  accepted: '转账接收',
  contribution: '居民缴费',
};

export const ENTRY_COLUMNS: readonly Column<PostingRow>[] = [
  { id: 'day', title: '日期', kind: 'text', width: 12, of: ({ entry }) => entry.day },
  { id: 'kind', title: '业务', kind: 'text', width: 16, of: ({ entry }) => KINDS[entry.kind] ?? entry.kind },
  { id: 'memo', title: '摘要', kind: 'text', width: 40, of: ({ entry }) => entry.memo },
  {
    id: 'account',
    title: '账户',
    kind: 'text',
    width: 44,
    of: ({ account, entry }) => account ?? `其余 ${entry.others} 个账户`,
  },
  { id: 'fen', title: '金额（元）', kind: 'money', width: 16, of: ({ fen }) => fen },
  { id: 'entry_id', title: '分录编号', kind: 'text', width: 38, of: ({ entry }) => entry.entry_id },
  { id: 'reverses', title: '冲销的分录', kind: 'text', width: 38, of: ({ entry }) => entry.reverses ?? '' },
];

function rowsOf(entry: LedgerEntry): PostingRow[] {
  const listed = entry.postings.map((posting) => ({ entry, ...posting }));
  const rest = -listed.reduce((sum, { fen }) => sum + fen, 0);
  return entry.others === 0 ? listed : [...listed, { entry, account: null, fen: rest }];
}

/** Postings of the entries that the filter matches, the latest entries first. @throws ShouhuError SH-H002, SH-H003 */
export async function* entryPages(
  db: Kysely<Schema>,
  asking: Asking,
  filter: Omit<EntryFilter, 'limit'>,
): AsyncGenerator<PostingRow[]> {
  const pages = pagesOf<LedgerEntry>(async (last, limit) => {
    const before = last && { before_day: last.day, before_at: last.recorded_at, before_id: last.entry_id };
    return listEntries(db, asking, { ...filter, ...before, limit });
  });
  for await (const page of pages) yield page.flatMap(rowsOf);
}
