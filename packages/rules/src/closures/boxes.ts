/** Sales of a box in their order: what was sold before each of them, on other bills, told without looking at each pair. */
import type { Line, Sale } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import { compareNames, TOLD_MOST } from '../named.ts';

/** What came before a sale of the same box on other bills. */
export interface Before {
  /** Whether there was any, and whether both boxes were whole for sure. */
  readonly any: boolean;
  readonly whole: boolean;
  /** The first lines that carried it, and those that surely did so whole. */
  readonly lines: readonly Line[];
  readonly wholeLines: readonly Line[];
}

export class Boxes {
  readonly #sales: ReadonlyMap<string, readonly Sale[]>;
  readonly #asked: ReadonlySet<Sale>;
  readonly #lineOf: ReadonlyMap<string, Line>;
  readonly #known = new Map<string, Map<Sale, Before>>();

  /**
   * @param sales by code
   * @param asked those of them that are asked for
   */
  constructor(sales: ReadonlyMap<string, readonly Sale[]>, asked: Iterable<Sale>, lineOf: ReadonlyMap<string, Line>) {
    this.#sales = sales;
    this.#asked = new Set(asked);
    this.#lineOf = lineOf;
  }

  before(sale: Sale): Before {
    const code = sale.drug_trac_codg;
    return this.#known.getOrInsertComputed(code, () => this.#inOrder(code)).get(sale) ?? nothing;
  }

  #inOrder(code: string): Map<Sale, Before> {
    const told = new Map<Sale, Before>();
    const all = new Sold();
    const whole = new Sold();
    const ordered = (this.#sales.get(code) ?? []).toSorted(compareSales);
    for (let from = 0; from < ordered.length;) {
      const same = sameMoment(ordered, from);
      const lineOf = (sale: Sale) => this.#lineOf.get(lineKey(sale));
      for (const sale of same) if (this.#asked.has(sale)) told.set(sale, beforeOf(sale, all, whole, lineOf(sale)));
      for (const sale of same) {
        all.add(sale, lineOf(sale));
        if (sale.trdn_flag === 0) whole.add(sale, lineOf(sale));
      }
      from += same.length;
    }
    return told;
  }
}

const nothing: Before = { any: false, whole: false, lines: [], wholeLines: [] };

function beforeOf(sale: Sale, all: Sold, whole: Sold, line: Line | undefined): Before {
  const bill = billOf(sale);
  if (!all.onOthers(bill)) return nothing;
  const isWhole = sale.trdn_flag === 0;
  return {
    any: true,
    whole: isWhole && whole.onOthers(bill),
    lines: all.linesOnOthers(bill, line),
    wholeLines: isWhole ? whole.linesOnOthers(bill, line) : [],
  };
}

/** Sales that come neither before nor after one another, from a place on. */
function sameMoment(ordered: readonly Sale[], from: number): readonly Sale[] {
  const first = ordered[from];
  let end = from;
  while (end < ordered.length) {
    const sale = ordered[end];
    if (first === undefined || sale === undefined || compareSales(first, sale) !== 0) break;
    end += 1;
  }
  return ordered.slice(from, end);
}

/** Of one bill no more lines are kept than are told, beside the line that asks; of all so many that any bill can be left out. */
const MOST_OF_BILL = TOLD_MOST + 1;

/** What was sold so far. */
class Sold {
  readonly #bills = new Set<string>();
  /** In the order of naming; the bill is null where a line carried the box on several. */
  readonly #carriers: { readonly line: Line; bill: string | null }[] = [];

  add(sale: Sale, line: Line | undefined): void {
    const bill = billOf(sale);
    this.#bills.add(bill);
    if (line === undefined) return;
    const after = this.#carriers.findLastIndex((carrier) => compareNames(carrier.line, line) <= 0);
    const known = this.#carriers[after];
    if (known?.line === line) {
      if (known.bill !== bill) known.bill = null;
      return;
    }
    if (after + 1 >= 2 * MOST_OF_BILL) return;
    this.#carriers.splice(after + 1, 0, { line, bill });
    const ofBill = this.#carriers.filter((carrier) => carrier.bill === bill);
    const surplus = ofBill[MOST_OF_BILL];
    if (surplus !== undefined) this.#carriers.splice(this.#carriers.indexOf(surplus), 1);
    if (this.#carriers.length > 2 * MOST_OF_BILL) this.#carriers.pop();
  }

  onOthers(bill: string): boolean {
    return this.#bills.size > 1 || (this.#bills.size === 1 && !this.#bills.has(bill));
  }

  linesOnOthers(bill: string, asking: Line | undefined): Line[] {
    return this.#carriers
      .filter((carrier) => carrier.bill !== bill && carrier.line !== asking)
      .slice(0, TOLD_MOST)
      .map(({ line }) => line);
  }
}

/** The same bill uploaded again, or one box on two lines of one visit, is one sale. */
function billOf({ fixmedins_code, mdtrt_id, psn_no }: Sale): string {
  return JSON.stringify([fixmedins_code, mdtrt_id, psn_no]);
}

function compareSales(a: Sale, b: Sale): number {
  return (
    a.day - b.day ||
    (a.second ?? -1) - (b.second ?? -1) ||
    compareCodePoints(a.fixmedins_code, b.fixmedins_code) ||
    compareCodePoints(a.mdtrt_id ?? '', b.mdtrt_id ?? '') ||
    compareCodePoints(a.line_id ?? '', b.line_id ?? '')
  );
}

export function lineKey(sale: Sale): string {
  return `${sale.fixmedins_code}|${sale.line_id ?? ''}`;
}
