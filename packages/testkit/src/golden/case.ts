/** Golden cases: what each national class finds, leaves alone, decides on its boundary, and cannot decide. */
import type { World } from '@shouhu/claims';
import type { NamedItem, Point, Rule } from '@shouhu/rules';

export const goldenKinds = ['violation', 'clean', 'boundary', 'undecided'] as const;
type GoldenKind = (typeof goldenKinds)[number];

/** A finding with its amount and charged lines, nothing, or something left open for a reason. */
export type Expected =
  | 'clean'
  | { readonly amount: number | null; readonly lines: readonly string[] }
  | { readonly open: string };

export interface GoldenCase {
  readonly kind: GoldenKind;
  readonly title: string;
  readonly world: Partial<World>;
  readonly named?: readonly NamedItem[];
  readonly expected: Expected;
}

export interface GoldenClass {
  /** Number of the 2025 list. */
  readonly seq: number;
  /** Kinds that logic rules out, with the reason. */
  readonly impossible: Partial<Record<GoldenKind, string>>;
  /** The cases, and the rule with the points that they are about. */
  readonly build: (rule: Rule) => { readonly rule: Rule; readonly cases: readonly GoldenCase[] };
}

type Impossible = GoldenClass['impossible'];

/** Cases about all points of a class. */
export function ofClass(seq: number, cases: readonly GoldenCase[], impossible: Impossible = {}): GoldenClass {
  return { seq, impossible, build: (rule) => ({ rule, cases }) };
}

/** Cases about the first point of a published class that is like this; `cases` are made for it. */
export function ofPoint<P extends Point>(
  seq: number,
  like: (point: Point) => point is P,
  cases: (point: P) => readonly GoldenCase[],
  impossible: Impossible = {},
): GoldenClass {
  return {
    seq,
    impossible,
    build: (rule) => {
      const point = rule.points.find(like);
      if (point === undefined) throw new RangeError(`no such point: ${rule.rule_name}`);
      return { rule: { ...rule, points: [point] }, cases: cases(point) };
    },
  };
}

/** A finding; its lines are charged with the amount. */
export function finds(
  title: string,
  world: Partial<World>,
  amount: number | null,
  ...lines: readonly string[]
): GoldenCase {
  return { kind: 'violation', title, world, expected: { amount, lines } };
}

export function leaves(title: string, world: Partial<World>): GoldenCase {
  return { kind: 'clean', title, world, expected: 'clean' };
}

/** A case on the boundary, with what is expected there. */
export function edge(title: string, world: Partial<World>, expected: Expected = 'clean'): GoldenCase {
  return { kind: 'boundary', title, world, expected };
}

export function cannot(title: string, world: Partial<World>, open: string): GoldenCase {
  return { kind: 'undecided', title, world, expected: { open } };
}
