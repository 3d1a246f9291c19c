import assert from 'node:assert/strict';
import { currentKnowledge } from '@shouhu/rulebook';
import { compileClosures } from '@shouhu/rules';
import type { OnProgress } from '../bench.ts';
import { heapMb } from '../heap.ts';
import { median, rounded, timed } from '../statistics.ts';
import { compose, type Mix } from '../till/composition.ts';
import { encountersOf, type Encounter } from '../till/encounters.ts';
import { latencyOf, paceOf, type Judge, type Latency, type Pace } from '../till/pace.ts';

export interface ClosuresInput {
  readonly lake: string;
  readonly persons: number;
  readonly rounds: number;
  /** Encounters judged in a round; those with a history are a quarter of it. */
  readonly encounters: number;
}

interface TillFigures extends Latency {
  readonly encounters_per_s: number;
  readonly cpu_us_per_encounter: number;
  readonly distinct: number;
  readonly findings_per_1000_lines: number;
  readonly undecided_per_1000_lines: number;
}

export interface ClosuresOutput {
  readonly points: number;
  /** Codes over all points, and how many of them are distinct. */
  readonly code_rows: number;
  readonly codes: number;
  readonly compile_ms: number;
  readonly heap_mb: number;
  readonly alone: TillFigures;
  readonly with_history: TillFigures;
}

/** The compiled national snapshot on one core: encounters of ten lines alone, and with a history of 200. */
export async function closuresSide(input: ClosuresInput, onProgress: OnProgress): Promise<ClosuresOutput> {
  const { snapshot, facts } = currentKnowledge();
  onProgress('closures: reading encounters from the lake');
  const { alone, withHistory } = await encountersOf(input.lake, input.persons);
  const before = heapMb();
  const compiled = await timed(() => compileClosures(snapshot.ruleset));
  const heap = heapMb() - before;
  const rules = compiled.value;
  const judge: Judge<Encounter> = ({ world, mdtrt_id }) => rules.judgeVisit(world, mdtrt_id).findings.length;

  const sets = [compose(rules, alone, input.encounters), compose(rules, withHistory, input.encounters)] as const;
  const paces: Pace[][] = [[], []];
  for (let round = 0; round <= input.rounds; round += 1) {
    onProgress(`closures: round ${round} of ${input.rounds}`);
    sets.forEach(({ encounters }, at) => {
      const pace = paceOf(judge, encounters, at === 0 ? input.encounters : input.encounters / 4);
      if (round > 0) paces[at]?.push(pace);
    });
  }
  const figures = sets.map((set, at) =>
    figuresOf(
      set,
      paces[at] ?? [],
      latencyOf(judge, set.encounters, at === 0 ? input.encounters : input.encounters / 4),
    ),
  );
  const [first, second] = figures;
  assert(first !== undefined && second !== undefined, 'two sets of encounters');
  return {
    points: snapshot.ruleset.rules.reduce((sum, rule) => sum + rule.points.length, 0),
    code_rows: facts.points.reduce((sum, point) => sum + point.codes.length, 0),
    codes: new Set(facts.points.flatMap((point) => point.codes)).size,
    compile_ms: rounded(compiled.seconds * 1000),
    heap_mb: rounded(heap),
    alone: first,
    with_history: second,
  };
}

function figuresOf({ encounters, findings, undecided }: Mix, paces: readonly Pace[], latency: Latency): TillFigures {
  const per1000 = (count: number) => rounded((count * 100) / encounters.length);
  return {
    encounters_per_s: Math.round(median(paces.map(({ per_s }) => per_s))),
    cpu_us_per_encounter: rounded(median(paces.map(({ cpu_us }) => cpu_us))),
    ...latency,
    distinct: encounters.length,
    findings_per_1000_lines: per1000(findings),
    undecided_per_1000_lines: per1000(undecided),
  };
}
