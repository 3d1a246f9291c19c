/** Rank of an institution's grade: 3 三级, 2 二级, 1 一级, 0 无等级. Rules compare by it (docs/semantics.md 9). */
export type HospRank = 0 | 1 | 2 | 3;

/** National `hosp_lv` codes from the highest grade to none. */
const GRADES: readonly (readonly [code: string, rank: HospRank])[] = [
  ['01', 3],
  ['02', 3],
  ['03', 3],
  ['04', 3],
  ['05', 2],
  ['06', 2],
  ['07', 2],
  ['08', 1],
  ['09', 1],
  ['10', 1],
  ['11', 0],
];

const ALIASES: readonly (readonly [alias: string, rank: HospRank])[] = [
  ['3', 3],
  ['2', 2],
  ['1', 1],
  ['三级', 3],
  ['二级', 2],
  ['一级', 1],
  ['三级特等', 3],
  ['三级甲等', 3],
  ['三级乙等', 3],
  ['三级丙等', 3],
  ['二级甲等', 2],
  ['二级乙等', 2],
  ['二级丙等', 2],
  ['一级甲等', 1],
  ['一级乙等', 1],
  ['一级丙等', 1],
  ['无等级', 0],
  ['未定级', 0],
];

/** Every accepted writing of a grade with its rank: a database joins it, code looks it up. */
export const hospRanks: ReadonlyMap<string, HospRank> = new Map([...GRADES, ...ALIASES]);

/** The rank of a `hosp_lv` code or alias; undefined (absent) when unknown. */
export function hospRank(hosp_lv: string): HospRank | undefined {
  return hospRanks.get(hosp_lv.trim());
}

/**
 * Orders two national codes by grade within the rank too: 三级甲等 above 三级乙等.
 * @returns negative when the first is lower, undefined when either is no national code
 */
export function compareHospLv(left: string, right: string): number | undefined {
  const [a, b] = [left, right].map((lv) => GRADES.findIndex(([code]) => code === lv));
  return a === undefined || b === undefined || a < 0 || b < 0 ? undefined : b - a;
}
