/** Notices as their reader sees them: what is new, and that it was read. Nobody sees another's. */
import type { Kysely } from 'kysely';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { said } from './templates.ts';

interface NoticeRow {
  readonly notice_id: string;
  readonly told_at: string;
  readonly read: boolean;
  readonly zh: string;
  readonly en: string;
  /** Address in the console. */
  readonly link: string;
}

export interface Notices {
  /** Of all, not only of these. */
  readonly unread: number;
  readonly notices: readonly NoticeRow[];
}

export interface NoticePage {
  /** Only what was told before this instant. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function listNotices(db: Kysely<Schema>, { id }: Caller, page: NoticePage): Promise<Notices> {
  const { before, limit } = page;
  const rows = await db
    .selectFrom('notice')
    .select(['notice_id', 'told_at', 'read_at', 'template', 'params'])
    .where('person', '=', id)
    .$if(before !== undefined, (query) => query.where('told_at', '<', new Date(before ?? 0)))
    .orderBy('told_at', 'desc')
    .orderBy('notice_id')
    .limit(limit)
    .execute();
  const notices = rows.map(({ notice_id, told_at, read_at, template, params }) => ({
    notice_id,
    told_at: told_at.toISOString(),
    read: read_at !== null,
    ...said(template, params),
  }));
  return { unread: await unreadOf(db, id), notices };
}

/** @param notice_ids absent: all of them @returns how many are left unread */
export async function markRead(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  notice_ids: readonly string[] | undefined,
): Promise<number> {
  await db
    .updateTable('notice')
    .set({ read_at: at })
    .where('person', '=', caller.id)
    .where('read_at', 'is', null)
    .$if(notice_ids !== undefined, (query) => query.where('notice_id', 'in', [...(notice_ids ?? [])]))
    .execute();
  return unreadOf(db, caller.id);
}

async function unreadOf(db: Kysely<Schema>, person: string): Promise<number> {
  const { count } = await db
    .selectFrom('notice')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('person', '=', person)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
