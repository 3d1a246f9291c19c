import type { TableName } from '@shouhu/claims';
import { agreed, careTypeOf, emergencyOf, fixmedinsTypeOf, hospRankOf, knownGend } from './derived.ts';

/** Rows of a table that hold, withdrawn ones left out: SQL that stands after FROM. */
export type Sources = (table: TableName) => string;

/** Columns that a resolved row adds to a visit, besides those that lines have too. */
const OF_VISIT = ['death_day', 'diagnoses_known', 'listed', 'operated'] as const;

/** Columns of {@link encounters} that the lake keeps beside lines and visits, as `j_<name>`. */
const OF_BOTH = [
  'med_type',
  'care_type',
  'emergency',
  'insutype',
  'psn_type',
  'gend',
  'brdy',
  'hosp_lv',
  'fixmedins_type',
  'internet_hosp',
  'matn_type',
] as const;

export const LINE_COLUMNS = [...OF_BOTH, 'setl_id', 'settled', 'profttl', 'antibiotic_grade'] as const;
export const VISIT_COLUMNS = [...OF_BOTH, 'profttl', ...OF_VISIT] as const;

/**
 * Resolves the attributes that several tables carry, settlement before visit before master (docs/semantics.md 5), once per
 * visit and settlement. They are kept beside the rows, so that judging joins nothing; {@link stale} tells which are to
 * be resolved anew.
 * @param keys SQL after FROM: psn_no, fixmedins_code, mdtrt_id, setl_id ('' for "whichever the visit has")
 * @param wanted {@link LINE_COLUMNS} or {@link VISIT_COLUMNS}: what stands in other tables is looked up only for visits
 */
export function encounters(sources: Sources, keys: string, wanted: readonly string[]): string {
  const lists = wanted.includes('listed');
  return `
    WITH key AS MATERIALIZED (FROM ${keys}),
    person AS (FROM ${sources('psn_info_b')}),
    institution AS (FROM ${sources('fixmedins_b')}),
    visit AS (FROM ${sources('mdtrt_d')} visit SEMI JOIN key
      ON visit.fixmedins_code = key.fixmedins_code AND visit.mdtrt_id = key.mdtrt_id),
    ${settlementsOf(sources)},
    ${lists ? listsOf(sources) : ''}
    resolved AS (
      SELECT key.psn_no, key.fixmedins_code, key.mdtrt_id, key.setl_id AS key_setl_id,
        coalesce(nullif(key.setl_id, ''), settlement.only_setl_id) AS setl_id,
        (settlement.mdtrt_id IS NOT NULL)::INTEGER AS settled,
        coalesce(settlement.med_type, visit.med_type) AS med_type,
        coalesce(settlement.insutype, visit.insutype, person.insutype) AS insutype,
        coalesce(settlement.psn_type, person.psn_type) AS psn_type,
        ${agreed(['settlement.gend', knownGend('visit.gend'), knownGend('person.gend')])} AS gend,
        ${agreed(['settlement.brdy', 'visit.brdy', 'person.brdy'])} AS brdy,
        coalesce(settlement.gend_conflict, 0) AS gend_conflict, coalesce(settlement.brdy_conflict, 0) AS brdy_conflict,
        ${hospRankOf('coalesce(settlement.hosp_lv, visit.hosp_lv, institution.hosp_lv)')} AS hosp_lv,
        ${fixmedinsTypeOf('institution.fixmedins_type', 'key.fixmedins_code')} AS fixmedins_type,
        institution.internet_hosp_flag AS internet_hosp,
        visit.matn_type
        ${lists ? OF_VISIT_SQL : ''}
      FROM key
      LEFT JOIN visit ON visit.fixmedins_code = key.fixmedins_code AND visit.mdtrt_id = key.mdtrt_id
      LEFT JOIN settlement ON settlement.fixmedins_code = key.fixmedins_code AND settlement.mdtrt_id = key.mdtrt_id
        AND settlement.setl_id = key.setl_id
      LEFT JOIN person ON person.psn_no = key.psn_no
      LEFT JOIN institution ON institution.fixmedins_code = key.fixmedins_code
      ${lists ? LISTS_JOINED : ''}
    )
    SELECT * REPLACE (CASE WHEN gend_conflict = 0 THEN gend END AS gend, CASE WHEN brdy_conflict = 0 THEN brdy END AS brdy),
      ${careTypeOf('med_type')} AS care_type, ${emergencyOf('med_type')} AS emergency FROM resolved`;
}

function listsOf(sources: Sources): string {
  return `
    death AS (SELECT psn_no, max(die_date) AS die_date FROM ${sources('mdtrt_d')} WHERE die_date IS NOT NULL GROUP BY psn_no),
    diagnosed AS (SELECT DISTINCT mdtrt_id FROM ${sources('setl_list_diag_d')} SEMI JOIN key USING (mdtrt_id)),
    operated AS (SELECT DISTINCT mdtrt_id FROM ${sources('setl_list_oprn_d')} SEMI JOIN key USING (mdtrt_id)),`;
}

const OF_VISIT_SQL = `,
        coalesce(visit.die_date, person.die_date, death.die_date) AS death_day,
        (diagnosed.mdtrt_id IS NOT NULL OR visit.dscg_maindiag_code IS NOT NULL)::INTEGER AS diagnoses_known,
        (diagnosed.mdtrt_id IS NOT NULL)::INTEGER AS listed,
        (operated.mdtrt_id IS NOT NULL)::INTEGER AS operated`;

const LISTS_JOINED = `LEFT JOIN death ON death.psn_no = key.psn_no
      LEFT JOIN diagnosed ON diagnosed.mdtrt_id = key.mdtrt_id
      LEFT JOIN operated ON operated.mdtrt_id = key.mdtrt_id`;

/**
 * Every settlement under its id, and once more under '' for rows that name none: what the settlements of a visit agree
 * on. A removed settlement and its reversal are no settlements.
 */
function settlementsOf(sources: Sources): string {
  const one = (field: string): string => `CASE WHEN min(${field}) = max(${field}) THEN min(${field}) END AS ${field}`;
  const gend = knownGend('gend');
  return `
    claimed AS MATERIALIZED (FROM ${sources('setl_d')} claimed SEMI JOIN key
      ON claimed.fixmedins_code = key.fixmedins_code AND claimed.mdtrt_id = key.mdtrt_id),
    reversal AS (FROM claimed WHERE init_setl_id IS NOT NULL AND (medfee_sumamt < 0 OR coalesce(refd_setl_flag, 0) = 1)),
    standing AS (FROM claimed ANTI JOIN (SELECT fixmedins_code, setl_id FROM reversal
      UNION SELECT fixmedins_code, init_setl_id FROM reversal) removed USING (fixmedins_code, setl_id)),
    settlement AS (
      SELECT fixmedins_code, mdtrt_id, setl_id, setl_id AS only_setl_id, med_type, insutype, psn_type, ${gend} AS gend, brdy,
        hosp_lv, 0 AS gend_conflict, 0 AS brdy_conflict FROM standing
      UNION ALL
      SELECT fixmedins_code, mdtrt_id, '', ${one('setl_id')}, ${one('med_type')}, ${one('insutype')}, ${one('psn_type')},
        min(${gend}), min(brdy), ${one('hosp_lv')}, (min(${gend}) <> max(${gend}))::INTEGER,
        (min(brdy) <> max(brdy))::INTEGER
      FROM standing GROUP BY fixmedins_code, mdtrt_id)`;
}

/** Title and grade of a doctor, as far as all rows of the staff table agree: dr_code, profttl, antibiotic_grade. */
export function titles(sources: Sources): string {
  const agreedOn = (field: string): string =>
    `CASE WHEN min(${field}) = max(${field}) THEN min(${field}) END AS ${field}`;
  return `SELECT dr_code, ${agreedOn('profttl')}, ${agreedOn('antibiotic_grade')}
    FROM ${sources('medins_staff_b')} GROUP BY dr_code`;
}

/** A fee line with what its visit, settlement and the masters say; the line's own attributes go first. */
export function resolvedLines(rows: string): string {
  const own = 'line.med_type IS NULL OR line.med_type IS NOT DISTINCT FROM met.med_type';
  const values: Partial<Record<(typeof LINE_COLUMNS)[number], string>> = {
    med_type: 'coalesce(line.med_type, met.med_type)',
    care_type: `CASE WHEN ${own} THEN met.care_type ELSE ${careTypeOf('line.med_type')} END`,
    emergency: `CASE WHEN ${own} THEN met.emergency ELSE ${emergencyOf('line.med_type')} END`,
    insutype: 'coalesce(line.insutype, met.insutype)',
    profttl: 'title.profttl',
    antibiotic_grade: 'title.antibiotic_grade',
  };
  const columns = LINE_COLUMNS.map((name) => `${values[name] ?? `met.${name}`} AS j_${name}`);
  return `SELECT line.*, ${columns.join(', ')} FROM ${rows} line
    LEFT JOIN encounter met ON met.mdtrt_id = line.mdtrt_id AND met.fixmedins_code = line.fixmedins_code
      AND met.psn_no = line.psn_no AND met.key_setl_id = coalesce(line.setl_id, '')
    LEFT JOIN title ON title.dr_code = line.bilg_dr_code`;
}

/** A visit with what its settlements and the masters say. */
export function resolvedVisits(rows: string): string {
  const columns = VISIT_COLUMNS.map((name) => `${name === 'profttl' ? 'title' : 'met'}.${name} AS j_${name}`);
  return `SELECT visit.*, ${columns.join(', ')} FROM ${rows} visit
    LEFT JOIN encounter met ON met.mdtrt_id = visit.mdtrt_id AND met.fixmedins_code = visit.fixmedins_code
      AND met.psn_no = visit.psn_no
    LEFT JOIN title ON title.dr_code = visit.chfpdr_code`;
}
