/** One row per judged visit: what it was, whose, what it cost, who paid. The ground most schemes stand on. */
import { holding, visitsInDetail } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import { VISIT_LEASTS, VISIT_SUMS } from './partial.ts';

/** Diagnoses that explain much use: each a flag of the visit. Prefixes of ICD-10, insurance edition. */
const CONDITIONS = {
  /** Malignant tumours and their chemo- or radiotherapy. */
  oncology: ['C', 'D00', 'D01', 'D02', 'D03', 'D04', 'D05', 'D06', 'D07', 'D09', 'Z51.0', 'Z51.1', 'Z51.2'],
  /** Kidney failure and dialysis. */
  dialysis: ['N17', 'N18', 'N19', 'Z49', 'Z99.2'],
  /** Rehabilitation and palliative care. */
  rehabilitation: ['Z50', 'Z51.5', 'I69', 'G80', 'G81', 'G82'],
  /** Pregnancy, birth and the newborn. */
  birth: ['O', 'Z3', 'P'],
  /** Mental disorders: long stays and frequent visits are their course. */
  mental: ['F0', 'F1', 'F2', 'F3'],
} as const satisfies Record<string, readonly string[]>;

export type Condition = keyof typeof CONDITIONS;

const flags = Object.entries(CONDITIONS)
  .map(
    ([name, prefixes]) =>
      `bool_or(${prefixes.map((prefix) => `starts_with(code, '${prefix}')`).join(' OR ')}) AS ${name}`,
  )
  .join(',\n      ');

const merged = [
  ...VISIT_SUMS.map((name) => `sum(${name})::BIGINT AS ${name}`),
  ...VISIT_LEASTS.map((name) => `min(${name}) AS ${name}`),
].join(', ');
const mergedOrZero = [...VISIT_SUMS.map((name) => `coalesce(fees.${name}, 0) AS ${name}`), ...VISIT_LEASTS].join(', ');

/** One of several parts of all visits: what joins and sums of a part take does not grow with their number. */
export interface Share {
  readonly nth: number;
  readonly of: number;
}

/** Rows of a relation with visits that belong to the part. SQL that stands after FROM. */
const within = ({ nth, of }: Share, rows: string): string =>
  of === 1 ? rows : `(FROM ${rows} WHERE hash(mdtrt_id) % ${of} = ${nth})`;

/**
 * Settlements of a visit: amounts sum over reversals, which are negative, so that what was taken back is gone; the time
 * is that of the last settlement that stands.
 */
const settlements = (lake: Lake, share: Share): string => `
    SELECT fixmedins_code, mdtrt_id, sum(medfee_sumamt)::BIGINT AS medfee_fen, sum(fund_pay_sumamt)::BIGINT AS fund_fen,
      sum(hifp_pay)::BIGINT AS hifp_fen, sum(psn_pay)::BIGINT AS psn_fen, sum(acct_pay)::BIGINT AS acct_fen,
      sum(acct_mulaid_pay)::BIGINT AS mulaid_fen, sum(fulamt_ownpay_amt)::BIGINT AS own_fen, sum(cash_payamt)::BIGINT AS cash_fen,
      max(setl_time) FILTER (forward) AS setl_day, arg_max(setl_time_s, setl_time * 86400 + coalesce(setl_time_s, 0)) FILTER (forward) AS setl_second,
      min(setl_id) FILTER (forward) AS setl_id
    FROM (SELECT *, medfee_sumamt >= 0 AND coalesce(refd_setl_flag, 0) = 0 AS forward FROM ${within(share, holding(lake, 'setl_d'))})
    GROUP BY fixmedins_code, mdtrt_id`;

/** Flags of all diagnoses of a visit, and the main one as the settlement list marks it, else the least by code. */
const diagnoses = (lake: Lake, share: Share): string => `
    SELECT mdtrt_id, arg_min(code, (coalesce(1 - maindiag_flag, 1), code)) AS main, count(*) AS diagnoses,
      ${flags}
    FROM (SELECT mdtrt_id, diag_code AS code, maindiag_flag FROM ${within(share, holding(lake, 'setl_list_diag_d'))}
      UNION ALL SELECT mdtrt_id, dscg_maindiag_code, 1 FROM ${within(share, holding(lake, 'mdtrt_d'))} WHERE dscg_maindiag_code IS NOT NULL)
    GROUP BY mdtrt_id`;

const operated = (lake: Lake, share: Share): string => `
    SELECT mdtrt_id, count(*) AS operations FROM ${within(share, holding(lake, 'setl_list_oprn_d'))} GROUP BY mdtrt_id`;

/** Most visits lie within a month: only those whose key stands twice are added up. Keys are hashed; a chance meeting does no harm. */
function mergedFees(fees: string): string {
  const key = 'hash(fixmedins_code, mdtrt_id, psn_no)';
  const several = `(SELECT key FROM (SELECT ${key} AS key FROM ${fees}) GROUP BY key HAVING count(*) > 1)`;
  const columns = `fixmedins_code, mdtrt_id, psn_no, ${[...VISIT_SUMS, ...VISIT_LEASTS].join(', ')}`;
  return `
    SELECT ${columns} FROM ${fees} ANTI JOIN ${several} often ON often.key = ${key}
    UNION ALL
    SELECT fixmedins_code, mdtrt_id, psn_no, ${merged} FROM ${fees} SEMI JOIN ${several} often ON often.key = ${key} GROUP BY ALL`;
}

/** The statement behind a part of `a_visit`; `fees` is SQL after FROM: the partial sums of all months. */
export function visitsSql(lake: Lake, fees: string, share: Share): string {
  const { addr, tel, emp_name } = contacts(lake);
  return `
  WITH fees AS (${mergedFees(within(share, fees))}),
  settled AS (${settlements(lake, share)}),
  listed AS (${diagnoses(lake, share)}),
  operated AS (${operated(lake, share)})
  SELECT visit.* EXCLUDE (dscg_maindiag_code, addr, tel, emp_name),
    coalesce(visit.addr, ${addr}) AS addr, coalesce(visit.tel, ${tel}) AS tel, coalesce(visit.emp_name, ${emp_name}) AS emp_name,
    coalesce(visit.dscg_maindiag_code, listed.main) AS main_diag, coalesce(listed.diagnoses, 0) AS diagnoses,
    ${Object.keys(CONDITIONS)
      .map((name) => `coalesce(listed.${name}, false) AS ${name}`)
      .join(', ')},
    coalesce(operated.operations, 0) AS operations,
    CASE WHEN visit.end_day >= visit.day THEN visit.end_day - visit.day + 1 END AS stay_days,
    settled.* EXCLUDE (fixmedins_code, mdtrt_id), ${mergedOrZero}
  FROM ${within(share, visitsInDetail(lake))} visit
  LEFT JOIN fees USING (fixmedins_code, mdtrt_id, psn_no)
  LEFT JOIN settled USING (fixmedins_code, mdtrt_id)
  LEFT JOIN listed USING (mdtrt_id)
  LEFT JOIN operated USING (mdtrt_id)
  ${joinPersons(lake)}`;
}

const contacts = (lake: Lake): { addr: string; tel: string; emp_name: string } =>
  lake.manifest.tables['psn_info_b'] === undefined
    ? { addr: 'NULL', tel: 'NULL', emp_name: 'NULL' }
    : { addr: 'person.addr', tel: 'person.tel', emp_name: 'person.emp_name' };

const joinPersons = (lake: Lake): string =>
  lake.manifest.tables['psn_info_b'] === undefined
    ? ''
    : `LEFT JOIN (SELECT psn_no, addr, tel, emp_name FROM ${holding(lake, 'psn_info_b')}) person USING (psn_no)`;
