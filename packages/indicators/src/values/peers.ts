/** Who is compared with whom: the closest group that is large enough, by steps. */

/** Fewest units of a group, the one compared included. */
export const LEAST_PEERS = 5;

/** Ranks of hospital levels, as docs/semantics.md orders them. */
const rank = `CASE hosp_lv WHEN 3 THEN '三级' WHEN 2 THEN '二级' WHEN 1 THEN '一级' WHEN 0 THEN '未定级' ELSE '等级不明' END`;
const type = `CASE fixmedins_type WHEN '1' THEN '医疗机构' WHEN '2' THEN '零售药店' ELSE '类型不明' END`;
/** Hospitals and primary care are two worlds; an internet hospital is a third. */
const tier = `CASE WHEN internet_hosp = 1 THEN '互联网医院' WHEN hosp_lv >= 2 THEN '二级以上' ELSE '基层' END`;
const kind = `CASE WHEN kind = '' THEN '类别不明' ELSE '类别' || kind END`;

/** Labels of the groups of an institution, closest first. */
const steps: readonly string[] = [
  `concat_ws('·', ${type}, ${rank}, ${kind})`,
  `concat_ws('·', ${type}, ${tier}, ${rank})`,
  `concat_ws('·', ${type}, ${tier})`,
  type,
];

/** Departments are compared with departments of the same code; doctors with those of the same department, then with all. */
const within = (label: string): string => `${label} || '·科室' || unit.dept`;

/**
 * Leaves i_group (level, fixmedins_code, dept, dr, step, peer_group): every group a unit may be compared in.
 * @param staff SQL after FROM with dr and dept of doctors
 */
export function groupsSql(staff: string): string {
  const institution = steps.map(
    (label, at) =>
      `SELECT 'institution' AS level, fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, ${at} AS step, ${label} AS peer_group FROM i_place`,
  );
  const department = steps.map(
    (label, at) =>
      `SELECT 'department', p.fixmedins_code, unit.dept, NULL, ${at}, ${within(label)} FROM i_place p JOIN i_dept unit USING (fixmedins_code)`,
  );
  const doctor = steps.flatMap((label, at) => [
    `SELECT 'doctor', p.fixmedins_code, NULL, unit.dr, ${at * 2}, ${within(label)} FROM i_place p JOIN i_dr unit USING (fixmedins_code) WHERE unit.dept IS NOT NULL`,
    `SELECT 'doctor', p.fixmedins_code, NULL, unit.dr, ${at * 2 + 1}, ${label} FROM i_place p JOIN i_dr unit USING (fixmedins_code)`,
  ]);
  return `
    CREATE OR REPLACE TEMP TABLE i_dept AS SELECT DISTINCT fixmedins_code, dept FROM i_sum WHERE level = 'department';
    CREATE OR REPLACE TEMP TABLE i_dr AS SELECT fixmedins_code, dr, s.dept
      FROM (SELECT DISTINCT fixmedins_code, dr FROM i_sum WHERE level = 'doctor') LEFT JOIN (SELECT dr, min(dept) AS dept FROM ${staff} GROUP BY ALL) s USING (dr);
    CREATE OR REPLACE TEMP TABLE i_group AS ${[...institution, ...department, ...doctor].join(' UNION ALL ')}`;
}
