/** Deliberate breaks: comparisons, windows, rounding, ages, unknown values, order of ties, in each evaluator. */

export interface Mutant {
  readonly name: string;
  readonly where: 'reference' | 'closures' | 'SQL' | 'shared';
  /** Below packages/. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

const reference: Omit<Mutant, 'where'>[] = [
  {
    name: 'spacing: a gap of exactly N is too short',
    file: 'rules/src/reference/pairs.ts',
    find: 'use.day - earlier.day < point.min',
    replace: 'use.day - earlier.day <= point.min',
  },
  {
    name: 'spacing: a discharge exactly N days ago is too short',
    file: 'rules/src/reference/pairs.ts',
    find: "compare(gap, '<', limit)",
    replace: "compare(gap, '<=', limit)",
  },
  {
    name: 'limit: the maximum itself exceeds',
    file: 'rules/src/reference/limit.ts',
    find: 'max === null ? null : total > max',
    replace: 'max === null ? null : total >= max',
  },
  {
    name: 'limit: a rolling window of N days holds N + 1',
    file: 'rules/src/reference/limit.ts',
    find: 'row.day > day - length',
    replace: 'row.day >= day - length',
  },
  {
    name: 'unit price: the maximum itself is too dear',
    file: 'rules/src/reference/single.ts',
    find: "compare(row.pric, '>', max)",
    replace: "compare(row.pric, '>=', max)",
  },
  {
    name: 'discount: a started piece is not whole',
    file: 'rules/src/reference/single.ts',
    find: 'Math.ceil(line.cnt / 10_000)',
    replace: 'Math.floor(line.cnt / 10_000)',
  },
  {
    name: 'rounding: half of a fen is cut off',
    file: 'rules/src/reference/amount.ts',
    find: '(2n * total + den) / (2n * den)',
    replace: '(2n * total + den - 1n) / (2n * den)',
  },
  {
    name: 'rounding: the odd fen goes to the smallest remainder',
    file: 'rules/src/reference/amount.ts',
    find: 'a.rest > b.rest',
    replace: 'a.rest < b.rest',
  },
  {
    name: 'overlap: a day of transfer overlaps',
    file: 'rules/src/reference/overlap.ts',
    find: "const inside = all([compare(stay.day, '<', row.day)",
    replace: "const inside = all([compare(stay.day, '<=', row.day)",
  },
  {
    name: 'policy rules fire on lines without an in-scope amount',
    file: 'rules/src/reference/membership.ts',
    find: "rule.rule_class !== 'policy' || line.inscp_fen !== 0",
    replace: "rule.rule_class !== 'policy' || (line.inscp_fen ?? 0) >= 0",
  },
  {
    name: 'needs: a look-back ends a day early',
    file: 'rules/src/reference/pairs.ts',
    find: 'days <= point.look_back_days',
    replace: 'days < point.look_back_days',
  },
];

const closures: Omit<Mutant, 'where'>[] = [
  {
    name: 'prefixes match whole codes only',
    file: 'rules/src/closures/matcher.ts',
    find: 'starts.has(code.slice(0, length))',
    replace: 'starts.has(code)',
  },
  {
    name: 'not: unknown becomes true',
    file: 'rules/src/closures/compiled-test.ts',
    find: 'return value === null ? null : !value;',
    replace: 'return !value;',
  },
  {
    name: 'a point ends a day early',
    file: 'rules/src/closures/compiled.ts',
    find: 'row.day <= point.to',
    replace: 'row.day < point.to',
  },
  {
    name: 'policy rules leave lines of unknown in-scope amount alone',
    file: 'rules/src/closures/compiled.ts',
    find: 'line.inscp_fen !== 0',
    replace: '(line.inscp_fen ?? 0) !== 0',
  },
  {
    name: 'spacing: a gap of exactly N is too short',
    file: 'rules/src/closures/pairs.ts',
    find: 'use.day - before.day < point.min',
    replace: 'use.day - before.day <= point.min',
  },
  {
    name: 'together: of equal amounts a pays',
    file: 'rules/src/closures/pairs.ts',
    find: 'row.amount_fen <= other.row.amount_fen',
    replace: 'row.amount_fen < other.row.amount_fen',
  },
  {
    name: 'limit: a rolling window of N holds N + 1',
    file: 'rules/src/closures/limit.ts',
    find: '<= moment - length',
    replace: '< moment - length',
  },
  {
    name: 'course: the day that crosses the maximum is charged whole',
    file: 'rules/src/closures/measure.ts',
    find: 'over.set(day, reached - max);',
    replace: 'over.set(day, length);',
  },
  {
    name: 'discount: of equal amounts the later is the first',
    file: 'rules/src/closures/discount.ts',
    find: 'compareLines(row, line) > 0',
    replace: 'compareLines(row, line) < 0',
  },
  {
    name: 'after death: the day of death counts',
    file: 'rules/src/closures/by-visit.ts',
    find: 'line.day > visit.death_day',
    replace: 'line.day >= visit.death_day',
  },
  {
    name: 'reuse: a box sold at the same moment was sold before',
    file: 'rules/src/closures/reuse.ts',
    find: 'compareSales(other, sale) < 0',
    replace: 'compareSales(other, sale) <= 0',
  },
];

const shared: Omit<Mutant, 'where'>[] = [
  {
    name: 'and: unknown wins over false',
    file: 'rules/src/kleene.ts',
    find: 'if (value === false) return false;',
    replace: 'if (value === false) return outcome === null ? null : false;',
  },
  {
    name: 'age: a month is completed a day late',
    file: 'codes/src/age.ts',
    find: 'now.day < born.day',
    replace: 'now.day <= born.day',
  },
  {
    name: 'week: starts on Sunday',
    file: 'codes/src/calendar.ts',
    find: 'addDays(date, 1 - isoWeekday(date))',
    replace: 'addDays(date, -isoWeekday(date))',
  },
  {
    name: 'stay: the last day does not count',
    file: 'rules/src/evaluate.ts',
    find: 'visit.end_day - visit.day + 1',
    replace: 'visit.end_day - visit.day',
  },
  {
    name: 'hour: rounded, not cut',
    file: 'rules/src/window.ts',
    find: 'Math.floor(second / HOUR_SECONDS)',
    replace: 'Math.round(second / HOUR_SECONDS)',
  },
  {
    name: 'rolling hours: a distance of exactly N is inside',
    file: 'rules/src/window.ts',
    find: 'if (farthest < length) return true;',
    replace: 'if (farthest <= length) return true;',
  },
  {
    name: 'order: a row without a clock comes last in its day',
    file: 'rules/src/order.ts',
    find: 'a.day - b.day ||\n    (a.second ?? -1) - (b.second ?? -1)',
    replace: 'a.day - b.day ||\n    (a.second ?? 86_400) - (b.second ?? 86_400)',
  },
  {
    name: 'rounding (closures and SQL): half of a fen is cut off',
    file: 'rules/src/amount.ts',
    find: '(2n * rests + width) / (2n * width)',
    replace: '(2n * rests + width - 1n) / (2n * width)',
  },
  {
    name: 'rounding (closures and SQL): ties go to the last line',
    file: 'rules/src/amount.ts',
    find: 'compareCodePoints(lineA.line_id, lineB.line_id)',
    replace: 'compareCodePoints(lineB.line_id, lineA.line_id)',
  },
];

const sql: Omit<Mutant, 'where'>[] = [
  {
    name: 'age: a month is completed a day late',
    file: 'rules/src/sql/dialect.ts',
    find: 'case when day(${now}) < day(${born})',
    replace: 'case when day(${now}) <= day(${born})',
  },
  {
    name: 'in: unknown becomes false',
    file: 'rules/src/sql/dialect.ts',
    find: 'return `list_contains(${list}, ${value})`;',
    replace: 'return `coalesce(list_contains(${list}, ${value}), false)`;',
  },
  {
    name: 'limit: the maximum itself exceeds',
    file: 'rules/src/sql/types/limit-totals.ts',
    find: '${total} > ${max}',
    replace: '${total} >= ${max}',
  },
  {
    name: 'limit: a rolling window of N holds N + 1',
    file: 'rules/src/sql/types/limit-rolling.ts',
    find: 'order by moment range between span - 1 preceding',
    replace: 'order by moment range between span preceding',
  },
  {
    name: 'limit: policy rules leave lines of unknown in-scope amount alone',
    file: 'rules/src/sql/types/limit.ts',
    find: 'r.inscp_fen is not distinct from 0',
    replace: 'coalesce(r.inscp_fen, 0) = 0',
  },
  {
    name: 'window: hours of 60 seconds',
    file: 'rules/src/sql/types/windows.ts',
    find: "quotient('r.second', 3600)",
    replace: "quotient('r.second', 60)",
  },
  {
    name: 'window: a week is a month',
    file: 'rules/src/sql/types/windows.ts',
    find: "startOf('week', 'r.day')",
    replace: "startOf('month', 'r.day')",
  },
  {
    name: 'window: rolling days hold one more to either side',
    file: 'rules/src/sql/types/meeting.ts',
    find: 'range between span - 1 preceding and span - 1 following',
    replace: 'range between span preceding and span following',
  },
  {
    name: 'spacing: a gap of exactly N is too short',
    file: 'rules/src/sql/types/spacing.ts',
    find: 'instant - any_instant < least',
    replace: 'instant - any_instant <= least',
  },
  {
    name: 'together: of equal amounts a pays',
    file: 'rules/src/sql/types/together.ts',
    find: 'amount_fen <= a_dearest_${suffix}',
    replace: 'amount_fen < a_dearest_${suffix}',
  },
  {
    name: 'needs: a look-back begins a day late',
    file: 'rules/src/sql/types/needs.ts',
    find: 'between look_back_days preceding',
    replace: 'between look_back_days - 1 preceding',
  },
  {
    name: 'discount: what the ratio allows is cut off',
    file: 'rules/src/sql/types/price.ts',
    find: '${product} + 50000000',
    replace: '${product}',
  },
  {
    name: 'discount: of equal amounts the later is the first',
    file: 'rules/src/sql/types/price.ts',
    find: 'order by amount_fen desc, day,',
    replace: 'order by amount_fen desc, day desc,',
  },
  {
    name: 'overlap: a stay of one day on the day another begins overlaps',
    file: 'rules/src/sql/types/overlap.ts',
    find: 'o.day < x.end_day as shared',
    replace: 'o.day <= x.end_day as shared',
  },
  {
    name: 'reuse: split boxes count',
    file: 'rules/src/sql/types/reuse.ts',
    find: 's.trdn_flag = 0 and o.trdn_flag = 0',
    replace: 'coalesce(s.trdn_flag, 0) = 0 and o.trdn_flag = 0',
  },
];

export const mutants: readonly Mutant[] = [
  ...reference.map((mutant) => ({ ...mutant, where: 'reference' as const })),
  ...closures.map((mutant) => ({ ...mutant, where: 'closures' as const })),
  ...shared.map((mutant) => ({ ...mutant, where: 'shared' as const })),
  ...sql.map((mutant) => ({ ...mutant, where: 'SQL' as const })),
];
