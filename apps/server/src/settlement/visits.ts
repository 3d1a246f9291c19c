/** Visits: found for the institution that asks, held against others who would change them, and what state allows what. */
import { shouhuError } from '@shouhu/errors';
import { instantText } from '@shouhu/interface';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type { Handling, Message } from '../gateway/transaction.ts';
import { insuredOf } from '../insured/read-insured.ts';
import type { Insured } from '../insured/read-insured.ts';
import { personBy } from '../insured/credential.ts';
import type { Schema } from '../store/schema.ts';
import type { CareKind } from './schema.ts';

export type Visit = Selectable<Schema['visit']>;

/** What a message says of a visit: never more than a claim. */
export interface VisitNamed {
  readonly mdtrt_id: string;
  readonly psn_no: string;
}

/**
 * The visit that a message names, locked until its transaction ends.
 * @throws ShouhuError SH-Q001 unless it is of the institution, SH-Q002 of the person, SH-Q003 of the care, SH-Q004 when it was cancelled
 */
export async function lockVisit(handling: Handling, named: VisitNamed, care: CareKind): Promise<Visit> {
  const visit = await selectVisit(handling, named).forUpdate().executeTakeFirst();
  return inOrder(handling, named, care, visit);
}

/** The same, only looked at. */
export async function lookAtVisit(handling: Handling, named: VisitNamed, care: CareKind): Promise<Visit> {
  return inOrder(handling, named, care, await selectVisit(handling, named).executeTakeFirst());
}

const selectVisit = ({ trx, message }: Handling, { mdtrt_id }: VisitNamed) =>
  trx
    .selectFrom('visit')
    .selectAll()
    .where('mdtrt_id', '=', mdtrt_id)
    .where('fixmedins_code', '=', message.fixmedins_code);

function inOrder(
  { message }: Handling,
  { mdtrt_id, psn_no }: VisitNamed,
  care: CareKind,
  visit: Visit | undefined,
): Visit {
  if (visit === undefined) throw shouhuError('SH-Q001', { mdtrt_id }, { field: 'mdtrt_id' });
  if (visit.psn_no !== psn_no) throw shouhuError('SH-Q002', { mdtrt_id, psn_no }, { field: 'psn_no' });
  if (visit.care !== care) throw shouhuError('SH-Q003', { mdtrt_id, infno: message.infno });
  if (visit.state === 'cancelled') throw shouhuError('SH-Q004', { mdtrt_id });
  return visit;
}

/** Refuses what a settlement that stands forbids. @throws ShouhuError SH-Q006 */
export function refuseSettled({ state, mdtrt_id }: Visit, { infno }: Message): void {
  if (state === 'settled') throw shouhuError('SH-Q006', { mdtrt_id, infno });
}

/** @throws ShouhuError SH-Q006 when a settlement of the visit stands, SH-Q005 when fees wait for one */
export async function refuseWithFees({ trx, message }: Handling, { mdtrt_id }: Visit): Promise<void> {
  const { count, settled } = await trx
    .selectFrom('fee_line')
    .select((e) => [e.fn.countAll<number>().as('count'), e.fn.count<number>('setl_id').as('settled')])
    .where('mdtrt_id', '=', mdtrt_id)
    .executeTakeFirstOrThrow();
  if (settled > 0) throw shouhuError('SH-Q006', { mdtrt_id, infno: message.infno });
  if (count > 0) throw shouhuError('SH-Q005', { mdtrt_id, count });
}

/** A credential as fields of a message. */
export interface Credential {
  readonly psn_no: string;
  readonly mdtrt_cert_type: string;
  readonly mdtrt_cert_no: string | null;
  readonly card_sn: string | null;
}

/** Kinds whose number 1101 has read before. An e-voucher or a face is shown anew: without its number nothing was presented. */
const READ_BEFORE = new Set(['02', '03']);

/**
 * Who was presented at the institution. The interface lets the number be absent where 1101 has read it before; that of an e-voucher or a face may not be.
 * @throws ShouhuError SH-Q012 when the credential is somebody else's, and those of {@link personBy}
 */
export async function presented({ trx, ring, message, at }: Handling, credential: Credential): Promise<Insured> {
  const { psn_no, mdtrt_cert_type, mdtrt_cert_no, card_sn } = credential;
  if (mdtrt_cert_no === null && READ_BEFORE.has(mdtrt_cert_type)) return insuredOf(trx, psn_no);
  const { fixmedins_code } = message;
  const shown = { mdtrt_cert_type, mdtrt_cert_no: mdtrt_cert_no ?? '', card_sn, at, fixmedins_code };
  const person = await personBy({ trx, ring }, shown);
  if (person.psn_no !== psn_no) throw shouhuError('SH-Q012', { psn_no }, { field: 'mdtrt_cert_no' });
  return person;
}

/** Nobody begins to be treated after his death. @throws ShouhuError SH-F004 */
export function refuseDead({ die_date }: Insured, begntime: string): void {
  if (die_date !== null && die_date < begntime.slice(0, 10)) throw shouhuError('SH-F004', { day: die_date });
}

/** Clocks of institutions may be ahead of ours by this much. */
const SKEW_MS = 5 * 60_000;

/** @throws ShouhuError SH-Q008 for a civil time that has not come */
export function refuseFuture(field: string, time: string | null, at: Date): void {
  if (time !== null && time > instantText(new Date(at.getTime() + SKEW_MS)))
    throw shouhuError('SH-Q008', { field, time }, { field });
}

/** A number that is given once: region, day and a serial. Within the 30 characters of the interface. */
export function newId(serial: 'visit_serial' | 'settlement_serial', admdvs: string, at: Date): RawBuilder<string> {
  const head = `${admdvs}${instantText(at).slice(0, 10).replaceAll('-', '')}`;
  return sql<string>`${head} || lpad(nextval(${serial})::text, 12, '0')`;
}
