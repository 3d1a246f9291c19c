/** One insured person with everything that a transaction needs to know of him or her, in one statement. */
import { shouhuError } from '@shouhu/errors';
import { open } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { jsonRows } from '../store/json-rows.ts';
import type { Schema } from '../store/schema.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

/** Days are text `yyyy-MM-dd`. */
export interface Insurance {
  readonly insutype: string;
  readonly psn_type: string;
  readonly psn_insu_stas: string;
  readonly psn_insu_date: string | null;
  readonly paus_insu_date: string | null;
  readonly cvlserv_flag: string;
  readonly insuplc_admdvs: string;
  /** Sealed. */
  readonly emp_name: string | null;
}

export interface Identity {
  readonly psn_idet_type: string;
  readonly psn_type_lv: string | null;
  readonly memo: string | null;
  readonly begndate: string;
  readonly enddate: string | null;
}

/** A filed chronic or special disease that was not withdrawn. */
interface Filed {
  readonly trt_dcla_detl_sn: string;
  readonly insutype: string;
  readonly opsp_dise_code: string;
  readonly opsp_dise_name: string;
  readonly begndate: string;
  readonly enddate: string | null;
}

/** A choice of institution that was not withdrawn. */
interface Designated {
  readonly trt_dcla_detl_sn: string;
  readonly biz_appy_type: string;
  readonly fixmedins_code: string;
  readonly begndate: string;
  readonly enddate: string | null;
}

export interface Insured {
  readonly psn_no: string;
  readonly psn_cert_type: string;
  /** Sealed, as {@link openPerson} opens them. */
  readonly certno: string;
  readonly psn_name: string;
  readonly gend: string;
  readonly naty: string | null;
  readonly brdy: string | null;
  readonly die_date: string | null;
  readonly insurances: readonly Insurance[];
  readonly identities: readonly Identity[];
  readonly filings: readonly Filed[];
  readonly designations: readonly Designated[];
  /** Balance of the personal account, in fen; 0 where there is none. */
  readonly acct_balance_fen: number;
  /** Misuse of account or wallet was reported: neither pays. */
  readonly money_frozen: boolean;
}

/** The account of a person's own money, in the ledger. */
export const personalAccount = (psn_no: string): string => `acct:${psn_no}`;

const rows = (columns: string, from: RawBuilder<unknown>) => jsonRows(sql`SELECT ${sql.raw(columns)} ${from}`);

/** @throws ShouhuError SH-F001 when nobody has the number */
export async function insuredOf(db: Reading, psn_no: string): Promise<Insured> {
  const found = (await manyInsured(db, sql`person.psn_no = ${psn_no}`))[0];
  if (found === undefined) throw shouhuError('SH-F001', { psn_no });
  return found;
}

/** Those whom a condition on `person` meets; two are enough to see that it meets not one. */
export async function manyInsured(db: Reading, condition: RawBuilder<unknown>): Promise<Insured[]> {
  const { rows: found } = await sql<Omit<Insured, 'acct_balance_fen'> & { balance: string }>`
    SELECT person.psn_no, psn_cert_type, certno, psn_name, gend, naty, brdy, die_date,
      ${rows('insutype, psn_type, psn_insu_stas, psn_insu_date, paus_insu_date, cvlserv_flag, insuplc_admdvs, emp_name', sql`FROM insurance WHERE psn_no = person.psn_no ORDER BY insutype`)} AS insurances,
      ${rows('psn_idet_type, psn_type_lv, memo, begndate, enddate', sql`FROM insured_identity WHERE psn_no = person.psn_no ORDER BY psn_idet_type, begndate`)} AS identities,
      ${rows('trt_dcla_detl_sn, insutype, opsp_dise_code, opsp_dise_name, begndate, enddate', sql`FROM filing WHERE psn_no = person.psn_no AND withdrawn_at IS NULL ORDER BY filed_at, trt_dcla_detl_sn`)} AS filings,
      ${rows('trt_dcla_detl_sn, biz_appy_type, chosen AS fixmedins_code, begndate, enddate', sql`FROM designation WHERE psn_no = person.psn_no AND withdrawn_at IS NULL ORDER BY filed_at, trt_dcla_detl_sn`)} AS designations,
      coalesce((SELECT balance_fen FROM ledger_account WHERE account = 'acct:' || person.psn_no), 0)::text AS balance,
      EXISTS (SELECT FROM wallet_freeze WHERE psn_no = person.psn_no AND what = 'money' AND released_at IS NULL) AS money_frozen
    FROM insured_person person WHERE ${condition} LIMIT 2`.execute(db);
  return found.map(({ balance, ...one }) => ({ ...one, acct_balance_fen: Number(balance) }));
}

/** Name and certificate in clear: for the answer to the institution that the person stands at, and for nothing else. */
export function openPerson(
  ring: KeyRing,
  { psn_no, certno, psn_name }: Pick<Insured, 'psn_no' | 'certno' | 'psn_name'>,
) {
  return {
    certno: open(ring, certno, personPlace('certno', psn_no)),
    psn_name: open(ring, psn_name, personPlace('psn_name', psn_no)),
  };
}

/** Where a value of a person is sealed. */
export const personPlace = (column: 'certno' | 'psn_name', psn_no: string) => ({
  table: 'insured_person',
  column,
  row: psn_no,
});

/** Where the name of an employer is sealed. */
export const employerPlace = (psn_no: string, insutype: string) => ({
  table: 'insurance',
  column: 'emp_name',
  row: `${psn_no} ${insutype}`,
});

/** Whether a span of days holds one of them; an open end holds all that follow. */
export function holdsOn({ begndate, enddate }: { begndate: string; enddate: string | null }, day: string): boolean {
  return begndate <= day && (enddate === null || day <= enddate);
}

/** Whether an insurance is valid on a day: begun, and not paused or ended before it. */
export function isValidOn({ psn_insu_stas, psn_insu_date, paus_insu_date }: Insurance, day: string): boolean {
  if (psn_insu_date !== null && day < psn_insu_date) return false;
  return paus_insu_date === null ? psn_insu_stas === '1' : day < paus_insu_date;
}

/**
 * The insurance of a type that is valid on a day.
 * @throws ShouhuError SH-F008 when there is none; SH-F007 when the message names another place of insurance
 */
export function insuranceFor(
  { insurances }: Insured,
  insutype: string,
  day: string,
  insuplc_admdvs: string | null,
): Insurance {
  const found = insurances.find((one) => one.insutype === insutype && isValidOn(one, day));
  if (found === undefined) throw shouhuError('SH-F008', { day, insutype });
  const { insuplc_admdvs: registered } = found;
  if (insuplc_admdvs !== null && insuplc_admdvs !== registered)
    throw shouhuError('SH-F007', { stated: insuplc_admdvs, registered });
  return found;
}
