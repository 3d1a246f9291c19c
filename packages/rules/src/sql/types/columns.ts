/** Parts that the statements of all rule types share. */
import { absent, numbered, wide } from '../dialect.ts';
import type { RuleType } from '../../model.ts';
import type { ShapeBook } from '../slots.ts';

/** What a statement is made for. */
export interface TypeContext {
  readonly shapes: ShapeBook;
  /** Whether points of the type judge lines. */
  readonly lines: boolean;
  /** Its points that judge visits. */
  readonly visits: readonly VisitPoint[];
  /** First civil day of the data. */
  readonly first_day: number;
}

/** A point that judges visits, and what visit `r` by itself tells of its condition. */
export interface VisitPoint {
  readonly pid: number;
  readonly when: string;
}

/** The branches of a statement that the context needs. */
export function branches(given: readonly (string | false)[], joint: string): string {
  return given.filter((branch) => branch !== false).join(joint);
}

/** Columns of a hit row, the same for every rule type. */
export const hitColumns = [
  'pid',
  'hit',
  'decided',
  'anchor',
  'den',
  'total',
  'max',
  'role',
  'ord',
  'lix',
  'fixmedins_code',
  'mdtrt_id',
  'num',
  'related',
] as const;

type HitColumn = (typeof hitColumns)[number];

const exact: ReadonlySet<HitColumn> = new Set(['den', 'total', 'max', 'num']);

const empty: Record<HitColumn, string> = {
  pid: 'pid',
  hit: 'hit',
  decided: 'decided',
  anchor: absent('VARCHAR'),
  den: wide('1'),
  total: wide('null'),
  max: wide('null'),
  role: "'charge'",
  ord: '0',
  lix: absent('BIGINT'),
  fixmedins_code: absent('VARCHAR'),
  mdtrt_id: absent('VARCHAR'),
  num: wide('1'),
  related: absent('INTEGER[]'),
};

/** The select list of hit rows; what is not given has its plain value (a line charged whole). */
export function hitRow(given: Partial<Record<HitColumn, string>>): string {
  const valueOf = (name: HitColumn) => {
    const value = given[name];
    return value === undefined ? empty[name] : exact.has(name) ? wide(value) : value;
  };
  return hitColumns.map((name) => `${valueOf(name)} as ${name}`).join(', ');
}

/** Lines `r` of the points `p` of a type, in force on the line's day: by their item, or swept where any item will do. */
export function matchedLines(type: RuleType): string {
  return `from (
    select r.*, m.pid, m.role from ${numbered('t_line', 'lix')} r
    join k_match m on m.type = '${type}' and m.domain = 'item' and not m.universal and m.code = r.item
    union all
    select r.*, s.pid, s.role from t_sweep s join ${numbered('t_line', 'lix')} r on r.lix = s.lix where s.type = '${type}'
  ) r
  join k_${type} p on p.pid = r.pid and r.day between p.from_day and p.to_day
`;
}
