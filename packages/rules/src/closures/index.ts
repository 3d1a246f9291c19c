/** The compiled evaluator: a snapshot becomes an index by item; an encounter touches only the points its codes select. */
import type { Line, World } from '@shouhu/claims';
import { fastAmounts } from '../amount.ts';
import { build } from '../build.ts';
import type { Judgement } from '../finding.ts';
import type { Hit } from '../hit.ts';
import type { Ruleset } from '../model.ts';
import type { Row } from '../predicate.ts';
import type { Scene } from '../scene.ts';
import { LazyScene } from './lazy-scene.ts';
import { planOf, type Plan } from './plan.ts';

const nothing: Judgement = Object.freeze({ findings: Object.freeze([]), undecided: Object.freeze([]) });

export interface Closures {
  /** Judges every row of the world. */
  judge(world: World): Judgement;
  /**
   * Judges one visit among a person's rows: what is anchored on it, with the rest as history. Equal to what `judge`
   * says of the whole world, restricted to hits about that visit.
   */
  judgeVisit(world: World, mdtrt_id: string): Judgement;
}

/** Compiles a ruleset; takes well under a second for the national snapshot. */
export function compileClosures(ruleset: Ruleset): Closures {
  const plan = planOf(ruleset);
  return {
    judge: (world) => run(plan, new LazyScene(world), null),
    judgeVisit: (world, mdtrt_id) => run(plan, new LazyScene(world), mdtrt_id),
  };
}

interface Touched {
  readonly a: Line[];
  readonly b: Line[];
}

function run(plan: Plan, scene: Scene, mdtrt_id: string | null): Judgement {
  const { world } = scene;
  const concerns = (row: Row) => mdtrt_id === null || row.mdtrt_id === mdtrt_id;
  const lines = mdtrt_id === null ? world.lines : world.lines.filter((line) => line.mdtrt_id === mdtrt_id);
  const visits = mdtrt_id === null ? world.visits : world.visits.filter((visit) => visit.mdtrt_id === mdtrt_id);
  const hits: Hit[] = [];
  const touched = new Map<number, Touched>();
  for (const line of lines) touch(plan, line, scene, touched, hits);
  if (touched.size > 0) {
    if (lines.length < world.lines.length) recallHistory(plan, scene, mdtrt_id, touched);
    for (const [index, { a, b }] of touched) {
      const judge = plan.groups[index];
      if (judge !== undefined) push(hits, judge(a, b, scene), concerns);
    }
  }
  for (const judge of plan.visits) push(hits, judge(visits, scene, lines), concerns);
  if (world.sales.length > 1) for (const judge of plan.boxes) push(hits, judge(lines, scene), concerns);
  return hits.length === 0 ? nothing : build(hits, scene, fastAmounts);
}

/** Judges what a line decides by itself, and notes it for the points that look at several. */
function touch(plan: Plan, line: Line, scene: Scene, touched: Map<number, Touched>, hits: Hit[]): void {
  for (const { index, side } of plan.selection.of(line.item)) {
    const judge = plan.lines[index];
    if (judge !== undefined) {
      const hit = judge(line, scene);
      if (hit !== null) hits.push(hit);
      continue;
    }
    let sides = touched.get(index);
    if (sides === undefined) {
      sides = { a: [], b: [] };
      touched.set(index, sides);
    }
    (side === 'b' ? sides.b : sides.a).push(line);
  }
}

/** Adds the lines of the history to the points that the visit itself touched, where they may stand in one window with its own. */
function recallHistory(plan: Plan, scene: Scene, mdtrt_id: string | null, touched: ReadonlyMap<number, Touched>): void {
  const reached = new Map<number, Touched & { readonly within: (line: Line) => boolean }>();
  for (const [index, sides] of touched) {
    const reach = plan.reaches[index];
    const within = reach === undefined ? everyLine : reach(sides.a, scene);
    if (within !== null) reached.set(index, { ...sides, within });
  }
  if (reached.size === 0) return;
  for (const line of scene.world.lines) {
    if (line.mdtrt_id === mdtrt_id) continue;
    for (const { index, side } of plan.selection.of(line.item)) {
      const one = reached.get(index);
      if (one !== undefined && one.within(line)) (side === 'b' ? one.b : one.a).push(line);
    }
  }
}

const everyLine = (): boolean => true;

function push(hits: Hit[], found: readonly Hit[], concerns: (row: Row) => boolean): void {
  for (const hit of found) {
    if (
      hit.visits.length > 0 ? hit.visits.slice(0, 1).some(concerns) : hit.charges.some(({ line }) => concerns(line))
    ) {
      hits.push(hit);
    }
  }
}
