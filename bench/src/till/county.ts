/** A county at its tills, made by statements over whole tables that keep every constraint: hospitals that sign, insured persons, and what they settled in the year before. */
import { makePrivateKey, publicKeyOf, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Sender } from '@shouhu/interface';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export interface CountySize {
  readonly hospitals: number;
  readonly persons: readonly PersonGroup[];
  /** Codes that are drawn for one line of five; the others nobody has rules for. */
  readonly codes: readonly string[];
}

/** Persons with the same number of visits in the twelve months before. */
export interface PersonGroup {
  /** Begins their numbers. */
  readonly prefix: string;
  readonly count: number;
  readonly visits: number;
  readonly lines_of_visit: number;
}

export const REGION = '429004';
export const INSURED_IN = '429000';
/** The one doctor of all. */
export const DOCTOR = 'D429004000001';
/** Every fifth line has a code that some point names. */
const KNOWN_OF = 5;
const OTHER_CODES = 5_000;
/** In fen, of everybody. */
const ACCOUNT_FEN = 100_000_000;

export const hospitalAt = (at: number): string => `H${REGION}${String(at).padStart(5, '0')}`;
export const personAt = (prefix: string, at: number): string => `${prefix}${String(at).padStart(9, '0')}`;

/** @returns who sends for each hospital, with its key */
export async function fillCounty<Schema>(
  db: Kysely<Schema>,
  ring: KeyRing,
  size: CountySize,
): Promise<readonly Sender[]> {
  const senders = await fillHospitals(db, size.hospitals);
  for (const group of size.persons) {
    await fillPersons(db, ring, group);
    await fillHistory(db, size, group);
  }
  await sql`VACUUM (ANALYZE)`.execute(db);
  return senders;
}

async function fillHospitals<Schema>(db: Kysely<Schema>, count: number): Promise<readonly Sender[]> {
  const senders = Array.from({ length: count }, (_, at): Sender & { readonly privateKey: string } => ({
    fixmedins_code: hospitalAt(at + 1),
    fixmedins_name: `测试医院${at + 1}`,
    mdtrtarea_admvs: REGION,
    opter: '001',
    opter_name: '窗口一',
    privateKey: makePrivateKey(),
  }));
  const codes = senders.map(({ fixmedins_code }) => fixmedins_code);
  const keys = senders.map(({ privateKey }) => publicKeyOf(privateKey));
  const steps = [
    sql`INSERT INTO institution SELECT code, '测试医院' || code, ${REGION} FROM unnest(${codes}::text[]) code`,
    sql`INSERT INTO institution_basics (fixmedins_code, kind, hosp_lv, version) SELECT code, 'hospital', '05', 1 FROM unnest(${codes}::text[]) code`,
    sql`INSERT INTO agreement SELECT gen_random_uuid(), code, code, current_date - 800, current_date + 800, now() FROM unnest(${codes}::text[]) code`,
    sql`INSERT INTO institution_key (key_id, fixmedins_code, public_key, note, added_by, added_at)
      SELECT gen_random_uuid(), code, public_key, 'bench', 'bench', now() FROM unnest(${codes}::text[], ${keys}::text[]) k (code, public_key)`,
  ];
  for (const step of steps) await step.execute(db);
  return senders;
}

/** Employees with the same means; names and certificates are sealed as those of everybody. */
async function fillPersons<Schema>(db: Kysely<Schema>, ring: KeyRing, { prefix, count }: PersonGroup): Promise<void> {
  const psn_nos = Array.from({ length: count }, (_, at) => personAt(prefix, at + 1));
  const sealed = (column: string, text: string): readonly string[] =>
    psn_nos.map((row) => seal(ring, text, { table: 'insured_person', column, row }));
  const [certnos, names] = [sealed('certno', '429004196005010011'), sealed('psn_name', '测试人')];
  const steps = [
    sql`INSERT INTO insured_person (psn_no, psn_cert_type, certno, certno_index, psn_name, gend, brdy, digest, updated_at)
      SELECT psn_no, '01', certno, psn_no, name, '1', '1960-05-01', '', now() FROM unnest(${psn_nos}::text[], ${certnos}::text[], ${names}::text[]) p (psn_no, certno, name)`,
    sql`INSERT INTO insurance (psn_no, insutype, psn_type, psn_insu_stas, psn_insu_date, cvlserv_flag, insuplc_admdvs)
      SELECT psn_no, '310', '11', '1', '2020-01-01', '0', ${INSURED_IN} FROM unnest(${psn_nos}::text[]) psn_no`,
    sql`INSERT INTO ledger_account (account, floor_fen, balance_fen, postings) SELECT 'acct:' || psn_no, 0, ${ACCOUNT_FEN}, 0 FROM unnest(${psn_nos}::text[]) psn_no`,
  ];
  for (const step of steps) await step.execute(db);
}

/** Outpatient visits, evenly over the twelve months before today, each settled. */
async function fillHistory<Schema>(
  db: Kysely<Schema>,
  { hospitals, codes }: CountySize,
  group: PersonGroup,
): Promise<void> {
  const { prefix, count, visits, lines_of_visit } = group;
  if (visits === 0) return;
  const person = sql.raw(`'${prefix}' || lpad(p::text, 9, '0')`);
  const hospital = sql.raw(`'H${REGION}' || lpad((1 + (p + w) % ${hospitals})::text, 5, '0')`);
  const visit = sql.raw(`'V${prefix}' || lpad(p::text, 9, '0') || lpad(w::text, 3, '0')`);
  const time = sql`current_date - (w * 360 / ${sql.lit(visits)})::int + interval '8 hours'`;
  const all = sql`FROM generate_series(1, ${sql.lit(count)}) p CROSS JOIN generate_series(1, ${sql.lit(visits)}) w`;
  const item = sql`CASE WHEN k % ${sql.lit(KNOWN_OF)} = 0 THEN (${[...codes]}::text[])[1 + (p * 31 + w * 7 + k) % ${sql.lit(codes.length)}]
    ELSE 'XZ99ZZZ' || lpad(((p * 97 + w * 13 + k) % ${sql.lit(OTHER_CODES)})::text, 16, '0') END`;
  const steps = [
    sql`INSERT INTO visit (mdtrt_id, psn_no, fixmedins_code, care, state, insutype, insuplc_admdvs, med_type, begntime, endtime, er_flag, atddr_no, dept_code, msgid, particulars)
      SELECT ${visit}, ${person}, ${hospital}, 'outpatient', 'settled', '310', ${INSURED_IN}, '11', ${time}, NULL, false, ${DOCTOR}, 'A03', ${visit}, '{"dr_name": "医生", "caty": "A03"}' ${all}`,
    sql`INSERT INTO visit_diagnosis (mdtrt_id, inout_diag_type, diag_srt_no, diag_type, diag_code, diag_name, vali_flag)
      SELECT ${visit}, '1', n, '1', CASE n WHEN 1 THEN 'I10.x00' ELSE 'E11.900' END, '测试诊断', '1' ${all} CROSS JOIN generate_series(1, 2) n`,
    sql`INSERT INTO settlement SELECT ${visit}, ${visit}, ${person}, ${hospital}, ${visit}, 'B1', false, false, NULL, '310', '11', ${INSURED_IN}, '11', '0', '05', '02', '01', true, NULL, NULL,
      ${time}, current_date, current_date, extract(year FROM current_date)::int - 1, w, '11', ${REGION}, 2500 * ${sql.lit(lines_of_visit)}, 0, 0, 0, 2500 * ${sql.lit(lines_of_visit)}, 0,
      2500 * ${sql.lit(lines_of_visit)}, 0, 0, 2500 * ${sql.lit(lines_of_visit)}, 0, 10000, 0, 'bench', '{}', '[]', NULL, NULL, NULL, '001', '窗口一' ${all}`,
    sql`INSERT INTO fee_line (mdtrt_id, feedetl_sn, chrg_bchno, setl_id, med_list_codg, medins_list_codg, fee_ocur_time, cnt, pric, det_item_fee_sumamt, list_type, chrgitm_lv,
        med_chrgitm_type, selfpay_prop, lmt_used_flag, hosp_appr_flag, fulamt_ownpay_amt, overlmt_amt, preselfpay_amt, inscp_scp_amt, rxno, bilg_dr_codg, bilg_dept_codg, particulars)
      SELECT ${visit}, 'F' || k, 'B1', ${visit}, ${item}, 'L' || k, ${time} + k * interval '1 minute', 20000, 12500000, 2500, '101', '01', '09', 0, '0', '0', 0, 0, 0, 2500,
        ${visit} || k / 5, ${DOCTOR}, 'A03', '{"prd_days": "7", "bilg_dr_name": "医生"}' ${all} CROSS JOIN generate_series(1, ${sql.lit(lines_of_visit)}) k`,
  ];
  for (const step of steps) await step.execute(db);
}
