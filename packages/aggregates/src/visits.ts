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

const conditions = Object.entries(CONDITIONS).map(([name, prefixes]) => ({
  name,
  sql: prefixes.map((prefix) => `starts_with(code, '${prefix}')`).join(' OR '),
}));

const mergedOrZero = [...VISIT_SUMS.map((name) => `coalesce(fees.${name}, 0) AS ${name}`), ...VISIT_LEASTS].join(', ');

/** One of several parts of all visits: what joins and sums of a part take does not grow with their number. */
export interface Share {
  readonly nth: number;
  readonly of: number;
}

/** Rows of a relation with visits that belong to the part. SQL that stands after FROM. */
const within = ({ nth, of }: Share, rows: string): string =>
  of === 1 ? rows : `(FROM ${rows} WHERE hash(mdtrt_id) % ${of} = ${nth})`;

/** Rows that are added up by their key, and how: SQL of the sum of each column. */
interface Sums {
  readonly rows: string;
  readonly keys: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

/** Most keys stand once: only the others are added up. Keys are hashed; a chance meeting does no harm. */
function addedUp({ rows, keys, columns }: Sums): string {
  const key = `hash(${keys.join(', ')})`;
  const several = `(SELECT key FROM (SELECT ${key} AS key FROM ${rows}) GROUP BY key HAVING count(*) > 1)`;
  const sums = Object.entries(columns).map(([name, sum]) => `${sum} AS ${name}`);
  return `
    SELECT ${[...keys, ...Object.keys(columns)].join(', ')} FROM ${rows} ANTI JOIN ${several} often ON often.key = ${key}
    UNION ALL
    SELECT ${[...keys, ...sums].join(', ')} FROM ${rows} SEMI JOIN ${several} often ON often.key = ${key} GROUP BY ${keys.join(', ')}`;
}

const each = (names: readonly string[], sum: (name: string) => string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, sum(name)]));

/** What months add up to for each visit. */
const feesOf = (fees: string): string =>
  addedUp({
    rows: fees,
    keys: ['fixmedins_code', 'mdtrt_id', 'psn_no'],
    columns: {
      ...each(VISIT_SUMS, (name) => `sum(${name})::BIGINT`),
      ...each(VISIT_LEASTS, (name) => `min(${name})`),
    },
  });

const PAID = {
  medfee_fen: 'medfee_sumamt',
  fund_fen: 'fund_pay_sumamt',
  hifp_fen: 'hifp_pay',
  psn_fen: 'psn_pay',
  acct_fen: 'acct_pay',
  mulaid_fen: 'acct_mulaid_pay',
  own_fen: 'fulamt_ownpay_amt',
} as const;

/**
 * Settlements of a visit: amounts sum over reversals, which are negative, so that what was taken back is gone; the time
 * is that of the last settlement that stands.
 */
const settlements = (lake: Lake, share: Share): string =>
  addedUp({
    rows: `(SELECT fixmedins_code, mdtrt_id, ${Object.entries(PAID)
      .map(([name, column]) => `${column} AS ${name}`)
      .join(', ')},
        CASE WHEN stands THEN setl_time END AS setl_day, CASE WHEN stands THEN setl_time_s END AS setl_second
      FROM (SELECT *, medfee_sumamt >= 0 AND coalesce(refd_setl_flag, 0) = 0 AS stands FROM ${within(share, holding(lake, 'setl_d'))}))`,
    keys: ['fixmedins_code', 'mdtrt_id'],
    columns: {
      ...each(Object.keys(PAID), (name) => `sum(${name})::BIGINT`),
      setl_second: 'arg_max(setl_second, setl_day * 86400 + coalesce(setl_second, 0))',
      setl_day: 'max(setl_day)',
    },
  });

/** Flags of all diagnoses of a visit, and the main one as the settlement list marks it, else the least by code. */
const diagnoses = (lake: Lake, share: Share): string =>
  addedUp({
    rows: `(SELECT mdtrt_id, code AS main, rank, 1 AS diagnoses, ${conditions.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')}
      FROM (SELECT mdtrt_id, diag_code AS code, coalesce(1 - maindiag_flag, 1) AS rank FROM ${within(share, holding(lake, 'setl_list_diag_d'))}
        UNION ALL SELECT mdtrt_id, dscg_maindiag_code, 0 FROM ${within(share, holding(lake, 'mdtrt_d'))} WHERE dscg_maindiag_code IS NOT NULL))`,
    keys: ['mdtrt_id'],
    columns: {
      main: 'arg_min(main, (rank, main))',
      diagnoses: 'count(*)',
      ...each(
        conditions.map(({ name }) => name),
        (name) => `bool_or(${name})`,
      ),
    },
  });

const operated = (lake: Lake, share: Share): string => `
    SELECT mdtrt_id, count(*) AS operations FROM ${within(share, holding(lake, 'setl_list_oprn_d'))} GROUP BY mdtrt_id`;

/** Of a judged visit, what no scheme and no indicator looks at. */
const UNSEEN = ['insutype', 'psn_type', 'matn_type', 'end_second', 'profttl'] as const;

/** Tokens are told apart by their hash alone, which is a whole number that scripts hold exactly. */
const CONTACTS = ['addr', 'tel', 'emp_name'] as const;

/** The statement behind a part of `a_visit`; `fees` is SQL after FROM: the partial sums of all months. */
export function visitsSql(lake: Lake, fees: string, share: Share): string {
  const persons = lake.manifest.tables['psn_info_b'] !== undefined;
  const contacts = CONTACTS.map((name) => {
    const token = persons ? `coalesce(visit.${name}, person.${name})` : `visit.${name}`;
    return `CASE WHEN ${token} IS NOT NULL THEN (hash(${token}) >> 11)::BIGINT END AS ${name}`;
  });
  return `
  WITH fees AS (${feesOf(within(share, fees))}),
  settled AS (${settlements(lake, share)}),
  listed AS (${diagnoses(lake, share)}),
  operated AS (${operated(lake, share)})
  SELECT visit.* EXCLUDE (${[...UNSEEN, ...CONTACTS, 'dscg_maindiag_code'].join(', ')}),
    ${contacts.join(', ')},
    coalesce(visit.dscg_maindiag_code, listed.main) AS main_diag, coalesce(listed.diagnoses, 0) AS diagnoses,
    ${conditions.map(({ name }) => `coalesce(listed.${name}, false) AS ${name}`).join(', ')},
    coalesce(operated.operations, 0) AS operations,
    CASE WHEN visit.end_day >= visit.day THEN visit.end_day - visit.day + 1 END AS stay_days,
    settled.* EXCLUDE (fixmedins_code, mdtrt_id), ${mergedOrZero}
  FROM ${within(share, visitsInDetail(lake))} visit
  LEFT JOIN fees USING (fixmedins_code, mdtrt_id, psn_no)
  LEFT JOIN settled USING (fixmedins_code, mdtrt_id)
  LEFT JOIN listed USING (mdtrt_id)
  LEFT JOIN operated USING (mdtrt_id)
  ${persons ? `LEFT JOIN (SELECT psn_no, ${CONTACTS.join(', ')} FROM ${holding(lake, 'psn_info_b')}) person USING (psn_no)` : ''}`;
}
