import type { Lake } from '../store/lake.ts';
import { agreed, careTypeOf, emergencyOf, fixmedinsTypeOf, hospRankOf, knownGend } from './derived.ts';
import { holding } from './source.ts';
import type { Extent } from './source.ts';

/**
 * Resolves the attributes that several tables carry, settlement before visit before master (docs/semantics.md 5), once per
 * visit and settlement, so that lines and visits only have to look them up.
 * @param keys SQL after FROM: psn_no, fixmedins_code, mdtrt_id, setl_id ('' for "whichever the visit has")
 * @param psn_nos narrows the sources as the keys are narrowed
 */
export function encounters(lake: Lake, keys: string, { psn_nos }: Extent): string {
  const extent: Extent = psn_nos === undefined ? {} : { psn_nos };
  return `
    WITH key AS (FROM ${keys}),
    person AS (FROM ${holding(lake, 'psn_info_b', extent)}),
    institution AS (FROM ${holding(lake, 'fixmedins_b')}),
    visit AS (FROM ${holding(lake, 'mdtrt_d', extent)} visit SEMI JOIN key
      ON visit.fixmedins_code = key.fixmedins_code AND visit.mdtrt_id = key.mdtrt_id),
    ${settlementsOf(lake, extent)},
    death AS (SELECT psn_no, max(die_date) AS die_date FROM ${holding(lake, 'mdtrt_d', extent)}
      WHERE die_date IS NOT NULL GROUP BY psn_no),
    diagnosed AS (SELECT DISTINCT mdtrt_id FROM ${holding(lake, 'setl_list_diag_d')} SEMI JOIN key USING (mdtrt_id)),
    operated AS (SELECT DISTINCT mdtrt_id FROM ${holding(lake, 'setl_list_oprn_d')} SEMI JOIN key USING (mdtrt_id)),
    resolved AS (
      SELECT key.psn_no, key.fixmedins_code, key.mdtrt_id, key.setl_id AS key_setl_id,
        coalesce(nullif(key.setl_id, ''), settlement.only_setl_id) AS setl_id,
        settlement.mdtrt_id IS NOT NULL AS settled,
        coalesce(settlement.med_type, visit.med_type) AS med_type,
        coalesce(settlement.insutype, visit.insutype, person.insutype) AS insutype,
        coalesce(settlement.psn_type, person.psn_type) AS psn_type,
        ${agreed(['settlement.gend', knownGend('visit.gend'), knownGend('person.gend')])} AS gend,
        ${agreed(['settlement.brdy', 'visit.brdy', 'person.brdy'])} AS brdy,
        coalesce(settlement.conflict, 0) AS conflict,
        ${hospRankOf('coalesce(settlement.hosp_lv, visit.hosp_lv, institution.hosp_lv)')} AS hosp_lv,
        ${fixmedinsTypeOf('institution.fixmedins_type', 'key.fixmedins_code')} AS fixmedins_type,
        institution.internet_hosp_flag AS internet_hosp,
        visit.matn_type, visit.dscg_maindiag_code AS main_diag_code,
        visit.begntime, visit.begntime_s, visit.endtime, visit.endtime_s,
        coalesce(visit.dscg_dept_codg, visit.adm_dept_codg) AS visit_dept, visit.chfpdr_code AS visit_dr,
        coalesce(visit.die_date, person.die_date, death.die_date) AS death_day,
        (diagnosed.mdtrt_id IS NOT NULL OR visit.dscg_maindiag_code IS NOT NULL)::INTEGER AS diagnoses_known,
        (operated.mdtrt_id IS NOT NULL OR (${given(lake, 'setl_list_oprn_d')} AND diagnosed.mdtrt_id IS NOT NULL))::INTEGER AS operations_known
      FROM key
      LEFT JOIN visit ON visit.fixmedins_code = key.fixmedins_code AND visit.mdtrt_id = key.mdtrt_id
      LEFT JOIN settlement ON settlement.fixmedins_code = key.fixmedins_code AND settlement.mdtrt_id = key.mdtrt_id
        AND settlement.setl_id = key.setl_id
      LEFT JOIN person ON person.psn_no = key.psn_no
      LEFT JOIN death ON death.psn_no = key.psn_no
      LEFT JOIN institution ON institution.fixmedins_code = key.fixmedins_code
      LEFT JOIN diagnosed ON diagnosed.mdtrt_id = key.mdtrt_id
      LEFT JOIN operated ON operated.mdtrt_id = key.mdtrt_id
    )
    SELECT * REPLACE (CASE WHEN conflict = 0 THEN gend END AS gend, CASE WHEN conflict = 0 THEN brdy END AS brdy),
      ${careTypeOf('med_type')} AS care_type, ${emergencyOf('med_type')} AS emergency FROM resolved`;
}

/**
 * Every settlement under its id, and once more under '' for rows that name none: what the settlements of a visit agree
 * on. A removed settlement and its reversal are no settlements.
 */
function settlementsOf(lake: Lake, extent: Extent): string {
  const one = (field: string): string => `CASE WHEN min(${field}) = max(${field}) THEN min(${field}) END AS ${field}`;
  const gend = knownGend('gend');
  return `
    claimed AS (FROM ${holding(lake, 'setl_d', extent)} claimed SEMI JOIN key
      ON claimed.fixmedins_code = key.fixmedins_code AND claimed.mdtrt_id = key.mdtrt_id),
    reversal AS (FROM claimed WHERE init_setl_id IS NOT NULL AND (medfee_sumamt < 0 OR coalesce(refd_setl_flag, 0) = 1)),
    standing AS (FROM claimed ANTI JOIN (SELECT fixmedins_code, setl_id FROM reversal
      UNION SELECT fixmedins_code, init_setl_id FROM reversal) removed USING (fixmedins_code, setl_id)),
    settlement AS (
      SELECT fixmedins_code, mdtrt_id, setl_id, setl_id AS only_setl_id, med_type, insutype, psn_type, ${gend} AS gend, brdy,
        hosp_lv, 0 AS conflict FROM standing
      UNION ALL
      SELECT fixmedins_code, mdtrt_id, '', ${one('setl_id')}, ${one('med_type')}, ${one('insutype')}, ${one('psn_type')},
        min(${gend}), min(brdy), ${one('hosp_lv')}, (min(${gend}) <> max(${gend}) OR min(brdy) <> max(brdy))::INTEGER
      FROM standing GROUP BY fixmedins_code, mdtrt_id)`;
}

/** Whether a table was ever given, as SQL. */
function given(lake: Lake, table: string): string {
  return lake.manifest.tables[table] === undefined ? 'false' : 'true';
}
