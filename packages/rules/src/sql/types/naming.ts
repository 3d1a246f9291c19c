/**
 * The lines that a finding names beside the charged ones: of a crowd only the first by institution and line id
 * (docs/semantics.md 43). Wherever lines are looked for, lists of so few are made, never pairs of lines.
 */
import { TOLD_MOST } from '../../named.ts';
import { eachIn, eachOf, bitOf, leastFew, numbered, numbersOf } from '../dialect.ts';

/** A line is not named beside itself, so one more is looked for. */
const ASKED_MOST = TOLD_MOST + 1;

/** The first few by `nth`, the place of a line in the order of naming; in groups and in windows. */
export function firstFew(nth: string): string {
  return leastFew(nth, ASKED_MOST);
}

/** Rows `u` with columns pid and lix, each with its `nth`. @param columns further columns of `u` */
export function inNamingOrder(rows: string, columns: string): string {
  return `select ${columns}, row_number() over (order by r.fixmedins_code, r.line_id) as nth
  from ${rows} u join ${numbered('t_line', 'lix')} r on r.lix = u.lix`;
}

/**
 * CTE `beside`: per hit the list of lines to name, out of lists that each know the first few.
 * @param firsts table with pid, hit, own (a line not to name, or null) and nths; several rows per hit
 * @param named table with nth and lix
 */
export function besideLists(firsts: string, named: string): string {
  return `beside as (
  select pid, hit, ${numbersOf('lix', 'nth')} as related
  from (
    select f.pid, f.hit, n.lix, n.nth, row_number() over (partition by f.pid, f.hit order by n.nth) as place
    from (select distinct pid, hit, own, ${eachIn('nths')} as nth from ${firsts}) f
    join ${named} n on n.nth = f.nth
    where n.lix is distinct from f.own
  )
  where place <= ${TOLD_MOST}
  group by pid, hit
)`;
}

const BITS = 31;
/** Places of bits, to be joined where 2 to the power of the place is not above the greatest tag. */
const bits = `(select ${eachOf('0', String(BITS - 1))} as bit)`;

/**
 * Lanes by which rows are found whose tag is another than one's own: two whole numbers differ in some bit. A row stands in
 * a lane for each bit of its tag and asks in the lane of the other value of that bit.
 */
export const lanes = {
  join: (row: string) => `join ${bits} b on (1 << b.bit) <= ${row}.last_tag`,
  own: (row: string) => `2 * b.bit + ${bitOf(`${row}.tag`, 'b.bit')}`,
  other: (row: string) => `2 * b.bit + 1 - ${bitOf(`${row}.tag`, 'b.bit')}`,
};
