/**
 * What stands in a stretch of time, without pairing rows. A row asks for stretches; each question stands as a row at the
 * start of its stretch, among the rows it asks about, so that one window function answers all of them.
 */
import { DAY_SECONDS } from './windows.ts';

/** The frame of a question: from where it stands to the end of its stretch. */
export function stretch(partition: string): string {
  return `partition by ${partition} order by moment range between current row and reach following`;
}

const SLACK = DAY_SECONDS - 1;

/**
 * Questions of rows with opens, closes and a span of hours about rows that surely, and that possibly, stand in one window
 * with them: about those with a clock, and about those that may stand anywhere in their day.
 * @returns a query with the rows' columns, for_sure, of_clocked, first and last; a stretch that ends before it starts is empty
 */
export function hourStretches(rows: string): string {
  return `select x.*, s.for_sure, s.of_clocked,
    case when s.for_sure then x.closes else x.opens - s.slack end - x.span + 1 as first,
    case when s.for_sure then x.opens - s.slack else x.closes end + x.span - 1 as last
  from ${rows} x
  cross join (values (true, true, 0), (true, false, ${SLACK}), (false, true, 0), (false, false, ${SLACK})) s(for_sure, of_clocked, slack)`;
}
