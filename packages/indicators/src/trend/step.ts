/** The clearest single step in a series, or none: robust against single months that stand out. */

/** Months on each side of a step, at least. */
export const SIDE = 3;

/** How many times its own uncertainty a step must be. */
const CLEAR = 5;

const MAD_OF_SD = 0.6745;

export interface Step {
  /** Index of the first value after the step. */
  readonly at: number;
  /** Median after less median before. */
  readonly shift: number;
}

/**
 * Splits the series where its values lie closest to the medians of both sides, and tells the step when neither side is too
 * short and the medians differ clearly. The spread is that of the values about their side's median, but at least `noise`,
 * what chance alone does to one value.
 */
export function stepOf(values: readonly number[], noise: number): Step | null {
  if (values.length < SIDE * 2) return null;
  const splits = values.slice(1).map((_, index) => splitAt(values, index + 1));
  const best = splits.reduce((least, one) => (one.left < least.left ? one : least));
  const { at, shift, apart } = best;
  if (at < SIDE || values.length - at < SIDE) return null;
  const spread = Math.max(median(apart) / MAD_OF_SD, noise);
  const clear = Math.abs(shift) / (spread * Math.sqrt(1 / at + 1 / (values.length - at)));
  return clear > CLEAR ? { at, shift } : null;
}

interface Split extends Step {
  /** Distances of the values from their side's median. */
  readonly apart: readonly number[];
  /** Their sum: what the split leaves unexplained. */
  readonly left: number;
}

function splitAt(values: readonly number[], at: number): Split {
  const [low, high] = [median(values.slice(0, at)), median(values.slice(at))];
  const apart = values.map((value, index) => Math.abs(value - (index < at ? low : high)));
  return { at, shift: high - low, apart, left: apart.reduce((sum, distance) => sum + distance, 0) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
