import { localFileOf } from '../local/file-of.ts';
import type { ClassRow, NationalFacts, PointRow, PointState } from './tables.ts';

/** One class of `rules coverage --json` (docs/formats.md). */
export interface ClassCoverage {
  readonly code: string;
  readonly name: string;
  readonly points: number;
  readonly executable: number;
  readonly partly: number;
  readonly not_executable: number;
  /** `default`: ours by public knowledge, without published points; `needs-local-points`: nothing until a region adds some. */
  readonly state: 'published' | 'default' | 'needs-local-points';
  /** Default points, which judge until a notice publishes points of the class. */
  readonly defaults: number;
  /** File that adds local points to the class; null where only parameters apply, or batches alone judge it. */
  readonly template: string | null;
  /** Why points are not, or only partly, executable, with how many. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface Coverage {
  readonly classes: readonly ClassCoverage[];
  readonly points: number;
  readonly executable: number;
}

/**
 * How much of the published knowledge is executable. Superseded points count: older services are judged by them.
 * @param withDefaults the unpublished classes that something of ours judges, each with its number of default points
 */
export function coverage(facts: NationalFacts, withDefaults: ReadonlyMap<string, number> = new Map()): Coverage {
  const byClass = Map.groupBy(facts.points, (row) => row.class_code);
  const classes = facts.classes.map((row) => classCoverage(row, byClass.get(row.code) ?? [], withDefaults));
  return {
    classes,
    points: facts.points.length,
    executable: classes.reduce((sum, row) => sum + row.executable, 0),
  };
}

function classCoverage(
  row: ClassRow,
  points: readonly PointRow[],
  withDefaults: ReadonlyMap<string, number>,
): ClassCoverage {
  const inState = (state: PointState): number => points.filter((point) => point.state === state).length;
  const reasons: Record<string, number> = {};
  for (const { reason } of points) if (reason !== '') reasons[reason] = (reasons[reason] ?? 0) + 1;
  const defaults = row.published ? undefined : withDefaults.get(row.code);
  const without = defaults === undefined ? 'needs-local-points' : 'default';
  return {
    code: row.code,
    name: row.name,
    points: points.length,
    executable: inState('executable'),
    partly: inState('partly'),
    not_executable: inState('not'),
    state: row.published ? 'published' : without,
    defaults: defaults ?? 0,
    template: localFileOf(row.rule_type),
    reasons,
  };
}
