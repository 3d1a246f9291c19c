/** How fast encounters are judged, and how long the slow ones take. */
import { percentile } from '../statistics.ts';

/** Judges one encounter; what it returns is summed, so that no work can be optimised away. */
export type Judge<Encounter> = (encounter: Encounter) => number;

export interface Pace {
  readonly per_s: number;
  /** Processor time of the whole process, collections of garbage included: what other work on the machine disturbs least. */
  readonly cpu_us: number;
  readonly sum: number;
}

/** Judges so many encounters in a row, round and round, without a look at the clock between them. */
export function paceOf<Encounter>(judge: Judge<Encounter>, encounters: readonly Encounter[], count: number): Pace {
  let sum = 0;
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (let at = 0; at < count; at += 1) {
    const encounter = encounters[at % encounters.length];
    if (encounter !== undefined) sum += judge(encounter);
  }
  const per_s = (count * 1000) / (performance.now() - started);
  const { user, system } = process.cpuUsage(cpu);
  return { per_s, cpu_us: (user + system) / count, sum };
}

export interface Latency {
  readonly p50_us: number;
  readonly p99_us: number;
  readonly p999_us: number;
  readonly max_us: number;
}

/** Times each of so many encounters; collections of garbage that fall into one count, as they would at the till. */
export function latencyOf<Encounter>(
  judge: Judge<Encounter>,
  encounters: readonly Encounter[],
  count: number,
): Latency {
  const times = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    const encounter = encounters[at % encounters.length];
    if (encounter === undefined) continue;
    const started = performance.now();
    judge(encounter);
    times[at] = (performance.now() - started) * 1000;
  }
  const at = (share: number) => Number(percentile(times, share).toFixed(1));
  return { p50_us: at(0.5), p99_us: at(0.99), p999_us: at(0.999), max_us: at(1) };
}
