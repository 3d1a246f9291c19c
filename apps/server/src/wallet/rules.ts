/** By which rules wallets and e-vouchers go, from which day on. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { instantText } from '@shouhu/interface';
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { WalletRuleTable } from './schema.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

export type WalletRules = Omit<Selectable<WalletRuleTable>, 'set_by' | 'set_at'>;
type Stated = Omit<Insertable<WalletRuleTable>, 'set_by' | 'set_at'>;

const COLUMNS = [
  'begndate',
  'most_per_day',
  'most_fen',
  'closed_from',
  'closed_to',
  'return_at',
  'elder_age',
  'rotate_s',
  'grace_s',
  'hold_s',
  'most_wrong',
  'code_minutes',
  'alarm_days',
  'alarm_device',
  'alarm_place',
  'alarm_witness',
  'source',
] as const;

/** The day of an instant and its time, in Shanghai. */
export function clockOf(at: Date): { readonly day: string; readonly time: string } {
  const text = instantText(at);
  return { day: text.slice(0, 10), time: text.slice(11) };
}

/** Those that hold at an instant; before the first, the first. */
export async function rulesAt(db: Reading, at: Date): Promise<WalletRules> {
  const { day } = clockOf(at);
  const rows = await db.selectFrom('wallet_rule').select(COLUMNS).orderBy('begndate').execute();
  const [first] = rows;
  const rules = rows.findLast(({ begndate }) => begndate <= day) ?? first;
  if (rules === undefined) throw new Error('the migration wrote rules');
  return rules;
}

/** Whether no transfer is made at a time of day; the hours may go past midnight. */
export function isClosed({ closed_from, closed_to }: WalletRules, time: string): boolean {
  return closed_from <= closed_to ? closed_from <= time && time < closed_to : closed_from <= time || time < closed_to;
}

/** When an offer goes back: at the stated time of the next day in Shanghai. */
export function returnOf({ return_at }: WalletRules, at: Date): Date {
  const next = clockOf(new Date(at.getTime() + 86_400_000)).day;
  return new Date(`${next}T${return_at}+08:00`);
}

/** All of them, the latest first. */
export async function listRules(db: Kysely<Schema>, { caller }: Asking): Promise<WalletRules[]> {
  scopeOf(caller, 'wallet.read');
  return db.selectFrom('wallet_rule').select(COLUMNS).orderBy('begndate', 'desc').execute();
}

/** Sets what holds from a day that has not begun. Repeated, nothing changes. @throws ShouhuError SH-H002, SH-W015, SH-W009 */
export async function setRules({ db }: Pick<Services, 'db'>, { caller, at }: Asking, stated: Stated): Promise<void> {
  scopeOf(caller, 'wallet.rules');
  const { begndate } = stated;
  await transaction(db, 'read committed', async (trx) => {
    const made = await trx
      .insertInto('wallet_rule')
      .values({ ...stated, set_by: caller.id, set_at: at })
      .onConflict((on) => on.doNothing())
      .returning('begndate')
      .executeTakeFirst();
    if (made === undefined) {
      const known = await trx
        .selectFrom('wallet_rule')
        .select(COLUMNS)
        .where('begndate', '=', begndate)
        .executeTakeFirstOrThrow();
      if (COLUMNS.some((column) => known[column] !== stated[column])) throw shouhuError('SH-W009', { id: begndate });
      return;
    }
    if (begndate <= clockOf(at).day) throw shouhuError('SH-W015', { day: begndate });
    await note(trx, caller, at, {
      action: 'wallet.rules',
      subject: `wallet-rules:${begndate}`,
      region: caller.regions[0] ?? '',
      detail: `${stated.most_per_day} x ${stated.most_fen} fen, closed ${stated.closed_from}-${stated.closed_to}`,
    });
  });
}
