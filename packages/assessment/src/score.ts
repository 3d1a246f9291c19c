/** Scores in integer hundredths of a mark: the same for everybody, in whatever order deductions come. */
import type { DailyItem, Grade, Scheme } from './scheme.ts';

export interface Deduction {
  readonly item: DailyItem;
  /** Hundredths, above nought. */
  readonly marks: number;
}

export interface ItemScore {
  readonly item: DailyItem;
  readonly full: number;
  readonly deducted: number;
  /** Never below nought: one item that is used up does not eat into another. */
  readonly score: number;
}

/** The daily checks: each item's full marks less its deductions. */
export function dailyScore(
  { daily }: Scheme,
  deductions: readonly Deduction[],
): { readonly score: number; readonly items: readonly ItemScore[] } {
  const items = itemsOf(daily).map((item) => {
    const full = daily[item];
    const deducted = deductions.filter((one) => one.item === item).reduce((sum, { marks }) => sum + marks, 0);
    return { item, full, deducted, score: Math.max(0, full - deducted) };
  });
  return { items, score: items.reduce((sum, { score }) => sum + score, 0) };
}

/** The mean of the experts' sheets, halves up; undefined of none. */
export function averageOf(sheets: readonly number[]): number | undefined {
  const { length } = sheets;
  if (length === 0) return undefined;
  const sum = sheets.reduce((total, each) => total + each, 0);
  return Math.floor((2 * sum + length) / (2 * length));
}

/** Daily checks and year-end by their weights, halves up. */
export function totalOf({ weights }: Scheme, daily: number, yearEnd: number): number {
  return Math.floor((weights.daily * daily + weights.yearEnd * yearEnd + 50) / 100);
}

export function gradeOf({ thresholds }: Scheme, score: number): Grade {
  if (score >= thresholds.A) return 'A';
  if (score >= thresholds.B) return 'B';
  return score >= thresholds.C ? 'C' : 'D';
}

function itemsOf<Item extends string>(of: Readonly<Record<Item, number>>): Item[];
function itemsOf(of: Readonly<Record<string, number>>): string[] {
  return Object.keys(of);
}
