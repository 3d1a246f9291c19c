/** Parts that the statements of all rule types share. */
import { numbered } from '../dialect.ts';
import type { RuleType } from '../../model.ts';
import type { ShapeBook } from '../slots.ts';

/** What a statement is made for. */
export interface TypeContext {
  readonly shapes: ShapeBook;
  /** Whether points of the type judge lines, and whether they judge visits. */
  readonly lines: boolean;
  readonly visits: boolean;
  /** First civil day of the data. */
  readonly first_day: number;
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
] as const;

const empty: Record<(typeof hitColumns)[number], string> = {
  pid: 'pid',
  hit: 'hit',
  decided: 'decided',
  anchor: 'null::VARCHAR',
  den: '1::HUGEINT',
  total: 'null::HUGEINT',
  max: 'null::HUGEINT',
  role: "'charge'",
  ord: '0',
  lix: 'null::BIGINT',
  fixmedins_code: 'null::VARCHAR',
  mdtrt_id: 'null::VARCHAR',
  num: '1::HUGEINT',
};

/** The select list of hit rows; what is not given has its plain value (a line charged whole). */
export function hitRow(given: Partial<Record<(typeof hitColumns)[number], string>>): string {
  return hitColumns.map((name) => `${given[name] ?? empty[name]} as ${name}`).join(', ');
}

/** Lines `r` of the sides `m` of the points `p` of a type, in force on the line's day. */
export function matchedLines(type: RuleType): string {
  return `from ${numbered('t_line', 'lix')} r
  join k_match m on m.type = '${type}' and m.domain = 'item' and m.code = r.item
  join k_${type} p on p.pid = m.pid and r.day between p.from_day and p.to_day
`;
}
