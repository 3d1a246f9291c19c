/** What a label covers, whether a hit meets it, and how much of a hit's money belongs to it. */
import type { SchemeLabel } from './labels.ts';

/** What of a hit is compared: fields of `schemes.jsonl`. */
export interface SchemeHit {
  readonly scheme: string;
  readonly fixmedins_codes: readonly string[];
  readonly psn_nos: readonly string[];
  readonly mdtrt_ids: readonly string[];
  readonly line_ids: readonly string[];
  readonly period: { readonly from: string; readonly to: string };
  readonly amount_fen: number | null;
  /** Items that it turns on, where the detector names them. */
  readonly item_codes?: readonly string[];
}

/** A label with its visits and lines as sets. */
export class Extent {
  readonly visits: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
  readonly #label: SchemeLabel | undefined;

  constructor(label: SchemeLabel | Pick<SchemeLabel, 'mdtrt_ids' | 'line_ids'>) {
    this.visits = new Set(label.mdtrt_ids);
    this.lines = new Set(label.line_ids);
    this.#label = 'label_id' in label ? label : undefined;
  }

  get label(): SchemeLabel {
    if (this.#label === undefined) throw new RangeError('a union has no label');
    return this.#label;
  }

  /**
   * Whether they share at least half of the smaller side's lines or visits; where either has neither, and the label is
   * of the hit's scheme or allows it, an institution, a day and, where both name items, an item.
   */
  isMetBy(hit: SchemeHit): boolean {
    const byLines = sharesHalf(this.lines, hit.line_ids);
    const byVisits = sharesHalf(this.visits, hit.mdtrt_ids);
    if (byLines !== null || byVisits !== null) return byLines === true || byVisits === true;
    const { fixmedins_codes, from, to, item_codes, scheme, also } = this.label;
    if (scheme !== hit.scheme && !also.includes(hit.scheme)) return false;
    const items = hit.item_codes ?? [];
    return (
      fixmedins_codes.some((code) => hit.fixmedins_codes.includes(code)) &&
      from <= hit.period.to &&
      hit.period.from <= to &&
      (item_codes.length === 0 || items.length === 0 || item_codes.some((code) => items.includes(code)))
    );
  }
}

/** Null where a side is empty. */
function sharesHalf(own: ReadonlySet<string>, theirs: readonly string[]): boolean | null {
  if (own.size === 0 || theirs.length === 0) return null;
  const distinct = new Set(theirs);
  let shared = 0;
  for (const id of distinct) if (own.has(id)) shared += 1;
  return shared * 2 >= Math.min(own.size, distinct.size);
}

/**
 * |amount − expected| ÷ expected of each found label that has an amount. A hit gives a label the part of its amount
 * that its lines (else visits) in the label have; what an earlier hit has given counts once.
 */
export function moneyErrors(
  found: readonly SchemeLabel[],
  matched: ReadonlyMap<SchemeLabel, readonly SchemeHit[]>,
): number[] {
  return found.flatMap((label) => {
    const { expected_amount_fen: expected } = label;
    if (expected === null || expected <= 0) return [];
    const given = amountFor(label, matched.get(label) ?? []);
    return given === null ? [] : [Math.abs(given - expected) / expected];
  });
}

function amountFor(label: SchemeLabel, hits: readonly SchemeHit[]): number | null {
  const own = { lines: new Set(label.line_ids), visits: new Set(label.mdtrt_ids) };
  const counted = new Set<string>();
  let total: number | null = null;
  for (const hit of hits.toSorted((a, b) => (b.amount_fen ?? 0) - (a.amount_fen ?? 0))) {
    if (hit.amount_fen === null) continue;
    const single = own.lines.size > 0 && hit.line_ids.length > 0;
    const units = new Set(single ? hit.line_ids : hit.mdtrt_ids);
    const ids = single ? own.lines : own.visits;
    let fresh = 0;
    for (const id of units) {
      if (!ids.has(id) || counted.has(id)) continue;
      counted.add(id);
      fresh += 1;
    }
    const part = units.size === 0 || ids.size === 0 ? 1 : fresh / units.size;
    total = (total ?? 0) + hit.amount_fen * part;
  }
  return total;
}
