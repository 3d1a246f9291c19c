/** What every institution bills of every thing that can be stocked, and the movements of stock that go with it. */
import { civilDate, civilDay, dateParts } from '@shouhu/codes';
import type { FeeLine, Institution, Item } from '../model.ts';
import { Random, fork, hashText } from '../random.ts';
import type { Movement } from '../write/tables.ts';
import type { Period } from './period.ts';
import { supplyFor } from './supply.ts';
import type { SupplyCase } from './supply.ts';

/** Items of an institution whose supply is not as usual; which of them is drawn from what it billed. */
export interface SupplyPlan {
  readonly institution: Institution;
  readonly of: 'drugs' | 'consumables';
  readonly as: SupplyCase;
  readonly items: number;
  readonly random: Random;
  /** Told once, with what came of it; with no items where too little was billed. */
  readonly done: (outcome: SupplyOutcome) => void;
}

interface SupplyOutcome {
  readonly items: readonly Item[];
  /** Fen that were billed for what was not there. */
  readonly uncovered_fen: number;
}

/** Use of one item at one institution; quantities in ten-thousandths. */
interface Use {
  readonly months: Float64Array;
  lines: number;
  cnt: number;
  inscp: number;
}

/** Fewer lines than these of an item say nothing. */
const TELLING = 6;

export class Storeroom {
  readonly #starts: readonly number[];
  readonly #monthOf: Uint8Array;
  readonly #first: number;
  readonly #uses = new Map<Institution, Map<Item, Use>>();

  constructor({ firstDay, lastDay }: Period) {
    this.#first = firstDay;
    this.#starts = monthStarts(firstDay, lastDay);
    this.#monthOf = Uint8Array.from({ length: lastDay - firstDay + 1 }, (_, nth) =>
      Math.max(
        0,
        this.#starts.findLastIndex((start) => start <= firstDay + nth),
      ),
    );
  }

  /** Books a billed line, or with `sign` −1 one that was taken back. Tablets of a split box count as parts of it. */
  book(institution: Institution, line: FeeLine, sign: 1 | -1): void {
    const { item, day, pric, trdn } = line;
    if (item.kind === 'service') return;
    const use = this.#useOf(institution, item);
    const part = trdn && pric * 2 < item.pric ? Math.ceil((line.cnt * pric) / item.pric) : line.cnt;
    const month = this.#monthOf[Math.min(this.#monthOf.length - 1, Math.max(0, day - this.#first))] ?? 0;
    use.months[month] = (use.months[month] ?? 0) + sign * part;
    use.lines += sign;
    use.cnt += sign * part;
    use.inscp += sign * line.inscp;
  }

  /** The movements of all institutions that keep books, in order. */
  *movements(keepsBooks: (institution: Institution) => boolean, plans: readonly SupplyPlan[]): Generator<Movement> {
    for (const [institution, uses] of this.#uses) {
      if (!keepsBooks(institution)) continue;
      const cases = casesOf(
        uses,
        plans.filter((plan) => plan.institution === institution),
      );
      const byCode = [...uses].toSorted(([a], [b]) => (a.code < b.code ? -1 : 1));
      const owed = new Map<SupplyPlan, number>();
      for (const [item, use] of byCode) {
        const plan = cases.get(item);
        const random = new Random(fork(hashText(item.code), institution.serial));
        const need = { months: [...use.months], starts: this.#starts };
        const { rows, uncovered } = supplyFor(random, need, plan?.as);
        if (plan !== undefined) owed.set(plan, (owed.get(plan) ?? 0) + Math.round((use.inscp * uncovered) / use.cnt));
        for (const row of rows) if (row.cnt !== 0) yield movementOf(institution, item, row);
      }
      for (const plan of new Set(cases.values())) {
        const items = [...cases].filter(([, other]) => other === plan).map(([item]) => item);
        plan.done({ items, uncovered_fen: owed.get(plan) ?? 0 });
      }
    }
  }

  #useOf(institution: Institution, item: Item): Use {
    let uses = this.#uses.get(institution);
    if (uses === undefined) {
      uses = new Map();
      this.#uses.set(institution, uses);
    }
    let use = uses.get(item);
    if (use === undefined) {
      use = { months: new Float64Array(this.#starts.length - 1), lines: 0, cnt: 0, inscp: 0 };
      uses.set(item, use);
    }
    return use;
  }
}

/** Draws the items of each plan from those that were billed most, none for two plans. */
function casesOf(uses: ReadonlyMap<Item, Use>, plans: readonly SupplyPlan[]): Map<Item, SupplyPlan> {
  const cases = new Map<Item, SupplyPlan>();
  for (const plan of plans) {
    const fits = ({ kind, selfpay_prop }: Item): boolean =>
      (plan.of === 'consumables' ? kind === 'consumable' : kind !== 'consumable') && selfpay_prop === 0;
    const most = [...uses]
      .filter(([item, { lines, cnt }]) => fits(item) && !cases.has(item) && lines >= TELLING && cnt > 0)
      .toSorted(([a, one], [b, other]) => other.inscp - one.inscp || (a.code < b.code ? -1 : 1))
      .slice(0, plan.items * 4);
    for (let left = plan.items; left > 0 && most.length > 0; left -= 1) {
      for (const [item] of most.splice(plan.random.int(most.length), 1)) cases.set(item, plan);
    }
  }
  return cases;
}

function movementOf(
  { fixmedins_code }: Institution,
  { code, pric }: Item,
  { inv_type, cnt, day, second, given }: ReturnType<typeof supplyFor>['rows'][number],
): Movement {
  return {
    fixmedins_code,
    item_code: code,
    inv_type,
    cnt,
    pric: given === true ? 0 : Math.floor(pric * 0.8),
    day,
    second,
    trace: [],
    setl_id: '',
    psn_no: '',
    trdn: false,
  };
}

/** First days of the months of a period, and the day after its last. */
function monthStarts(firstDay: number, lastDay: number): number[] {
  const starts = [firstDay];
  for (let day = firstDay + 1; day <= lastDay; day += 1) if (dateParts(civilDay(day)).day === 1) starts.push(day);
  const { year, month } = dateParts(civilDay(lastDay));
  return [...starts, civilDate(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) ?? lastDay + 1];
}
