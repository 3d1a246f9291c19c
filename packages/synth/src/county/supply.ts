/** How an institution comes by what it bills of one item: what it held, bought, sent back, was given and counted. */
import type { Random } from '../random.ts';

/** A movement of one item in its time order; quantities in ten-thousandths. */
export interface Supply {
  readonly inv_type: '3501' | '3502' | '3503' | '3504';
  /** Of a stocktake (3502) negative where something is missing. */
  readonly cnt: number;
  readonly day: number;
  readonly second: number;
  /** A gift of the supplier costs nothing. */
  readonly given?: boolean;
}

/** What is told of a supply that is not as usual. */
export type SupplyCase =
  | 'never-bought'
  | 'third-more'
  | 'after-the-fact'
  | 'stocktake'
  | 'gifts'
  | 'sent-back'
  | 'late-entry';

export interface Need {
  /** Month by month, net of what was taken back. */
  readonly months: readonly number[];
  /** First day of each month, and the day after the last. */
  readonly starts: readonly number[];
}

const UNIT = 10_000;
/** Units a year below which one opening stock suffices, and below which purchases are made by the quarter. */
const FEW = 16 * UNIT;
const SOME = 1500 * UNIT;
const MORNING = 28_800;

const whole = (cnt: number): number => Math.ceil(cnt / UNIT) * UNIT;

/** Movements that cover a need, in order; the uncovered quantity of a fraud stands beside them. */
export function supplyFor(random: Random, need: Need, as?: SupplyCase): { rows: Supply[]; uncovered: number } {
  switch (as) {
    case 'never-bought':
      return { rows: [], uncovered: total(need) };
    case 'third-more': {
      // Of 130 billed 100 were bought.
      const bought = covering(random, { ...need, months: need.months.map((cnt) => (cnt * 10) / 13) }, false);
      return { rows: bought, uncovered: Math.max(0, total(need) - sum(bought)) };
    }
    case 'after-the-fact':
      return afterTheFact(random, need);
    case 'stocktake':
      return { rows: stocktake(random, need), uncovered: 0 };
    case 'gifts':
      return { rows: covering(random, need).flatMap((row) => withGift(row)), uncovered: 0 };
    case 'sent-back':
      return { rows: sentBack(random, need), uncovered: 0 };
    case 'late-entry':
      return {
        rows: covering(random, need).map((row) => (row.inv_type === '3503' ? late(random, need, row) : row)),
        uncovered: 0,
      };
    case undefined:
      return { rows: usual(random, need), uncovered: 0 };
  }
}

const total = ({ months }: Need): number => months.reduce((all, cnt) => all + cnt, 0);
const sum = (rows: readonly Supply[]): number => rows.reduce((all, { cnt }) => all + cnt, 0);

/** Opening stock and purchases, each before the month that it is for; `spare` for more than is needed at times. */
function covering(random: Random, need: Need, spare = true): Supply[] {
  const { months, starts } = need;
  const needed = total(need);
  const [first = 0] = starts;
  const opening = needed <= FEW ? needed : (months[0] ?? 0);
  const rows: Supply[] = [{ inv_type: '3501', cnt: whole(Math.max(0, opening)), day: first, second: MORNING }];
  let supplied = whole(Math.max(0, opening));
  let used = months[0] ?? 0;
  const step = needed < SOME ? 3 : 1;
  for (let month = 1; month < months.length; month += step) {
    for (const cnt of months.slice(month, month + step)) used += Math.max(0, cnt);
    if (used <= supplied) continue;
    const cnt = whole(used - supplied + (spare && random.chance(3000) ? used / 20 : 0));
    const day = (starts[month] ?? first) - random.between(3, 14);
    rows.push({ inv_type: '3503', cnt, day: Math.max(first, day), second: random.between(30_600, 61_200) });
    supplied += cnt;
  }
  return rows;
}

/** As everywhere: now and then a count that differs a little, a gift, or something sent back. */
function usual(random: Random, need: Need): Supply[] {
  const rows = covering(random, need);
  const draw = random.int(1000);
  if (draw >= 40 || total(need) < 2 * FEW) return rows;
  if (draw < 20) return [...rows, { inv_type: '3502', cnt: whole(total(need) / 60), ...midYear(need) }];
  if (draw < 30) return rows.flatMap((row) => withGift(row));
  return sentBack(random, need);
}

/** A third of the time nothing is there; then everything is entered at once, at night. */
function afterTheFact(random: Random, need: Need): { rows: Supply[]; uncovered: number } {
  const { months, starts } = need;
  const from = random.int(Math.max(1, Math.floor(months.length / 4)));
  const until = Math.min(months.length, from + Math.max(3, Math.floor((months.length * random.between(5, 8)) / 10)));
  const missing = months.slice(from, until).reduce((all, cnt) => all + Math.max(0, cnt), 0);
  const covered = covering(random, {
    ...need,
    months: months.map((cnt, month) => (month >= from && month < until ? 0 : cnt)),
  });
  const day = (starts[until] ?? 0) - random.between(1, 3);
  const entered: Supply = { inv_type: '3503', cnt: whole(missing), day, second: random.between(79_200, 85_800) };
  return { rows: [...covered, entered], uncovered: missing };
}

/** Counted twice a year: more was there than the books said, and that is what was billed beyond the purchases. */
function stocktake(random: Random, need: Need): Supply[] {
  const share = random.between(88, 93);
  const rows = covering(random, { ...need, months: need.months.map((cnt) => Math.floor((cnt * share) / 100)) }, false);
  const [first = 0] = need.starts;
  const gain = whole((total(need) * (100 - share)) / 100);
  return [...rows, { inv_type: '3502', cnt: gain, day: first + random.between(8, 20), second: 61_200 }];
}

/** A fifth of what is bought comes free. */
function withGift(row: Supply): Supply[] {
  if (row.inv_type !== '3503' || row.cnt < 5 * UNIT) return [row];
  const gift = Math.floor(row.cnt / 5 / UNIT) * UNIT;
  return [
    { ...row, cnt: row.cnt - gift },
    { ...row, cnt: gift, given: true },
  ];
}

/** Too much is bought and a part sent back. */
function sentBack(random: Random, need: Need): Supply[] {
  const rows = covering(random, need);
  return rows.flatMap((row) => {
    if (row.inv_type !== '3503') return [row];
    const back = whole(row.cnt / 4);
    return [
      { ...row, cnt: row.cnt + back },
      { ...row, inv_type: '3504' as const, cnt: back, day: row.day + random.between(1, 2), second: 57_600 },
    ];
  });
}

/** Entered some days after it came. */
function late(random: Random, { starts }: Need, row: Supply): Supply {
  const next = starts.find((start) => start > row.day) ?? row.day;
  return { ...row, day: next + random.between(2, 7) };
}

function midYear({ starts }: Need): { day: number; second: number } {
  return { day: starts[Math.floor(starts.length / 2)] ?? starts[0] ?? 0, second: 61_200 };
}
