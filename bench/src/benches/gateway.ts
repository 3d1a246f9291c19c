import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reachDatabase } from '@shouhu/database';
import { buildMessage } from '@shouhu/interface';
import type { Message, Sender } from '@shouhu/interface';
import { currentKnowledge } from '@shouhu/rulebook';
import { loadKeyFile } from '@shouhu/vault';
import type { Bench } from '../bench.ts';
import { describeMachine } from '../machine.ts';
import type { Machine } from '../machine.ts';
import { dataIn, freePort, keyIn, serveIn } from '../platform/served.ts';
import { rounded, timed } from '../statistics.ts';
import { fillCounty } from '../till/county.ts';
import type { PersonGroup } from '../till/county.ts';
import { load, summed } from '../till/load.ts';
import type { Loaded, Sent } from '../till/load.ts';
import { checksOf, signIn } from '../till/asked.ts';
import type { Made } from '../till/asked.ts';
import { codesOf } from '../till/messages.ts';
import { processorTime } from '../till/processor.ts';

interface Measured extends Loaded {
  readonly per_s: number;
  readonly bytes: number;
  /** p99 by that of the reference. */
  readonly times_reference: number;
  /** Processor time of server and database for one message. */
  readonly cpu_ms: number;
}

export interface GatewayReport {
  readonly history_lines: number;
  readonly fill_s: number;
  /** By kind of message; the reference is 9001: signature, database and answer as of all, and next to no work. */
  readonly loads: Record<string, Measured>;
  readonly machine: Machine;
}

const HOSPITALS = 20;
/** Most seconds of a load in one round; in a small county, which only shows that all works, it is shorter. */
const SECONDS = 2;
const LINES_OF_SECOND = 50_000;
/** Beside the data, it says that everything is invented: unsigned messages are taken then, for the comparison. */
const DEMO_MARK = '.shouhu-demo';

/** 120 lines a year are four times what an insured person has on average; 520 are a visit every week. */
const ORDINARY = { prefix: 'P', visits: 24, lines_of_visit: 5 };
const FREQUENT = { prefix: 'Q', visits: 52, lines_of_visit: 10 };
const linesOf = ({ visits, lines_of_visit }: Omit<PersonGroup, 'count'>): number => visits * lines_of_visit;

const REFERENCE = '9001';

/** 3101 through the door of `shouhu serve`, at a fixed rate, from this process. `--lines` are lines of history. */
export const gatewayBench: Bench<GatewayReport> = {
  about: '经接口的实时审核 · 3101 over HTTP with the database, at a fixed rate',
  defaults: { lines: 400_000, rounds: 8 },
  async run({ lines, rounds, seed, workdir, keep }, onProgress) {
    const machine = describeMachine();
    const base = join(workdir, `gateway-${lines}`);
    await rm(base, { recursive: true, force: true });
    await mkdir(base, { recursive: true, mode: 0o755 });
    await writeFile(join(base, DEMO_MARK), '');
    const served = await serveIn(base, await freePort(), '--unsigned');
    try {
      onProgress('filling');
      const persons = [ORDINARY, FREQUENT].map((group) => ({ ...group, count: Math.ceil(lines / 2 / linesOf(group)) }));
      const codes = codesOf(currentKnowledge().snapshot.ruleset);
      const filled = await timed(async () => fill(base, persons, codes));
      const senders = filled.value;
      const kinds = kindsOf(persons, codes, seed);
      const seconds = Math.min(SECONDS, lines / LINES_OF_SECOND);
      const sent = new Map<string, { readonly all: Sent[]; bytes: number; cpu_s: number }>();
      for (let round = 0; round <= rounds; round += 1) {
        onProgress(`round ${round} of ${rounds}`);
        for (const [name, { make, per_s, signed }] of Object.entries(kinds)) {
          const messages = Array.from({ length: Math.ceil(per_s * seconds) }, () => sending(senders, make, signed));
          const before = processorTime(served.process.pid ?? 0);
          const answers = await load(served.url, messages, per_s);
          // The first round warms: every connection of the platform has planned its statements then.
          if (round === 0) continue;
          const kind = sent.get(name) ?? { all: [], bytes: 0, cpu_s: 0 };
          kind.all.push(...answers);
          kind.cpu_s += processorTime(served.process.pid ?? 0) - before;
          kind.bytes += messages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
          sent.set(name, kind);
        }
      }
      const reference = summed(sent.get(REFERENCE)?.all ?? []).p99_ms;
      const loads = [...sent].map(([name, { all, bytes, cpu_s }]): [string, Measured] => {
        const loaded = summed(all);
        return [
          name,
          {
            per_s: kinds[name]?.per_s ?? 0,
            bytes: Math.round(bytes / all.length),
            ...loaded,
            times_reference: rounded(loaded.p99_ms / reference),
            cpu_ms: rounded((cpu_s * 1_000) / all.length),
          },
        ];
      });
      return {
        history_lines: persons.reduce((sum, group) => sum + group.count * linesOf(group), 0),
        fill_s: rounded(filled.seconds),
        loads: Object.fromEntries(loads),
        machine,
      };
    } finally {
      await served.stop();
      if (!keep) await rm(base, { recursive: true, force: true });
    }
  },
};

async function fill(
  base: string,
  persons: readonly PersonGroup[],
  codes: readonly string[],
): Promise<readonly Sender[]> {
  const ring = await loadKeyFile(keyIn(base), dataIn(base));
  const database = await reachDatabase<unknown>({ folder: join(dataIn(base), 'postgres'), statement_timeout_ms: 0 });
  try {
    return await fillCounty(database.db, ring, { hospitals: HOSPITALS, persons, codes });
  } finally {
    await database.close();
  }
}

interface Kind {
  readonly make: (fixmedins_code: string) => Made;
  readonly per_s: number;
  readonly signed: boolean;
}

function kindsOf(
  [ordinary, frequent]: readonly PersonGroup[],
  codes: readonly string[],
  seed: number,
): Readonly<Record<string, Kind>> {
  const [short, long] = [
    checksOf({ persons: ordinary ?? { ...ORDINARY, count: 1 }, lines: 10, codes, seed }),
    checksOf({ persons: frequent ?? { ...FREQUENT, count: 1 }, lines: 200, codes, seed }),
  ];
  return {
    [REFERENCE]: { make: signIn, per_s: 200, signed: true },
    '3101, 10 lines': { make: short, per_s: 200, signed: true },
    '3101, 10 lines, unsigned': { make: short, per_s: 200, signed: false },
    '3101, 200 lines': { make: long, per_s: 25, signed: true },
    '3101, 200 lines, unsigned': { make: long, per_s: 25, signed: false },
  };
}

let serial = 0;

/** From one hospital after another. */
function sending(senders: readonly Sender[], make: Kind['make'], signed: boolean): Message {
  serial += 1;
  const sender = senders[serial % senders.length];
  if (sender === undefined) throw new Error('no hospital');
  const { privateKey: _, ...open } = sender;
  const { infno, input, insuplc_admdvs } = make(sender.fixmedins_code);
  const numbered = { infno, input, insuplc_admdvs, at: new Date(), serial: serial % 10_000 };
  return buildMessage(signed ? sender : open, numbered);
}
