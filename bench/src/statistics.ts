/** The few statistics that measurements are summed up by. */
import assert from 'node:assert/strict';

/** Middle value; the mean of the two middle ones of an even count. */
export function median(values: readonly number[]): number {
  return (quantile(values, 0.5, 'lower') + quantile(values, 0.5, 'upper')) / 2;
}

/** The smallest value that at least a share of the values do not exceed. */
export function percentile(values: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(values).toSorted();
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  assert(value !== undefined, 'a percentile of nothing');
  return value;
}

function quantile(values: readonly number[], share: number, side: 'lower' | 'upper'): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const value = sorted[side === 'lower' ? Math.floor(at) : Math.ceil(at)];
  assert(value !== undefined, 'a quantile of nothing');
  return value;
}

/** A figure for print and JSON: three significant digits, which is more than such runs repeat to. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** What an action takes. */
export interface Taken {
  readonly seconds: number;
  /** Processor time of the whole process, all threads: what other work on the machine disturbs least. */
  readonly cpu_s: number;
}

/** Runs an action with a look at the clock before and after. */
export async function timed<T>(action: () => Promise<T> | T): Promise<Taken & { readonly value: T }> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const value = await action();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpu_s: (user + system) / 1_000_000, value };
}
