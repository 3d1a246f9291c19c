/** A person's wallet (医保钱包): opened by its owner, or by a close relative for an elder. */
import { ageAt, formatCivilDate, parseCivilDate } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { openWith } from '@shouhu/ledger';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { lockPerson } from '../insured/lock-person.ts';
import { insuredOf, isValidOn } from '../insured/read-insured.ts';
import type { Insured } from '../insured/read-insured.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import type { Acting } from './acting.ts';
import { relationOf } from './relations.ts';
import { rulesAt } from './rules.ts';

export type Wallet = Selectable<Schema['wallet']>;

/** What a wallet holds, and what was offered to its owner and waits. */
export const walletAccount = (psn_no: string): string => `wallet:${psn_no}`;
export const offeredAccount = (psn_no: string): string => `offered:${psn_no}`;

/**
 * Opens the wallet of a person, unless it is open already.
 * @param owner the one who acts, or a close relative old enough
 * @throws ShouhuError SH-W010 without basic insurance; SH-W003 who is no close relative, SH-W012 of whom is too young; SH-F001, SH-F004
 */
export async function openWallet(db: Kysely<Schema>, { psn_no: by, at }: Acting, owner: string): Promise<Wallet> {
  return transaction(db, 'read committed', async (trx) => {
    await lockPerson(trx, by, owner);
    const known = await walletOf(trx, owner);
    if (by !== owner) await relationOf(trx, by, owner);
    if (known !== undefined) return known;
    const person = await livingOf(trx, owner, at);
    const insurance = basicInsurance(person, at) ?? notInsured(owner);
    if (by !== owner) await refuseYoung(trx, person, at);
    const row = { psn_no: owner, use_admdvs: insurance.insuplc_admdvs, opened_by: by, opened_at: at };
    await trx.insertInto('wallet').values(row).execute();
    const accounts = [walletAccount(owner), offeredAccount(owner)].map((account) => ({ account, fen: 0 }));
    const opening = { entry_id: uuidOf(`wallet ${owner}`), day: dayOf(at), memo: owner, from: 'none', accounts };
    await openWith(trx, opening, at);
    return row;
  });
}

/** Says where a wallet pays from now on (使用地). @throws ShouhuError SH-W001 */
export async function movePlace(db: Kysely<Schema>, { psn_no }: Acting, use_admdvs: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('wallet')
    .set({ use_admdvs })
    .where('psn_no', '=', psn_no)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw shouhuError('SH-W001', { psn_no });
}

export async function walletOf(trx: Kysely<Schema> | Transaction<Schema>, psn_no: string): Promise<Wallet | undefined> {
  return trx.selectFrom('wallet').selectAll().where('psn_no', '=', psn_no).executeTakeFirst();
}

/** @throws ShouhuError SH-F001, SH-F004 */
export async function livingOf(trx: Transaction<Schema>, psn_no: string, at: Date): Promise<Insured> {
  const person = await insuredOf(trx, psn_no);
  const { die_date } = person;
  if (die_date !== null && die_date < dayOf(at)) throw shouhuError('SH-F004', { day: die_date });
  return person;
}

const dayOf = (at: Date): string => formatCivilDate(civilDayOf(at));

/** 职工 and 居民 basic insurance. */
const BASIC = ['310', '390'];

function basicInsurance({ insurances }: Insured, at: Date) {
  return insurances.find((one) => BASIC.includes(one.insutype) && isValidOn(one, dayOf(at)));
}

function notInsured(psn_no: string): never {
  throw shouhuError('SH-W010', { psn_no });
}

async function refuseYoung(trx: Transaction<Schema>, { psn_no, brdy }: Insured, at: Date): Promise<void> {
  const { elder_age } = await rulesAt(trx, at);
  const born = parseCivilDate(brdy ?? '');
  const age = born.ok ? (ageAt(born.value, civilDayOf(at), 'year') ?? 0) : 0;
  if (age < elder_age) throw shouhuError('SH-W012', { psn_no, age: elder_age });
}
