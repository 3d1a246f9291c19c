/**
 * A face as a credential (就诊凭证 04): a terminal at the institution recognised the person and says so, signed by its SM2 key. Faces themselves never
 * come here. A statement is `terminal.person.seconds.nonce.signature`, the signature over {@link faceText}.
 */
import { shouhuError } from '@shouhu/errors';
import { isSignedBy } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import type { Presented, Redeem } from '../insured/presented.ts';
import { insuredOf } from '../insured/read-insured.ts';
import type { Schema } from '../store/schema.ts';
import { refuseFrozen } from '../wallet/freezes.ts';
import { rulesAt } from '../wallet/rules.ts';
import { refuseGuessing } from './redeem.ts';
import { useOnce } from './shown.ts';
import { voucherOf } from './vouchers.ts';

const STATEMENT = /^([0-9a-f-]{36})\.([\w-]{1,30})\.(\d{1,10})\.([0-9a-f]{16,64})\.([0-9a-f]{128})$/;

export interface Recognised {
  readonly terminal_id: string;
  readonly psn_no: string;
  /** Of the epoch, by the terminal's clock. */
  readonly seconds: number;
  /** Hexadecimal, another one each time. */
  readonly nonce: string;
}

/** What a terminal signs. */
export function faceText({ terminal_id, psn_no, seconds, nonce }: Recognised): Buffer {
  return Buffer.from(['shouhu-face-1', terminal_id, psn_no, seconds, nonce].join('\n'));
}

/** Faces stand for the e-voucher: without one, and while it is frozen, none is taken. @throws as {@link recognise}; SH-W023, SH-W024 */
export const redeemFace: Redeem = async (trx, _ring, presented) => {
  const { psn_no } = await recognise(trx, presented);
  if ((await voucherOf(trx, psn_no)) === undefined) throw shouhuError('SH-W024', {});
  await refuseFrozen(trx, 'voucher', psn_no);
  return psn_no;
};

/**
 * Whom a terminal of the institution recognised just now.
 * @throws ShouhuError SH-W020 no statement of such a terminal; SH-W021 too old, SH-W022 used; SH-W025; SH-F001
 */
export async function recognise(trx: Transaction<Schema>, presented: Presented): Promise<Recognised> {
  const { at, fixmedins_code, mdtrt_cert_no } = presented;
  const rules = await rulesAt(trx, at);
  await refuseGuessing(trx, fixmedins_code, rules, at);
  const [, terminal_id = '', psn_no = '', seconds = '', nonce = '', signature = ''] =
    STATEMENT.exec(mdtrt_cert_no.trim()) ?? [];
  const said = { terminal_id, psn_no, seconds: Number(seconds), nonce };
  const key = terminal_id === '' ? undefined : await keyOf(trx, terminal_id, fixmedins_code);
  if (key === undefined || !isSignedBy(key, faceText(said), signature)) throw shouhuError('SH-W020', {});
  await insuredOf(trx, psn_no);
  const { hold_s, rotate_s, grace_s } = rules;
  await useOnce(trx, { shown: `04 ${terminal_id} ${nonce}`, psn_no, hold_s }, presented, () => {
    if (Math.abs(at.getTime() / 1_000 - said.seconds) > rotate_s + grace_s) throw shouhuError('SH-W021', {});
  });
  return said;
}

async function keyOf(
  trx: Transaction<Schema>,
  terminal_id: string,
  fixmedins_code: string,
): Promise<string | undefined> {
  const found = await trx
    .selectFrom('voucher_terminal')
    .select('public_key')
    .where('terminal_id', '=', terminal_id)
    .where('fixmedins_code', '=', fixmedins_code)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return found?.public_key;
}
