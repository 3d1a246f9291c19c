/**
 * Defaults: what public knowledge says of a national class whose points no notice has published yet. They are marked
 * (`DEF-NNN-…`, NNN the number of the 2025 list), yield to parameters and local points, and mostly raise suspicion only.
 */
import type { Point, PointBase, Predicate, RuleType } from '@shouhu/rules';

type OwnPoint = { readonly [Type in RuleType]: Omit<Extract<Point, { type: Type }>, keyof PointBase> }[RuleType];

export interface DefaultPoint {
  /** Last part of the point's id. */
  readonly id: string;
  /** Chinese message; {name} is replaced from the evidence. */
  readonly message: string;
  readonly own: OwnPoint;
  readonly name?: string;
  readonly scope?: Predicate;
  /** The data alone prove it: the class's own verdict holds. Else it is a suspicion. */
  readonly proven?: true;
}

/** The defaults of one class; both texts are for Chinese supervisors. */
export interface DefaultClass {
  /** Number of the 2025 list. */
  readonly seq: number;
  /** Where the default comes from. */
  readonly source: string;
  /** Why it may be wrong, and what is left out for that. */
  readonly doubt: string;
  readonly points: readonly DefaultPoint[];
}

const PREFIX = 'DEF-';

/** Whether a point is a default: national and local points are not. */
export function isDefault({ point_ids }: Pick<Point, 'point_ids'>): boolean {
  return point_ids[0]?.startsWith(PREFIX) === true;
}

export function defaultId(seq: number, id: string): string {
  return `${PREFIX}${`${seq}`.padStart(3, '0')}-${id}`;
}
