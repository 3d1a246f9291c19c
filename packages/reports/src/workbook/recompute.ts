/** How the amount of a finding comes about, as far as its evidence tells: the formula that an auditor can follow. */
import { mulDiv } from '@shouhu/codes';

export interface Charged {
  /** 1e-4 */
  readonly cnt: number | null;
  readonly amount_fen: number | null;
  readonly inscp_fen: number | null;
}

export interface Measured {
  readonly amount_fen: number | null;
  /** What was measured, the maximum, and how many boxes had been sold before. */
  readonly total: number | null;
  readonly max: number | null;
  readonly repeated: number | null;
}

/**
 * `whole`: the in-scope amount; `share`: × (total − maximum) ÷ total; `quantity`: × the quantity above the maximum ÷ the quantity of
 * these lines (a rolling window charges its last uses only); `boxes`: × boxes sold before ÷ boxes (docs/semantics.md 14, 20, 26).
 */
export type Way = 'whole' | 'share' | 'quantity' | 'boxes';

const QUANTITY_ONE = 10_000;

/** The first way that gives the finding's amount to the fen, or null: then no formula is claimed. */
export function wayOf({ amount_fen, total, max, repeated }: Measured, lines: readonly Charged[]): Way | null {
  if (amount_fen === null || lines.length === 0 || lines.some(({ inscp_fen }) => inscp_fen === null)) return null;
  const inscp = lines.reduce((sum, line) => sum + (line.inscp_fen ?? 0), 0);
  const cnt = lines.reduce((sum, line) => sum + (line.cnt ?? 0), 0);
  const comesTo = (over: number, of: number): boolean =>
    of > 0 && over >= 0 && over <= of && mulDiv(inscp, over, of) === amount_fen;
  if (inscp === amount_fen) return 'whole';
  if (total !== null && max !== null) {
    if (comesTo(total - max, total)) return 'share';
    if (comesTo(Math.min(cnt, total - max), cnt)) return 'quantity';
  }
  if (repeated !== null && lines.length === 1 && comesTo(repeated * QUANTITY_ONE, cnt)) return 'boxes';
  return null;
}

/** The unit of what was measured, as far as the lines tell; null is not known. */
export function unitOf(
  rule_type: string,
  { total }: Measured,
  way: Way | null,
  lines: readonly Charged[],
): 'price' | 'quantity' | 'money' | null {
  if (rule_type === 'price') return 'price';
  if (way === 'quantity' || total === lines.reduce((sum, { cnt }) => sum + (cnt ?? 0), 0)) return 'quantity';
  const ofMoney = (of: (line: Charged) => number | null): boolean =>
    total === lines.reduce((sum, line) => sum + (of(line) ?? 0), 0);
  return ofMoney(({ amount_fen }) => amount_fen) || ofMoney(({ inscp_fen }) => inscp_fen) ? 'money' : null;
}
