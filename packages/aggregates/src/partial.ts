/**
 * What one month of fee lines adds up to. Every value is a sum, a least or a greatest, so that months merge by adding:
 * a month whose files have not changed is not read again (docs/semantics.md 17).
 */

/** One kind of partial aggregate: its name, and the statement over the judged lines of one month. */
export interface Partial {
  readonly name: 'visit' | 'item' | 'imaging';
  /** @param firstDay civil day of the month's first */
  readonly sql: (firstDay: number) => string;
}

/** 医疗收费项目类别 by the name of the sum, `<name>_fen` (domain: 01 床位 … 14 其他). */
const CHARGES = {
  bed: ['01'],
  round: ['02', '12', '13'],
  exam: ['03'],
  lab: ['04'],
  treat: ['05'],
  oper: ['06'],
  nurse: ['07'],
  material: ['08'],
  drug: ['09', '11'],
  herb: ['10'],
} as const satisfies Record<string, readonly string[]>;

/** Bed, rounds and nursing go on by themselves; any other charge is care given on that day. */
const STANDING = [...CHARGES.bed, ...CHARGES.round, ...CHARGES.nurse];

/**
 * What a line is charged for: services that go on by themselves are known by their national code (1101 挂号, 1102 诊察, 1109 床位,
 * 1201 护理), whatever the institution calls them; all others as written.
 */
export const CHARGE = `CASE WHEN starts_with(item, '001109') THEN '01' WHEN starts_with(item, '001101') OR starts_with(item, '001102') THEN '02'
  WHEN starts_with(item, '001201') THEN '07' ELSE med_chrgitm_type END`;

/** National prefixes of imaging by machine: magnetic resonance and computed tomography. */
export const MRI_PREFIX = '002102';
export const CT_PREFIX = '002103';

const list = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');

const chargeSums = Object.entries(CHARGES)
  .map(([name, codes]) => `coalesce(sum(amount_fen) FILTER (charge IN (${list(codes)})), 0)::BIGINT AS ${name}_fen`)
  .join(',\n    ');

/** Sums of {@link partials} `visit` that are added over months. */
export const VISIT_SUMS = [
  'lines',
  'amount_fen',
  'inscp_fen',
  'unscoped',
  ...Object.keys(CHARGES).map((name) => `${name}_fen`),
  'ct_fen',
  'mri_fen',
  'boxed',
  'drug_lines',
  'care_days',
  'basket',
  'items',
] as const;

/** Least hashes of the care items of a visit, by three hash functions: alike baskets agree in most (MinHash). */
export const VISIT_LEASTS = ['like_a', 'like_b', 'like_c'] as const;

const leasts = VISIT_LEASTS.map(
  (name, at) => `min(hash(item, ${at})) FILTER (coalesce(charge, '') NOT IN (${list(STANDING)})) AS ${name}`,
).join(',\n    ');

/**
 * Days as bits of the month: their number adds up over months. A basket is the sum of what its lines hash to, by item and
 * quantity and by item alone, so that the order of lines is no matter; 40 bits a line leave room for eight million lines.
 */
const visit = (firstDay: number): string => `
  SELECT fixmedins_code, mdtrt_id, psn_no, count(*) AS lines, sum(amount_fen)::BIGINT AS amount_fen,
    coalesce(sum(inscp_fen), 0)::BIGINT AS inscp_fen, count(*) FILTER (inscp_fen IS NULL) AS unscoped,
    ${chargeSums},
    coalesce(sum(amount_fen) FILTER (starts_with(item, '${CT_PREFIX}')), 0)::BIGINT AS ct_fen,
    coalesce(sum(amount_fen) FILTER (starts_with(item, '${MRI_PREFIX}')), 0)::BIGINT AS mri_fen,
    count(*) FILTER (boxed) AS boxed,
    count(*) FILTER (med_chrgitm_type IN (${list(CHARGES.drug)})) AS drug_lines,
    bit_count(coalesce(bit_or(1::INTEGER << (day - ${firstDay})) FILTER (coalesce(charge, '') NOT IN (${list(STANDING)})), 0))::BIGINT AS care_days,
    sum(hash(item, cnt) >> 24)::BIGINT AS basket, sum(hash(item) >> 24)::BIGINT AS items,
    ${leasts}
  FROM a_month GROUP BY ALL`;

/** Names are the data's own; where several stand, the least by code point. */
const item = (firstDay: number): string => `
  SELECT ${firstDay} AS month_day, fixmedins_code, care_type, item, item_name, own_name, med_chrgitm_type, count(*) AS lines, sum(cnt)::BIGINT AS cnt,
    coalesce(sum(cnt) FILTER (split), 0)::BIGINT AS split_cnt, coalesce(sum(inscp_fen) FILTER (split), 0)::BIGINT AS split_fen,
    sum(amount_fen)::BIGINT AS amount_fen, coalesce(sum(inscp_fen), 0)::BIGINT AS inscp_fen
  FROM a_month GROUP BY ALL`;

const imaging = (): string => `
  SELECT fixmedins_code, item, day, sum(cnt)::BIGINT AS cnt, count(*) AS lines, coalesce(sum(inscp_fen), 0)::BIGINT AS inscp_fen
  FROM a_month WHERE starts_with(item, '${CT_PREFIX}') OR starts_with(item, '${MRI_PREFIX}') GROUP BY ALL`;

export const partials: readonly Partial[] = [
  { name: 'visit', sql: visit },
  { name: 'item', sql: item },
  { name: 'imaging', sql: imaging },
];
