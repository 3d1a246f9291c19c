import { buildSnapshot, loadNational, nationalRules, ownRules } from '@shouhu/rulebook';
import { compileClosures } from '@shouhu/rules';
import { median, rounded, timed } from '../statistics.ts';

export interface SnapshotInput {
  readonly rounds: number;
}

interface Steps {
  /** Tables of facts read and parsed. */
  readonly load_ms: number;
  /** Facts bound to rule types. */
  readonly bind_ms: number;
  /** Rules checked, frozen and digested. */
  readonly freeze_ms: number;
  /** Closures and their index. */
  readonly compile_ms: number;
}

export interface SnapshotOutput {
  /** First time in a fresh process: what a command waits for. */
  readonly cold: Steps;
  /** Median of the later rounds. */
  readonly warm: Steps;
  readonly rules: number;
  readonly points: number;
}

/** From the shipped tables to closures ready to judge, step by step. */
export async function snapshotSide({ rounds }: SnapshotInput): Promise<SnapshotOutput> {
  const { steps: cold, rules, points } = await once();
  const warm: Steps[] = [];
  for (let round = 0; round < rounds; round += 1) warm.push((await once()).steps);
  const middle = (key: keyof Steps) => rounded(median(warm.map((steps) => steps[key])));
  return {
    cold,
    warm: {
      load_ms: middle('load_ms'),
      bind_ms: middle('bind_ms'),
      freeze_ms: middle('freeze_ms'),
      compile_ms: middle('compile_ms'),
    },
    rules,
    points,
  };
}

async function once(): Promise<{ steps: Steps; rules: number; points: number }> {
  const facts = await timed(() => loadNational());
  const bound = await timed(() => nationalRules(facts.value));
  const sources = [
    { name: 'national', version: '', rules: bound.value },
    { name: 'own', version: '', rules: ownRules },
  ];
  const snapshot = await timed(() => buildSnapshot({ sources }));
  const { ruleset } = snapshot.value;
  const closures = await timed(() => compileClosures(ruleset));
  const ms = ({ seconds }: { seconds: number }) => rounded(seconds * 1000);
  return {
    steps: { load_ms: ms(facts), bind_ms: ms(bound), freeze_ms: ms(snapshot), compile_ms: ms(closures) },
    rules: ruleset.rules.length,
    points: ruleset.rules.reduce((sum, rule) => sum + rule.points.length, 0),
  };
}
