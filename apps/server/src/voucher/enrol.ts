/** Nobody is enrolled without confirming it: by a code on the registered phone, before a terminal, or with the identity card at a window. */
import { randomInt, timingSafeEqual } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { blindIndex } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { personByCertificate } from '../insured/credential.ts';
import { lockPerson } from '../insured/lock-person.ts';
import { insuredWithin } from '../insured/within-reach.ts';
import { note } from '../log/log.ts';
import { keepContact } from '../outbox/contacts.ts';
import { tell } from '../outbox/tell.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { rulesAt } from '../wallet/rules.ts';
import { livingOf } from '../wallet/wallets.ts';
import type { Acting } from '../wallet/acting.ts';
import { recognise } from './face.ts';
import { deviceIndex, makeVoucher, revoke, voucherOf } from './vouchers.ts';

type Keeping = Pick<Services, 'db' | 'ring'>;

/** Codes for one person in 24 hours, and tries at one code. */
const MOST_CODES = 5;
const MOST_TRIES = 5;

/** A person as the notices know one. */
const reached = (psn_no: string): string => `insured:${psn_no}`;

export interface Wish {
  /** UUID that the client made. */
  readonly challenge_id: string;
  readonly device: string;
  /** Where the person says to be, and its region. */
  readonly place: string;
  readonly admdvs: string;
}

/** Sends a code to the registered phone. Repeated, none is sent again. @throws ShouhuError SH-W027, SH-W028, SH-W031, SH-W009, SH-F001, SH-F004 */
export async function beginEnrolment(
  { db, ring }: Keeping,
  { psn_no, at }: Acting,
  { challenge_id, device, place, admdvs }: Wish,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    await lockPerson(trx, psn_no);
    await livingOf(trx, psn_no, at);
    if ((await voucherOf(trx, psn_no)) !== undefined) throw shouhuError('SH-W027', {});
    await refuseUnreachable(trx, psn_no);
    const { code_minutes } = await rulesAt(trx, at);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const made = await trx
      .insertInto('voucher_challenge')
      .values({
        challenge_id,
        psn_no,
        code: codeIndex(ring, challenge_id, code),
        device: deviceIndex(ring, device),
        place,
        admdvs,
        sent_at: at,
        expires_at: new Date(at.getTime() + code_minutes * 60_000),
        tries: 0,
        voucher_id: null,
      })
      .onConflict((on) => on.doNothing())
      .returning('challenge_id')
      .executeTakeFirst();
    if (made === undefined) return refuseOther(trx, challenge_id, psn_no);
    await refuseFlood(trx, psn_no, at);
    const values = { code, minutes: code_minutes };
    await tell(trx, { to: [reached(psn_no)], template: 'voucher.code', values, at, key: challenge_id });
  });
}

export interface Confirmation {
  readonly challenge_id: string;
  readonly code: string;
  /** UUID that the client made. */
  readonly voucher_id: string;
  readonly device: string;
}

/** Enrols whoever has the code, on the device that asked for it. A wrong try counts. @throws ShouhuError SH-W026, SH-W027, SH-F004 */
export async function confirmEnrolment(
  { db, ring }: Keeping,
  { psn_no, at }: Acting,
  { challenge_id, code, voucher_id, device }: Confirmation,
): Promise<void> {
  const isRight = await transaction(db, 'read committed', async (trx) => {
    const asked = await trx
      .selectFrom('voucher_challenge')
      .selectAll()
      .where('challenge_id', '=', challenge_id)
      .where('psn_no', '=', psn_no)
      .forUpdate()
      .executeTakeFirst();
    if (asked === undefined) return false;
    if (asked.voucher_id === voucher_id) return true;
    const holds = asked.voucher_id === null && at < asked.expires_at && asked.tries < MOST_TRIES;
    const same = equal(asked.code, codeIndex(ring, challenge_id, code)) && asked.device === deviceIndex(ring, device);
    const row = trx.updateTable('voucher_challenge').where('challenge_id', '=', challenge_id);
    if (!holds || !same) {
      await row.set({ tries: asked.tries + 1 }).execute();
      return false;
    }
    const { place, admdvs } = asked;
    const enrolled = { voucher_id, psn_no, way: 'phone', device: asked.device, place, admdvs, witness: null } as const;
    await makeVoucher(trx, ring, enrolled, at);
    await row.set({ voucher_id }).execute();
    return true;
  });
  if (!isRight) throw shouhuError('SH-W026', {});
}

/** Enrols whom a terminal of an institution recognises. @throws ShouhuError as {@link recognise}; SH-W027, SH-W009 */
export async function enrolByFace(
  { db, ring }: Keeping,
  { statement, fixmedins_code, at }: { readonly statement: string; readonly fixmedins_code: string; readonly at: Date },
  { voucher_id, device }: { readonly voucher_id: string; readonly device: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const presented = { mdtrt_cert_type: '04', mdtrt_cert_no: statement, at, fixmedins_code };
    const { psn_no, terminal_id } = await recognise(trx, presented);
    const { admdvs } = await trx
      .selectFrom('institution')
      .select('admdvs')
      .where('fixmedins_code', '=', fixmedins_code)
      .executeTakeFirstOrThrow();
    const at_terminal = { way: 'face', place: fixmedins_code, admdvs, witness: terminal_id } as const;
    await makeVoucher(trx, ring, { voucher_id, psn_no, device: deviceIndex(ring, device), ...at_terminal }, at);
  });
}

/** The identity card of the person as it was read. */
export interface Certificate {
  readonly psn_cert_type: string;
  readonly certno: string;
}

export interface AtWindow extends Certificate {
  /** UUID that the client made. */
  readonly voucher_id: string;
  readonly device: string;
  /** The window, or the village where it stands for a day. */
  readonly place: string;
  /** Whether a voucher that there is ends, as when the phone was lost. A freeze stays. */
  readonly reissue: boolean;
}

/** Enrols a person who stands at a window; who read the card is the witness. Repeated, nothing changes. @throws ShouhuError SH-H002, SH-H003, SH-F002, SH-W027 */
export async function enrolAtWindow(
  { db, ring }: Keeping,
  { caller, at }: Asking,
  { voucher_id, device, place, reissue, ...card }: AtWindow,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { psn_no } = await personByCertificate({ trx, ring }, { ...card, at });
    const { region } = await insuredWithin(trx, caller, 'voucher.enrol', psn_no);
    const admdvs = caller.regions[0] ?? region;
    const before = await voucherOf(trx, psn_no);
    if (reissue && before !== undefined && before.voucher_id !== voucher_id) await revoke(trx, psn_no, caller.id, at);
    const witnessed = { way: 'window', device: deviceIndex(ring, device), place, admdvs, witness: caller.id } as const;
    if (!(await makeVoucher(trx, ring, { voucher_id, psn_no, ...witnessed }, at))) return;
    const detail = `${reissue ? 're-issued' : 'enrolled'} ${voucher_id} at ${place}`;
    await note(trx, caller, at, { action: 'voucher.enrol', subject: `insured:${psn_no}`, region, detail });
  });
}

/** Registers the phone of a person who stands at a window. @throws ShouhuError SH-H002, SH-H003, SH-F002 */
export async function registerPhone(
  { db, ring }: Keeping,
  { caller, at }: Asking,
  { phone, ...card }: Certificate & { readonly phone: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { psn_no } = await personByCertificate({ trx, ring }, { ...card, at });
    const { region } = await insuredWithin(trx, caller, 'voucher.enrol', psn_no);
    const person = reached(psn_no);
    await keepContact(trx, ring, { person, channel: 'sms' }, phone);
    await trx.updateTable('contact').set({ wanted: true }).where('person', '=', person).execute();
    await note(trx, caller, at, { action: 'voucher.enrol', subject: `insured:${psn_no}`, region, detail: 'phone' });
  });
}

async function refuseUnreachable(trx: Transaction<Schema>, psn_no: string): Promise<void> {
  const known = await trx
    .selectFrom('contact')
    .select('person')
    .where('person', '=', reached(psn_no))
    .where('channel', '=', 'sms')
    .executeTakeFirst();
  if (known === undefined) throw shouhuError('SH-W028', {});
}

async function refuseOther(trx: Transaction<Schema>, challenge_id: string, psn_no: string): Promise<void> {
  const known = await trx
    .selectFrom('voucher_challenge')
    .select('psn_no')
    .where('challenge_id', '=', challenge_id)
    .executeTakeFirst();
  if (known?.psn_no !== psn_no) throw shouhuError('SH-W009', { id: challenge_id });
}

async function refuseFlood(trx: Transaction<Schema>, psn_no: string, at: Date): Promise<void> {
  const { count } = await trx
    .selectFrom('voucher_challenge')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('psn_no', '=', psn_no)
    .where('sent_at', '>', new Date(at.getTime() - 86_400_000))
    .executeTakeFirstOrThrow();
  if (count > MOST_CODES) throw shouhuError('SH-W031', { count: MOST_CODES });
}

const codeIndex = (ring: KeyRing, challenge_id: string, code: string): string =>
  blindIndex(ring, 'voucher code', `${challenge_id} ${code}`);

const equal = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));
