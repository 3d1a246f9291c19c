/** Accounts at banks that institutions are paid to: proposed by one person, confirmed by another, from a day on; the number lies sealed. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';

type Row = Selectable<Schema['institution_bank']>;

/** Without its number: of that its last four digits. */
export type BankAccount = Omit<Row, 'account_no' | 'made_at' | 'decided_at'>;
export type BankAccountListed = BankAccount & { readonly fixmedins_name: string };

export interface AccountFilter {
  readonly fixmedins_code?: string | undefined;
  readonly state?: Row['state'] | undefined;
  /** The last of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const SHOWN = [
  'account_id',
  'fixmedins_code',
  'begndate',
  'bank',
  'holder',
  'tail',
  'made_by',
  'state',
  'decided_by',
] as const;

export interface NewAccount {
  /** Made by the client: a repeat proposes nothing again. */
  readonly account_id: string;
  readonly fixmedins_code: string;
  readonly begndate: string;
  readonly bank: string;
  readonly holder: string;
  readonly account_no: string;
}

const place = (account_id: string) => ({ table: 'institution_bank', column: 'account_no', row: account_id });

/** @throws ShouhuError SH-H002 without the right, SH-H003 out of reach */
async function reach(
  db: Kysely<Schema> | Transaction<Schema>,
  { caller }: Asking,
  right: RightName,
  fixmedins_code: string,
): Promise<string> {
  const scope = scopeOf(caller, right);
  const { rows } = await sql<{ admdvs: string }>`
    SELECT i.admdvs FROM institution i WHERE i.fixmedins_code = ${fixmedins_code} AND ${rowsWithin(scope, 'i')}`.execute(
    db,
  );
  const [found] = rows;
  if (found === undefined) throw shouhuError('SH-H003', { id: fixmedins_code });
  return found.admdvs;
}

/** Those that wait first, then by institution, the latest first. @throws ShouhuError SH-H002 */
export async function listAccounts(
  db: Kysely<Schema>,
  { caller }: Asking,
  { fixmedins_code, state, after, limit }: AccountFilter,
): Promise<BankAccountListed[]> {
  const within = rowsWithin(scopeOf(caller, 'clearing.read'), 'i');
  const order = sql`b.state <> 'proposed', b.fixmedins_code, DATE '9999-12-31' - b.begndate, b.account_id`;
  const next =
    after === undefined
      ? sql`true`
      : sql`(${order}) > (SELECT ${order} FROM institution_bank b WHERE account_id = ${after}::uuid)`;
  const { rows } = await sql<BankAccountListed>`
    SELECT ${sql.join(SHOWN.map((name) => sql.ref(`b.${name}`)))}, i.fixmedins_name
    FROM institution_bank b JOIN institution i USING (fixmedins_code)
    WHERE ${within} AND ${next} AND ${fixmedins_code === undefined ? sql`true` : sql`b.fixmedins_code = ${fixmedins_code}`}
      AND ${state === undefined ? sql`true` : sql`b.state = ${state}`}
    ORDER BY ${order} LIMIT ${limit}`.execute(db);
  return rows;
}

/** @throws ShouhuError SH-H002, SH-H003, SH-H006 for an id of another account, SH-Y021 where one is confirmed from that day */
export async function proposeAccount(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  asking: Asking,
  { account_no, ...wanted }: NewAccount,
): Promise<BankAccount> {
  const { caller, at } = asking;
  const { account_id, fixmedins_code, begndate, bank, holder } = wanted;
  return transaction(db, 'read committed', async (trx) => {
    const region = await reach(trx, asking, 'clearing.account', fixmedins_code);
    const before = await trx
      .selectFrom('institution_bank')
      .select([...SHOWN, 'account_no'])
      .where('account_id', '=', account_id)
      .executeTakeFirst();
    if (before !== undefined) {
      const { account_no: sealed, ...shown } = before;
      const same =
        [shown.fixmedins_code, shown.begndate, shown.bank, shown.holder, shown.made_by].join('\n') ===
          [fixmedins_code, begndate, bank, holder, caller.id].join('\n') &&
        open(ring, sealed, place(account_id)) === account_no;
      if (!same) throw shouhuError('SH-H006', { id: account_id });
      return shown;
    }
    await refuseSameDay(trx, wanted);
    const made = await trx
      .insertInto('institution_bank')
      .values({
        ...wanted,
        account_no: seal(ring, account_no, place(account_id)),
        tail: account_no.slice(-4),
        made_by: caller.id,
        made_at: at,
        state: 'proposed',
      })
      .returning(SHOWN)
      .executeTakeFirstOrThrow();
    const detail = `${fixmedins_code} ${begndate} ***${made.tail}`;
    await note(trx, caller, at, { action: 'clearing.account', subject: `bank:${account_id}`, region, detail });
    return made;
  });
}

async function refuseSameDay(
  trx: Transaction<Schema>,
  { fixmedins_code, begndate }: Pick<Row, 'fixmedins_code' | 'begndate'>,
): Promise<void> {
  const other = await trx
    .selectFrom('institution_bank')
    .select('account_id')
    .where('fixmedins_code', '=', fixmedins_code)
    .where('begndate', '=', begndate)
    .where('state', '=', 'confirmed')
    .executeTakeFirst();
  if (other !== undefined) throw shouhuError('SH-Y021', { fixmedins_code, begndate });
}

/** The second person confirms it, or drops it. @throws ShouhuError SH-H002, SH-H003, SH-Y004 for who proposed it, SH-Y020 where none waits, SH-Y021 */
export async function decideAccount(
  db: Kysely<Schema>,
  asking: Asking,
  { account_id, confirm }: { readonly account_id: string; readonly confirm: boolean },
): Promise<void> {
  const { caller, at } = asking;
  scopeOf(caller, 'clearing.approve');
  await transaction(db, 'read committed', async (trx) => {
    const row = await trx
      .selectFrom('institution_bank')
      .selectAll()
      .where('account_id', '=', account_id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw shouhuError('SH-H003', { id: account_id });
    const region = await reach(trx, asking, 'clearing.approve', row.fixmedins_code);
    const state = confirm ? 'confirmed' : 'dropped';
    if (row.state === state && row.decided_by === caller.id) return;
    if (row.state !== 'proposed') throw shouhuError('SH-Y020', { id: account_id });
    if (row.made_by === caller.id) throw shouhuError('SH-Y004', { step: '复核', person: caller.id });
    if (confirm) {
      await sql`SELECT FROM institution WHERE fixmedins_code = ${row.fixmedins_code} FOR UPDATE`.execute(trx);
      await refuseSameDay(trx, row);
    }
    await trx
      .updateTable('institution_bank')
      .set({ state, decided_by: caller.id, decided_at: at })
      .where('account_id', '=', account_id)
      .execute();
    await note(trx, caller, at, {
      action: 'clearing.account-decided',
      subject: `bank:${account_id}`,
      region,
      detail: state,
    });
  });
}

/** The number in clear, for a purpose that stands in the log before the answer leaves. @throws ShouhuError SH-H002, SH-H003 */
export async function revealAccount(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  asking: Asking,
  { account_id, purpose }: { readonly account_id: string; readonly purpose: Purpose },
): Promise<{ readonly account_no: string }> {
  const { caller, at } = asking;
  scopeOf(caller, 'clearing.account-reveal');
  return transaction(db, 'read committed', async (trx) => {
    const row = await trx
      .selectFrom('institution_bank')
      .select(['fixmedins_code', 'account_no'])
      .where('account_id', '=', account_id)
      .executeTakeFirst();
    if (row === undefined) throw shouhuError('SH-H003', { id: account_id });
    const region = await reach(trx, asking, 'clearing.account-reveal', row.fixmedins_code);
    await note(trx, caller, at, {
      action: 'clearing.account-reveal',
      subject: `bank:${account_id}`,
      purpose: purposeText(purpose),
      region,
      detail: row.fixmedins_code,
    });
    return { account_no: open(ring, row.account_no, place(account_id)) };
  });
}

/** The account that holds on a day, in clear, by institution: for the order that goes to the bank. */
export async function accountsOn(
  db: Kysely<Schema>,
  ring: KeyRing,
  codes: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, Pick<Row, 'bank' | 'holder' | 'account_no'>>> {
  const { rows } = await sql<Pick<Row, 'account_id' | 'fixmedins_code' | 'bank' | 'holder' | 'account_no'>>`
    SELECT DISTINCT ON (fixmedins_code) account_id, fixmedins_code, bank, holder, account_no FROM institution_bank
    WHERE fixmedins_code = ANY (${codes}::text[]) AND state = 'confirmed' AND begndate <= ${day}::date
    ORDER BY fixmedins_code, begndate DESC`.execute(db);
  return new Map(
    rows.map(({ account_id, fixmedins_code, bank, holder, account_no }) => [
      fixmedins_code,
      { bank, holder, account_no: open(ring, account_no, place(account_id)) },
    ]),
  );
}
