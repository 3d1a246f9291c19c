/** Sets from when codes are needed, and what is known of items, for a region. */
import { shouhuError } from '@shouhu/errors';
import { transaction } from '@shouhu/database';
import type { Kysely, Selectable } from 'kysely';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';

export type Setting = Selectable<Schema['trace_setting']>;
export type Item = Selectable<Schema['trace_item']>;

export interface TermsSet {
  readonly settings: readonly Setting[];
  readonly items: readonly Item[];
}

/** What regions within reach have set. @throws ShouhuError SH-H002 */
export async function listTerms(db: Kysely<Schema>, { caller }: Asking): Promise<TermsSet> {
  const scope = scopeOf(caller, 'trace.read');
  const settings = await db
    .selectFrom('trace_setting as i')
    .selectAll()
    .where(rowsWithin(scope, 'i'))
    .orderBy('admdvs')
    .execute();
  const items = await db
    .selectFrom('trace_item as i')
    .selectAll()
    .where(rowsWithin(scope, 'i'))
    .orderBy('admdvs')
    .orderBy('med_list_codg')
    .limit(5000)
    .execute();
  return { settings, items };
}

/** @throws ShouhuError SH-H002, SH-H003 for a region out of reach */
export async function setTerms(db: Kysely<Schema>, asking: Asking, setting: Setting): Promise<void> {
  const { admdvs, codes_from, below_zero } = setting;
  await keep(db, asking, admdvs, `codes from ${codes_from ?? '—'}, below zero ${below_zero}`, async (trx) => {
    await trx
      .insertInto('trace_setting')
      .values(setting)
      .onConflict((on) => on.column('admdvs').doUpdateSet({ codes_from, below_zero }))
      .execute();
  });
}

/** @throws ShouhuError SH-H002, SH-H003 for a region out of reach */
export async function setItem(db: Kysely<Schema>, asking: Asking, item: Item): Promise<void> {
  const { admdvs, med_list_codg, needs_code, pack_cnt, no_code_until } = item;
  const detail = `${med_list_codg}: code ${needs_code}, pack ${pack_cnt ?? '—'}, without until ${no_code_until ?? '—'}`;
  await keep(db, asking, admdvs, detail, async (trx) => {
    await trx
      .insertInto('trace_item')
      .values(item)
      .onConflict((on) => on.columns(['admdvs', 'med_list_codg']).doUpdateSet({ needs_code, pack_cnt, no_code_until }))
      .execute();
  });
}

async function keep(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  admdvs: string,
  detail: string,
  write: (trx: Parameters<typeof note>[0]) => Promise<void>,
): Promise<void> {
  const scope = scopeOf(caller, 'trace.set');
  if (!isWithin(scope, { admdvs, fixmedins_code: '' })) throw shouhuError('SH-H003', { id: admdvs });
  await transaction(db, 'read committed', async (trx) => {
    await write(trx);
    await note(trx, caller, at, { action: 'trace.set', subject: `region:${admdvs}`, region: admdvs, detail });
  });
}
