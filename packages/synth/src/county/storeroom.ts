/** What every institution bills of every thing that can be stocked, and the movements of stock that go with it. */
import { civilDate, civilDay, dateParts } from '@shouhu/codes';
import type { FeeLine, Institution, Item, Place } from '../model.ts';
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

/** Fewer lines than these of an item say nothing. */
const TELLING = 6;

export class Storeroom {
  readonly #starts: readonly number[];
  readonly #monthOf: Uint8Array;
  readonly #first: number;
  readonly #items = new Set<Item>();
  readonly #institutions: readonly Institution[];

  constructor(institutions: readonly Institution[], { firstDay, lastDay }: Period) {
    this.#institutions = institutions;
    this.#first = firstDay;
    this.#starts = monthStarts(firstDay, lastDay);
    this.#monthOf = Uint8Array.from({ length: lastDay - firstDay + 1 }, (_, nth) =>
      Math.max(
        0,
        this.#starts.findLastIndex((start) => start <= firstDay + nth),
      ),
    );
  }

  /** By the institution's serial what it used, in the order of codes. */
  #usesInOrder(): (readonly [Item, Place])[][] {
    const lists: (readonly [Item, Place])[][] = this.#institutions.map(() => []);
    for (const item of [...this.#items].toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
      for (const [serial, place] of item.places.entries()) {
        if (place?.of === this && place.months.length > 0) lists[serial]?.push([item, place]);
      }
    }
    return lists;
  }

  /** Where an item stands at an institution; items outlive a county, so a place knows whose it is. */
  placeOf({ serial }: Institution, item: Item): Place {
    const place = item.places[serial];
    return place?.of === this ? place : this.#newPlace(serial, item);
  }

  #newPlace(serial: number, item: Item): Place {
    const made: Place = { of: this, months: [], lines: 0, cnt: 0, inscp: 0, ownName: null };
    item.places[serial] = made;
    this.#items.add(item);
    return made;
  }

  /** Books a billed line, or with `sign` −1 one that was taken back. Tablets of a split box count as parts of it. */
  book(use: Place, { item, day, pric, trdn, cnt, inscp }: FeeLine, sign: 1 | -1): void {
    if (item.kind === 'service') return;
    const part = sign * (trdn && pric * 2 < item.pric ? Math.ceil((cnt * pric) / item.pric) : cnt);
    const month = this.#monthOf[Math.min(this.#monthOf.length - 1, Math.max(0, day - this.#first))] ?? 0;
    while (use.months.length <= month) use.months.push(0);
    use.months[month] = (use.months[month] ?? 0) + part;
    use.lines += sign;
    use.cnt += part;
    use.inscp += sign * inscp;
  }

  /** The movements of all institutions that keep books, in order. */
  *movements(keepsBooks: (institution: Institution) => boolean, plans: readonly SupplyPlan[]): Generator<Movement> {
    const months = this.#starts.length - 1;
    const byInstitution = this.#usesInOrder();
    for (const institution of this.#institutions) {
      if (!keepsBooks(institution)) continue;
      const uses = byInstitution[institution.serial] ?? [];
      const cases = casesOf(
        uses,
        plans.filter((plan) => plan.institution === institution),
      );
      const owed = new Map<SupplyPlan, number>();
      for (const [item, use] of uses) {
        const plan = cases.get(item);
        const random = new Random(fork(hashText(item.code), institution.serial));
        while (use.months.length < months) use.months.push(0);
        const need = { months: use.months, starts: this.#starts };
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
}

/** Draws the items of each plan from those that were billed most, none for two plans. */
function casesOf(uses: readonly (readonly [Item, Place])[], plans: readonly SupplyPlan[]): Map<Item, SupplyPlan> {
  const cases = new Map<Item, SupplyPlan>();
  for (const plan of plans) {
    const fits = ({ kind, selfpay_prop }: Item): boolean =>
      (plan.of === 'consumables' ? kind === 'consumable' : kind !== 'consumable') && selfpay_prop === 0;
    const most = uses
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
