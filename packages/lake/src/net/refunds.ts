import { compareCodePoints, mulDiv } from '@shouhu/codes';

/** A fee line as far as netting looks at it; units as in the lake (1e-4, fen, civil days). */
export interface RawLine {
  /** Unique among all lines; nothing is read from it but equality and order. */
  readonly key: string;
  readonly fixmedins_code: string;
  /** bkkp_sn and feedetl_sn, as far as given: what an `init_feedetl_sn` may name. */
  readonly ids: readonly string[];
  readonly init_feedetl_sn: string | null;
  readonly mdtrt_id: string;
  readonly item: string;
  readonly pric: number | null;
  readonly day: number;
  readonly second: number | null;
  readonly cnt: number;
  readonly amount_fen: number;
  readonly inscp_fen: number | null;
}

/** What is left of a line. A refund keeps what it could not net, so that the sums over all lines never change. */
export interface NetLine {
  readonly key: string;
  readonly net_cnt: number;
  readonly net_amount_fen: number;
  readonly net_inscp_fen: number | null;
  /** 'netted': a line that a refund reduced; 'refund': all of it found originals; 'orphan': some of it found none. */
  readonly netted: 'netted' | 'refund' | 'orphan';
}

interface Original {
  readonly line: RawLine;
  cnt: number;
  amount_fen: number;
  inscp_fen: number | null;
  touched: boolean;
}

/**
 * Nets refunds against their originals (docs/semantics.md 6): first by `init_feedetl_sn` within the institution, then
 * by visit, item and unit price, the latest earlier line first; the earlier refund chooses first.
 *
 * A refund that meets several originals is shared among them by quantity, each share rounded half away from zero on
 * the running total, so that the shares sum to the refund. Net amount = original − shares.
 * @param lines every negative line, and at least every line one of them may net; their order does not matter
 * @returns the lines that changed and every negative line, by key
 */
export function netRefunds(lines: Iterable<RawLine>): NetLine[] {
  const refunds: RawLine[] = [];
  const originals: Original[] = [];
  for (const line of lines) {
    if (isNegative(line)) refunds.push(line);
    else originals.push({ line, ...line, touched: false });
  }
  refunds.sort(byTime);
  originals.sort((a, b) => -byTime(a.line, b.line));
  const byId = indexBy(originals, ({ line }) => line.ids.map((id) => join(line.fixmedins_code, id)));
  const byUse = indexBy(originals, ({ line }) => [useOf(line)]);
  const open = refunds.map((line) => new OpenRefund(line));
  for (const refund of open) {
    const { init_feedetl_sn, fixmedins_code } = refund.line;
    if (init_feedetl_sn !== null) refund.net(byId.get(join(fixmedins_code, init_feedetl_sn)) ?? []);
  }
  for (const refund of open)
    refund.net((byUse.get(useOf(refund.line)) ?? []).filter((at) => isEarlier(at.line, refund.line)));
  return [
    ...originals.filter((original) => original.touched).map(netOf),
    ...open.map((refund) => refund.rest()),
  ].toSorted((a, b) => compareCodePoints(a.key, b.key));
}

/** A line that takes back: a negative quantity, or a negative amount alone (a price correction). */
function isNegative(line: RawLine): boolean {
  return line.cnt < 0 || line.amount_fen < 0;
}

class OpenRefund {
  readonly line: RawLine;
  /** Quantity to take back in all, and how much of it found an original; amounts follow it in proportion. */
  readonly #whole: number;
  #found = 0;
  /** A price correction takes back no quantity: it is found once it met one original. */
  #done = false;
  #amount = 0;
  #inscp = 0;

  constructor(line: RawLine) {
    this.line = line;
    this.#whole = Math.max(0, -line.cnt);
  }

  net(originals: readonly Original[]): void {
    for (const original of originals) {
      if (this.#done) return;
      const taken = Math.min(this.#whole - this.#found, original.cnt);
      if (taken > 0 || this.#whole === 0) this.#take(original, taken);
    }
  }

  #take(original: Original, taken: number): void {
    const { amount_fen, inscp_fen } = this.line;
    this.#found += taken;
    this.#done = this.#found === this.#whole;
    const amount = this.#reached(-amount_fen) - this.#amount;
    this.#amount += amount;
    if (original.inscp_fen !== null) {
      const own = original.line.inscp_fen ?? 0;
      const inscp =
        inscp_fen === null ? mulDiv(own, taken, original.line.cnt) : this.#reached(-inscp_fen) - this.#inscp;
      original.inscp_fen -= inscp;
    }
    if (inscp_fen !== null) this.#inscp = this.#reached(-inscp_fen);
    original.cnt -= taken;
    original.amount_fen -= amount;
    original.touched = true;
  }

  /** The part of an amount that belongs to the quantity found so far. */
  #reached(amount: number): number {
    return this.#done ? amount : mulDiv(amount, this.#found, this.#whole);
  }

  rest(): NetLine {
    const { key, cnt, amount_fen, inscp_fen } = this.line;
    return {
      key,
      net_cnt: cnt + this.#found,
      net_amount_fen: amount_fen + this.#amount,
      net_inscp_fen: inscp_fen === null ? null : inscp_fen + this.#inscp,
      netted: this.#done ? 'refund' : 'orphan',
    };
  }
}

function netOf(original: Original): NetLine {
  return {
    key: original.line.key,
    net_cnt: original.cnt,
    net_amount_fen: original.amount_fen,
    net_inscp_fen: original.inscp_fen,
    netted: 'netted',
  };
}

function useOf(line: RawLine): string {
  return join(line.fixmedins_code, line.mdtrt_id, line.item, line.pric ?? '');
}

function join(...parts: readonly (string | number)[]): string {
  return parts.join('\u001f');
}

function indexBy(
  originals: readonly Original[],
  keysOf: (original: Original) => readonly string[],
): Map<string, Original[]> {
  const index = new Map<string, Original[]>();
  for (const original of originals) {
    for (const key of new Set(keysOf(original))) {
      const found = index.get(key);
      if (found === undefined) index.set(key, [original]);
      else found.push(original);
    }
  }
  return index;
}

/** Whether a line does not come after another one; without both clocks the day decides. */
function isEarlier(line: RawLine, than: RawLine): boolean {
  if (line.day !== than.day) return line.day < than.day;
  return line.second === null || than.second === null || line.second <= than.second;
}

function byTime(a: RawLine, b: RawLine): number {
  return a.day - b.day || (a.second ?? -1) - (b.second ?? -1) || compareCodePoints(a.key, b.key);
}
