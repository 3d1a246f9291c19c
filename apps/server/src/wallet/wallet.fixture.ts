/** A family for tests: an employee with money, relatives with and without, and what they do by a clock of their own. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ShouhuError } from '@shouhu/errors';
import { balanceOf, trialBalance } from '@shouhu/ledger';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { takeIn } from '../insured/insured.fixture.ts';
import type { RegistryTables } from '../insured/insured.fixture.ts';
import type { Schema } from '../store/schema.ts';
import { confirmRelation, declareRelation } from './relations.ts';
import type { Kinship } from './schema.ts';
import { offer } from './transfers.ts';
import { openWallet } from './wallets.ts';
import type { Wanted } from './transfers.ts';
import type { Platform } from '../http/app.fixture.ts';

/** An employee with 6,000 yuan in the account; his wife and children, each an employee with 3,000; his mother, a resident elsewhere; a stranger. */
export const FATHER = '4290000101';
export const WIFE = '4290000102';
export const SON = '4290000103';
export const GRANDMOTHER = '4290000106';
export const STRANGER = '4290000107';
export const CHILDREN = [SON, '4290000104', '4290000105'] as const;

const people = [FATHER, WIFE, ...CHILDREN, GRANDMOTHER, STRANGER];

const FAMILY: RegistryTables = {
  psn_info_b: `psn_no,psn_cert_type,certno,psn_name,gend,naty,brdy,die_date,card_no,card_sn
${people.map((psn_no, nth) => `${psn_no},01,99000119${nth}001010018,家人${nth},1,01,${psn_no === GRANDMOTHER ? '1948' : '1980'}-01-01,,,`).join('\n')}
`,
  psn_insu_d: `psn_no,insutype,psn_type,psn_insu_stas,psn_insu_date,paus_insu_date,cvlserv_flag,insuplc_admdvs,emp_name,balc
${people
  .map((psn_no) =>
    psn_no === GRANDMOTHER
      ? `${psn_no},390,1501,1,2020-01-01,,0,310000,,`
      : `${psn_no},310,1101,1,2020-01-01,,0,429000,,${psn_no === FATHER ? '6000' : '3000'}`,
  )
  .join('\n')}
`,
};

/** An instant by the clock of Shanghai: `2026-03-02 21:59:59`. */
export const instantOf = (time: string): Date => new Date(`${time.replace(' ', 'T')}+08:00`);
export const TEN = instantOf('2026-03-02 10:00:00');

/** Everybody has a wallet but the stranger, and is close to the father. */
export async function family(on: Platform): Promise<Kysely<Schema>> {
  await takeIn(on, FAMILY);
  const { db } = on;
  for (const psn_no of people.filter((one) => one !== STRANGER)) await openWallet(db, { psn_no, at: TEN }, psn_no);
  await relate(db, FATHER, WIFE, 'spouse');
  for (const child of CHILDREN) await relate(db, FATHER, child, 'child');
  await relate(db, FATHER, GRANDMOTHER, 'parent');
  return db;
}

export async function relate(db: Kysely<Schema>, psn_no: string, relative: string, kind: Kinship): Promise<string> {
  const relation_id = randomUUID();
  await declareRelation(db, { psn_no, at: TEN }, { relation_id, relative, kind });
  await confirmRelation(db, { psn_no: relative, at: TEN }, relation_id);
  return relation_id;
}

/** An offer of the father to his wife; what matters is told. */
export const offering = async (db: Kysely<Schema>, at: Date, more: Partial<Wanted> & { from?: string } = {}) => {
  const { from = FATHER, ...wanted } = more;
  const usual: Wanted = { transfer_id: randomUUID(), receiver: WIFE, source: 'account', fen: 10_000 };
  return offer(db, { psn_no: from, at }, { ...usual, ...wanted });
};

export const held = async (db: Kysely<Schema>, account: string): Promise<number> => (await balanceOf(db, account)) ?? 0;

/** What a refused operation must leave as it was. */
export async function moneyOf(db: Kysely<Schema>): Promise<string> {
  const parts: unknown[] = [];
  for (const table of [
    'wallet',
    'wallet_relation',
    'wallet_transfer',
    'wallet_contribution',
    'contribution_end',
    'ledger_account',
    'ledger_entry',
  ]) {
    const { rows } =
      await sql`SELECT to_jsonb(each) AS row FROM ${sql.table(table)} each ORDER BY to_jsonb(each)::text`.execute(db);
    parts.push(rows);
  }
  return JSON.stringify(parts);
}

/** Sees that something is refused by a code and changes nothing. */
export async function refusedAs(db: Kysely<Schema>, code: string, work: () => Promise<unknown>): Promise<void> {
  const before = await moneyOf(db);
  const error: unknown = await work().then(
    () => assert.fail(`not refused by ${code}`),
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof ShouhuError, String(error));
  assert.equal(error.code, code, error.message);
  assert.equal(await moneyOf(db), before);
}

/** The ledger agrees with itself, and waiting offers are what their receivers' accounts hold. */
export async function assertSound(db: Kysely<Schema>): Promise<void> {
  assert.deepEqual(await trialBalance(db), { sum_fen: 0, accounts: [], entries: [] });
  const { rows } = await sql<{ account: string }>`
    SELECT account FROM ledger_account LEFT JOIN
      (SELECT 'offered:' || receiver AS account, sum(fen) AS fen FROM wallet_transfer WHERE state = 'offered' GROUP BY receiver) waiting USING (account)
    WHERE account LIKE 'offered:%' AND balance_fen <> coalesce(fen, 0)`.execute(db);
  assert.deepEqual(rows, []);
  const below = await db
    .selectFrom('ledger_account')
    .select('account')
    .where('floor_fen', '=', 0)
    .where('balance_fen', '<', 0)
    .execute();
  assert.deepEqual(below, []);
}
