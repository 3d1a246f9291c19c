import { loadNational } from '@shouhu/rulebook';
import type { OnProgress } from '../bench.ts';
import type { RuleEngine } from '../rivals/engine.ts';
import { jsonRulesEngine } from '../rivals/json-rules-engine.ts';
import { ours } from '../rivals/ours.ts';
import { checksOf, disguised, sampleVisit, type SampleVisit } from '../rivals/sample.ts';
import { zenEngine } from '../rivals/zen-engine.ts';
import { median, rounded, timed } from '../statistics.ts';
import { encountersOf } from '../till/encounters.ts';

export interface RivalsInput {
  readonly lake: string;
  readonly persons: number;
  readonly rounds: number;
  /** Numbers of checks to load. */
  readonly sizes: readonly number[];
  /** Fewest visits of ten lines that an engine judges in a round, and the milliseconds after which it may stop. */
  readonly visits: number;
  readonly budget_ms: number;
}

/** Microseconds a line, medians over the rounds; beside them how many times longer than ours. */
export interface EngineRow {
  readonly checks: number;
  /** Findings of all engines over some visits in which the checks find something. */
  readonly found: number;
  /** Findings that not all engines made: 0, or the comparison is void. */
  readonly disagreements: number;
  readonly us_per_line: Readonly<Record<EngineName, number>>;
  readonly ratio_to_ours: Readonly<Record<EngineName, number>>;
  readonly load_ms: Readonly<Record<EngineName, number>>;
}

const names = ['shouhu', 'json-rules-engine', 'zen-engine'] as const;
type EngineName = (typeof names)[number];
type PerEngine<T> = Record<EngineName, T>;

const loaders: PerEngine<typeof ours> = {
  shouhu: ours,
  'json-rules-engine': jsonRulesEngine,
  'zen-engine': zenEngine,
};

/** Three engines with the same checks over the same lines, in turns. */
export async function rivals(input: RivalsInput, onProgress: OnProgress): Promise<EngineRow[]> {
  const { alone } = await encountersOf(input.lake, input.persons);
  const visits = alone.flatMap(({ world }) => sampleVisit(world) ?? []);
  const occurring = new Set(visits.flatMap(({ lines }) => lines.map((line) => line.item)));
  const facts = loadNational();
  const rows: EngineRow[] = [];
  for (const size of input.sizes) {
    onProgress(`engines: ${size} checks`);
    const checks = checksOf(facts, occurring, size);
    const loaded = await perEngine((name) => timed(() => loaders[name](checks)));
    const engines = await perEngine((name) => loaded[name].value);
    const agreement = await agree(engines, await telling(engines.shouhu, visits, input.visits));
    const times: PerEngine<number[]> = { shouhu: [], 'json-rules-engine': [], 'zen-engine': [] };
    for (let round = 0; round < input.rounds; round += 1) {
      for (const name of names) times[name].push(await usPerLine(engines[name], visits, input));
    }
    const us_per_line = await perEngine((name) => rounded(median(times[name])));
    rows.push({
      checks: checks.length,
      ...agreement,
      us_per_line,
      ratio_to_ours: await perEngine((name) => rounded(us_per_line[name] / us_per_line.shouhu)),
      load_ms: await perEngine((name) => rounded(loaded[name].seconds * 1000)),
    });
  }
  return rows;
}

async function perEngine<T>(make: (name: EngineName) => Promise<T> | T): Promise<PerEngine<T>> {
  return {
    shouhu: await make('shouhu'),
    'json-rules-engine': await make('json-rules-engine'),
    'zen-engine': await make('zen-engine'),
  };
}

/** Visits as disguised people have them, in which the checks find something. */
async function telling(engine: RuleEngine, visits: readonly SampleVisit[], count: number): Promise<SampleVisit[]> {
  const chosen: SampleVisit[] = [];
  for (const visit of visits) {
    const other = disguised(visit);
    if (other !== null && (await engine.judge(other)).length > 0) chosen.push(other);
    if (chosen.length === count) break;
  }
  return chosen;
}

/** Whether all engines find the same on some visits; it also warms them up. */
async function agree(
  engines: PerEngine<RuleEngine>,
  visits: readonly SampleVisit[],
): Promise<{ found: number; disagreements: number }> {
  let found = 0;
  let disagreements = 0;
  for (const visit of visits) {
    const sets = await perEngine(async (name) => new Set(await engines[name].judge(visit)));
    const everything = new Set(names.flatMap((name) => [...sets[name]]));
    const common = [...everything].filter((hit) => names.every((name) => sets[name].has(hit)));
    found += common.length;
    disagreements += everything.size - common.length;
  }
  return { found, disagreements };
}

/** Judges visit after visit until both the visits and the time are used up. */
async function usPerLine(
  engine: RuleEngine,
  visits: readonly SampleVisit[],
  { visits: fewest, budget_ms }: RivalsInput,
): Promise<number> {
  let lines = 0;
  let at = 0;
  const started = performance.now();
  for (; at < fewest || performance.now() - started < budget_ms; at += 1) {
    const visit = visits[at % visits.length];
    if (visit === undefined) break;
    await engine.judge(visit);
    lines += visit.lines.length;
  }
  return ((performance.now() - started) * 1000) / lines;
}
