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
 * Splits the series where the medians of both sides differ most for their spread. The spread is that of the values about
 * their side's median, but at least `noise`, what chance alone does to one value.
 */
export function stepOf(values: readonly number[], noise: number): Step | null {
  let best: (Step & { readonly clear: number }) | null = null;
  for (let at = SIDE; at <= values.length - SIDE; at += 1) {
    const before = values.slice(0, at);
    const after = values.slice(at);
    const [low, high] = [median(before), median(after)];
    const apart = [...before.map((value) => Math.abs(value - low)), ...after.map((value) => Math.abs(value - high))];
    const spread = Math.max(median(apart) / MAD_OF_SD, noise);
    const clear = Math.abs(high - low) / (spread * Math.sqrt(1 / before.length + 1 / after.length));
    if (clear > (best?.clear ?? CLEAR)) best = { at, shift: high - low, clear };
  }
  return best === null ? null : { at: best.at, shift: best.shift };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
