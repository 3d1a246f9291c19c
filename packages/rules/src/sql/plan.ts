/** What each rule type makes of a point: the condition, the coded sides and the columns its statement reads. */
import type { Point, Rule } from '../model.ts';
import type { CodeSet, Predicate } from '../predicate.ts';
import type { ColumnType } from './dialect.ts';
import type { Domain } from './sets.ts';
import type { KeyWindow } from '../window.ts';

export type Cell = string | number | boolean | readonly string[] | null;

/** A side of a point: lines (or a visit's codes) of a set. */
interface Side {
  readonly role: string;
  readonly domain: Extract<Domain, 'item' | 'diagnosis' | 'operation'>;
  readonly set: CodeSet;
  /** What a line must meet for the side to matter; read where the set is universal, to leave lines out early. */
  readonly when: Predicate;
  /** Lines beside the judged one, which matter whether or not the point is in force on their own day. */
  readonly anyDay?: true;
  /** Of a universal side: only lines of windows that hold more than so many different things matter. */
  readonly crowd?: Crowd;
}

/** Windows that may exceed a limit, as far as one column and the lines' own fields tell. */
export interface Crowd {
  readonly window: KeyWindow;
  readonly measure: 'visits' | 'kinds';
  readonly max: number;
}

export interface PointPlan {
  /** Standing within the scopes, and what else one row alone decides. */
  readonly condition: Predicate;
  readonly sides: readonly Side[];
  readonly values: Readonly<Record<string, Cell>>;
}

export type Columns = Readonly<Record<string, ColumnType>>;

/** A point with the rule that joins it. */
export interface Placed<P extends Point = Point> {
  readonly rule: Rule;
  readonly point: P;
}

/** A table of knowledge to load before the statements run. */
export interface KnowledgeTable {
  readonly name: string;
  readonly columns: Columns;
  readonly rows: readonly (readonly Cell[])[];
}

/** One statement, with the name it is timed and reviewed by. */
export interface Statement {
  readonly name: string;
  readonly sql: string;
}
