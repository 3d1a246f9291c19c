/** Whom a credential (就诊凭证) belongs to: identity card and social security card here, e-voucher and face by the part that keeps them. */
import { shouhuError } from '@shouhu/errors';
import { blindIndex } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';
import { formatCivilDate } from '@shouhu/codes';
import { civilDayOf } from '../casework/matter.ts';
import type { Schema } from '../store/schema.ts';
import { insuredOf, manyInsured } from './read-insured.ts';
import type { Insured } from './read-insured.ts';
import { REDEEMERS } from './redeemers.ts';
import type { Presented } from './presented.ts';

interface Asked {
  readonly trx: Transaction<Schema>;
  readonly ring: KeyRing;
}

/**
 * The person whom a credential was given to, alive on the day.
 * @throws ShouhuError SH-F002 nobody's, SH-F003 of several, SH-F004 of a dead person, SH-F005 of a kind that is not taken; those of the redeemer
 */
export async function personBy({ trx, ring }: Asked, presented: Presented): Promise<Insured> {
  const { mdtrt_cert_type: kind, mdtrt_cert_no, card_sn, at } = presented;
  const redeem = REDEEMERS[kind];
  if (redeem !== undefined) return alive(await insuredOf(trx, await redeem(trx, ring, presented)), at);
  if (kind === '02') return only(trx, sql`certno_index = ${certIndex(ring, '01', mdtrt_cert_no)}`, at);
  if (kind !== '03') throw shouhuError('SH-F005', { kind });
  const card = sql`card_index = ${cardIndex(ring, mdtrt_cert_no)}`;
  return only(trx, sql`${card} AND card_sn_index = ${chipIndex(ring, card_sn ?? '')}`, at);
}

/** The person of a certificate (人员证件), whatever its kind. @throws ShouhuError as {@link personBy} */
export async function personByCertificate(
  { trx, ring }: Asked,
  { psn_cert_type, certno, at }: { readonly psn_cert_type: string; readonly certno: string; readonly at: Date },
): Promise<Insured> {
  return only(trx, sql`certno_index = ${certIndex(ring, psn_cert_type, certno)}`, at);
}

async function only(trx: Transaction<Schema>, condition: RawBuilder<unknown>, at: Date): Promise<Insured> {
  const [found, other] = await manyInsured(trx, condition);
  if (found === undefined) throw shouhuError('SH-F002', {});
  if (other !== undefined) throw shouhuError('SH-F003', { count: 2 });
  return alive(found, at);
}

function alive(person: Insured, at: Date): Insured {
  const { die_date } = person;
  if (die_date !== null && die_date < formatCivilDate(civilDayOf(at))) throw shouhuError('SH-F004', { day: die_date });
  return person;
}

/** By which a certificate is found, in whatever letters it was typed. */
export function certIndex(ring: KeyRing, psn_cert_type: string, certno: string): string {
  return blindIndex(ring, `insured certificate ${psn_cert_type}`, certno.trim().toUpperCase());
}

export function cardIndex(ring: KeyRing, card_no: string): string {
  return blindIndex(ring, 'insured card', card_no.trim().toUpperCase());
}

export function chipIndex(ring: KeyRing, card_sn: string): string {
  return blindIndex(ring, 'insured card chip', card_sn.trim().toUpperCase());
}
