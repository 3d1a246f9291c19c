/** What a person keeps of a list: filters under names of their own, and which columns they want to see. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { note } from '../log/log.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';

interface SavedFilter {
  readonly filter_id: string;
  readonly name: string;
  /** As it stands in the address of the page. */
  readonly search: Readonly<Record<string, string>>;
}

export interface KeptOfList {
  readonly filters: readonly SavedFilter[];
  /** Null: those that the list shows by itself. */
  readonly columns: readonly string[] | null;
}

export async function keptOf(db: Kysely<Schema>, { id: owner }: Caller, list: string): Promise<KeptOfList> {
  const filters = await db
    .selectFrom('saved_filter')
    .select(['filter_id', 'name', 'search'])
    .where('owner', '=', owner)
    .where('list', '=', list)
    .orderBy('name')
    .execute();
  const shown = await db
    .selectFrom('list_columns')
    .select('columns')
    .where('owner', '=', owner)
    .where('list', '=', list)
    .executeTakeFirst();
  return { filters, columns: shown?.columns ?? null };
}

export interface FilterWanted extends SavedFilter {
  readonly list: string;
}

/** Filters that one person keeps of one list. */
const MOST = 50;

/** The same name again replaces what stood under it. @throws ShouhuError SH-H006 for an id of another filter, SH-H005 beyond the most */
export async function saveFilter(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  wanted: FilterWanted,
): Promise<KeptOfList> {
  const { filter_id, list, name } = wanted;
  const search = JSON.stringify(wanted.search);
  return transaction(db, 'read committed', async (trx) => {
    const before = await trx
      .selectFrom('saved_filter')
      .selectAll()
      .where('owner', '=', caller.id)
      .where('filter_id', '=', filter_id)
      .executeTakeFirst();
    if (before !== undefined) {
      const same = before.list === list && before.name === name;
      if (!same || JSON.stringify(before.search) !== search) throw shouhuError('SH-H006', { id: filter_id });
      return keptOf(trx, caller, list);
    }
    const { filters } = await keptOf(trx, caller, list);
    if (filters.length >= MOST) throw shouhuError('SH-H005', { field: 'name', reason: `> ${MOST}` });
    await trx
      .insertInto('saved_filter')
      .values({ filter_id, owner: caller.id, list, name, search, saved_at: at })
      .onConflict((on) => on.columns(['owner', 'list', 'name']).doUpdateSet({ filter_id, search, saved_at: at }))
      .execute();
    const kept = await keptOf(trx, caller, list);
    await note(trx, caller, at, { action: 'filter.save', subject: `list:${list}`, region: '', detail: name });
    return kept;
  });
}

/** Removes a filter of the caller's own; of others there are none for them. */
export async function removeFilter(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  list: string,
  filter_id: string,
): Promise<KeptOfList> {
  return transaction(db, 'read committed', async (trx) => {
    const gone = await trx
      .deleteFrom('saved_filter')
      .where('owner', '=', caller.id)
      .where('list', '=', list)
      .where('filter_id', '=', filter_id)
      .returning('name')
      .executeTakeFirst();
    const kept = await keptOf(trx, caller, list);
    if (gone !== undefined) {
      await note(trx, caller, at, { action: 'filter.remove', subject: `list:${list}`, region: '', detail: gone.name });
    }
    return kept;
  });
}

/** @param columns null for those that the list shows by itself */
export async function chooseColumns(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  list: string,
  columns: readonly string[] | null,
): Promise<KeptOfList> {
  return transaction(db, 'read committed', async (trx) => {
    const own = { owner: caller.id, list };
    if (columns === null) {
      await trx.deleteFrom('list_columns').where('owner', '=', caller.id).where('list', '=', list).execute();
    } else {
      await trx
        .insertInto('list_columns')
        .values({ ...own, columns: [...columns] })
        .onConflict((on) => on.columns(['owner', 'list']).doUpdateSet({ columns: [...columns] }))
        .execute();
    }
    const kept = await keptOf(trx, caller, list);
    await note(trx, caller, at, {
      action: 'columns.choose',
      subject: `list:${list}`,
      region: '',
      detail: JSON.stringify(columns),
    });
    return kept;
  });
}
