/** Totals of uses, and whether they exceed. */

/** Totals of a set of parts: `sure` uses alone, and all of them. */
export const partTotals = `case when any_value(adds) then sum(value) filter (sure) else max(value) filter (sure) end as sure_value,
    case when any_value(adds) then sum(value) else max(value) end as all_value`;

/** True, false, or unknown: nothing used never exceeds, whatever the maximum. */
export function exceeds(total: string, max: string): string {
  return `(coalesce(${total}, 0) <> 0 and ${total} > ${max})`;
}
