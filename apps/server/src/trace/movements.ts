/** Stock of an institution's item and batch: movements that are written once, and their sum, which does not fall below zero. */
import { formatQuantity, quantity } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { digestOfText } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Handling } from '../gateway/transaction.ts';
import type { Schema } from '../store/schema.ts';
import type { Terms } from './terms.ts';

export type Movement = Selectable<Schema['stock_movement']>;

/** What a row tells of a change of stock. */
export interface Change extends Pick<
  Insertable<Schema['stock_movement']>,
  'infno' | 'med_list_codg' | 'fixmedins_hilist_id' | 'fixmedins_bchno' | 'cnt' | 'biz_time' | 'trdn_flag'
> {
  /** What stock changes by; absent for 3501, which says what it is. */
  readonly delta?: number;
  readonly pric: number | null;
  readonly docno: string | null;
  readonly setl_id: string | null;
  readonly psn_no: string | null;
  readonly certno_index: string | null;
  readonly particulars: Record<string, string>;
  readonly codes: readonly string[];
}

/** Holds others who would change the stock of this batch. @returns what there is */
export async function lockStock(
  { trx, message }: Handling,
  { fixmedins_hilist_id, fixmedins_bchno }: Pick<Change, 'fixmedins_hilist_id' | 'fixmedins_bchno'>,
): Promise<number> {
  const { fixmedins_code } = message;
  const { cnt } = await trx
    .insertInto('stock_balance')
    .values({ fixmedins_code, fixmedins_hilist_id, fixmedins_bchno, cnt: 0 })
    .onConflict((on) =>
      on
        .columns(['fixmedins_code', 'fixmedins_hilist_id', 'fixmedins_bchno'])
        .doUpdateSet({ cnt: sql`stock_balance.cnt` }),
    )
    .returning('cnt')
    .executeTakeFirstOrThrow();
  return cnt;
}

/**
 * Writes a movement. The same told again, as when a bill is uploaded anew, changes nothing.
 * @returns its number, undefined when it stands there
 * @throws ShouhuError SH-Z013
 */
export async function move(handling: Handling, change: Change, terms: Terms): Promise<number | undefined> {
  const { trx, message } = handling;
  const { codes, delta: known, particulars, ...told } = change;
  const before = await lockStock(handling, change);
  const digest = digestOfText(JSON.stringify([told, known ?? null, codes.toSorted()]));
  if (await isThere(handling, change, digest)) return undefined;
  const delta = known ?? change.cnt - (await countedUntil(handling, change));
  const row = { ...told, delta, reverses: null, digest, particulars: JSON.stringify(particulars) };
  const { fixmedins_code, msgid } = message;
  const { movement_id } = await trx
    .insertInto('stock_movement')
    .values({ ...row, fixmedins_code, msgid, recorded_at: handling.at })
    .returning('movement_id')
    .executeTakeFirstOrThrow();
  if (codes.length > 0)
    await trx
      .insertInto('stock_box')
      .values(codes.map((drug_trac_codg) => ({ movement_id, drug_trac_codg })))
      .execute();
  await setStock(handling, { ...change, delta, movement_id, before }, terms);
  return movement_id;
}

/** The opposite of a movement that stands. @throws ShouhuError SH-Z013 when its goods are gone */
export async function reverseMovement(handling: Handling, movement: Movement, terms: Terms): Promise<void> {
  const { trx, message, at } = handling;
  const before = await lockStock(handling, movement);
  const { movement_id: reverses, delta, particulars: _, ...row } = movement;
  const opposite = { ...row, reverses, delta: 0 - delta, msgid: message.msgid, recorded_at: at, particulars: '{}' };
  const { movement_id } = await trx
    .insertInto('stock_movement')
    .values(opposite)
    .returning('movement_id')
    .executeTakeFirstOrThrow();
  await setStock(handling, { ...movement, delta: 0 - delta, movement_id, before }, terms);
}

interface Moving {
  readonly fixmedins_hilist_id: string;
  readonly fixmedins_bchno: string;
  readonly movement_id: number;
  readonly before: number;
  readonly delta: number;
}

async function setStock({ trx, message }: Handling, moving: Moving, { below_zero }: Terms): Promise<void> {
  const { fixmedins_hilist_id, fixmedins_bchno: batch, movement_id, before, delta } = moving;
  const after = before + delta;
  if (after < 0 && delta < 0) {
    const shown = { stock: formatQuantity(quantity(before)), cnt: formatQuantity(quantity(0 - delta)) };
    if (!below_zero) throw shouhuError('SH-Z013', { batch, ...shown }, { field: 'fixmedins_bchno' });
    await trx.insertInto('stock_fault').values({ movement_id, cnt: after }).execute();
  }
  await trx
    .updateTable('stock_balance')
    .set({ cnt: after })
    .where('fixmedins_code', '=', message.fixmedins_code)
    .where('fixmedins_hilist_id', '=', fixmedins_hilist_id)
    .where('fixmedins_bchno', '=', batch)
    .execute();
}

/** Movements of a batch that were not taken back. */
export const standing = ({ trx, message }: Handling, fixmedins_bchno: string) =>
  trx
    .selectFrom('stock_movement as own')
    .where('own.fixmedins_code', '=', message.fixmedins_code)
    .where('own.fixmedins_bchno', '=', fixmedins_bchno)
    .where('own.reverses', 'is', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('stock_movement as back')
            .select('back.movement_id')
            .whereRef('back.reverses', '=', 'own.movement_id'),
        ),
      ),
    );

async function isThere(handling: Handling, { fixmedins_bchno }: Change, digest: string): Promise<boolean> {
  const same = await standing(handling, fixmedins_bchno)
    .select('own.movement_id')
    .where('own.digest', '=', digest)
    .executeTakeFirst();
  return same !== undefined;
}

/** What the movements up to a moment leave. */
async function countedUntil(
  { trx, message }: Handling,
  { fixmedins_hilist_id, fixmedins_bchno, biz_time }: Change,
): Promise<number> {
  const { sum } = await trx
    .selectFrom('stock_movement')
    .select((e) => e.fn.coalesce(sql<number>`sum(delta)::bigint`, sql<number>`0::bigint`).as('sum'))
    .where('fixmedins_code', '=', message.fixmedins_code)
    .where('fixmedins_hilist_id', '=', fixmedins_hilist_id)
    .where('fixmedins_bchno', '=', fixmedins_bchno)
    .where('biz_time', '<=', biz_time)
    .executeTakeFirstOrThrow();
  return sum;
}
