/** The log as those read it who watch over the others: entries of their regions, the latest first. */
import { transaction } from '@shouhu/database';
import type { Cell, SheetColumn } from '@shouhu/reports';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { csvOf } from '../lists/csv.ts';
import { namesOf } from '../people/people.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { note } from './log.ts';
import { subjectNames, subjectsMeant } from './subjects.ts';

export interface LogFilter {
  /** Id, or a part of name or user name. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** As entries name it, or a part of the name of an institution, a lead, a person, a campaign. */
  readonly subject?: string | undefined;
  /** Civil days in China, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only entries that name a purpose: personal data were read. */
  readonly personal?: boolean | undefined;
}

export interface LogRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly action: string;
  readonly subject: string;
  /** What people call it; empty where it has no name of its own. */
  readonly subject_name: string;
  /** Of a matter. */
  readonly procedure: string | null;
  readonly purpose: string;
  readonly region: string;
  readonly detail: string;
}

/** Characters of a detail that a list shows; some name thousands of leads. */
const SHOWN = 500;

/** Entries of one export. */
const MOST = 20_000;

/** @throws ShouhuError SH-H002 without the right */
export async function listLog(
  db: Kysely<Schema>,
  { caller }: Asking,
  { before, limit, ...filter }: LogFilter & { readonly before?: number | undefined; readonly limit: number },
): Promise<LogRow[]> {
  return entriesOf(db, caller, filter, limit, before);
}

export interface LogExport {
  readonly csv: string;
  readonly entries: number;
  /** There are more than one file takes: narrow the days. */
  readonly is_cut: boolean;
}

/** The same entries as a table, which is itself noted. @throws ShouhuError SH-H002 without the right */
export async function exportLog(db: Kysely<Schema>, { caller, at }: Asking, filter: LogFilter): Promise<LogExport> {
  return transaction(db, 'read committed', async (trx) => {
    const found = await entriesOf(trx, caller, filter, MOST + 1);
    const rows = found.slice(0, MOST);
    const parts: string[] = [];
    for await (const part of csvOf(COLUMNS, cellsOf(rows))) parts.push(part);
    await note(trx, caller, at, {
      action: 'log.exported',
      subject: `entries:${rows.length}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify(filter),
    });
    return { csv: parts.join(''), entries: rows.length, is_cut: found.length > MOST };
  });
}

const COLUMNS = ['序号', '时间', '人员', '姓名', '事项', '对象', '用途', '区划', '内容', '对象名称'].map(
  (title, at): SheetColumn => ({ title, width: 20, kind: at === 0 ? 'count' : 'text' }),
);

async function* cellsOf(rows: readonly LogRow[]): AsyncGenerator<Cell[]> {
  for (const { seq, at, actor, actor_name, action, subject, purpose, region, detail, subject_name } of rows)
    yield [seq, at, actor, actor_name, action, subject, purpose, region, detail, subject_name];
}

async function entriesOf(
  db: Kysely<Schema> | Transaction<Schema>,
  caller: Caller,
  { actor, action, subject, from, to, personal }: LogFilter,
  limit: number,
  before?: number,
): Promise<LogRow[]> {
  const scope = scopeOf(caller, 'log.read');
  const prefixes = scope.reach === 'region' ? scope.regions.map((region) => `${prefixOf(region)}%`) : [];
  let found = db
    .selectFrom('log_entry')
    .select(['seq', 'at', 'actor', 'action', 'subject', 'purpose', 'region'])
    .select(sql<string>`left(detail, ${SHOWN})`.as('detail'))
    // Without a region are wrong tries at names that nobody has.
    .where(sql<boolean>`(region = '' OR region LIKE ANY (${prefixes}::text[]))`)
    .orderBy('seq', 'desc')
    .limit(limit);
  if (before !== undefined) found = found.where('seq', '<', before);
  if (actor !== undefined) found = found.where('actor', 'in', await actorsOf(db, actor));
  if (action !== undefined) found = found.where('action', '=', action);
  if (subject !== undefined) found = found.where('subject', 'in', await subjectsMeant(db, subject));
  if (from !== undefined) found = found.where('at', '>=', startOf(from, 0));
  if (to !== undefined) found = found.where('at', '<', startOf(to, 1));
  if (personal === true) found = found.where('purpose', '<>', '');
  const rows = await found.execute();
  const names = await namesOf(
    db,
    rows.map((row) => row.actor),
  );
  const subjects = await subjectNames(
    db,
    rows.map((row) => row.subject),
  );
  return rows.map((row) => ({
    ...row,
    actor_name: names[row.actor] ?? '',
    subject_name: subjects[row.subject]?.name ?? '',
    procedure: subjects[row.subject]?.procedure ?? null,
  }));
}

/** Ids that a typed text may mean. */
async function actorsOf(db: Kysely<Schema> | Transaction<Schema>, typed: string): Promise<string[]> {
  const like = `%${typed.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
  const rows = await db
    .selectFrom('user_account')
    .select('id')
    .where((e) => e.or([e('name', 'ilike', like), e('username', 'ilike', like)]))
    .limit(500)
    .execute();
  return [typed, ...rows.map(({ id }) => id)];
}

/** The instant at which a day begins in China, as entries hold instants. */
function startOf(day: string, later: number): string {
  const instant = new Date(`${day}T00:00:00+08:00`);
  return new Date(instant.getTime() + later * 86_400_000).toISOString();
}
