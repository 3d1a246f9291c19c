/** Processor time of other processes, out of /proc: what other work on the machine disturbs least. */
import { readFileSync, readdirSync } from 'node:fs';

/** By the kernel's own clock, 100 ticks a second. */
const TICK_S = 0.01;

/** Seconds that a process and those it started have used; of children that ended too. NaN where there is no /proc. */
export function processorTime(pid: number): number {
  try {
    return TICK_S * within(pid, statsOf());
  } catch {
    return Number.NaN;
  }
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
}

function within(pid: number, stats: ReadonlyMap<number, Stat>): number {
  const children = [...stats].filter(([, { parent }]) => parent === pid);
  return (stats.get(pid)?.ticks ?? 0) + children.reduce((sum, [child]) => sum + within(child, stats), 0);
}

function statsOf(): ReadonlyMap<number, Stat> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(
    pids.flatMap((pid): [number, Stat][] => {
      try {
        const [, parent, ...rest] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        // Own time and that of children that ended: user and system of each.
        return [
          [
            Number(pid),
            { parent: Number(parent), ticks: rest.slice(9, 13).reduce((sum, one) => sum + Number(one), 0) },
          ],
        ];
      } catch {
        return []; // It ended meanwhile.
      }
    }),
  );
}
