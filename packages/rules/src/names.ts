/** Names of items in knowledge, resolved to the codes that rows carry beside such a name (docs/semantics.md 31). */
import { compareCodePoints } from '@shouhu/codes';
import type { Point, Ruleset } from './model.ts';
import type { CodeSet } from './predicate.ts';

/** A code with the name that a row gives it. */
export interface NamedItem {
  readonly item: string;
  readonly name: string;
}

/** Whether any point names an item instead of giving its code. */
export function hasNames({ rules }: Ruleset): boolean {
  return rules.some(({ points }) => points.some((point) => setsOf(point).some(({ names = [] }) => names.length > 0)));
}

/** The ruleset with the codes of its names among the given items; the same ruleset when it has no names. */
export function withNamedItems(ruleset: Ruleset, items: Iterable<NamedItem>): Ruleset {
  if (!hasNames(ruleset)) return ruleset;
  const codes = new Map<string, Set<string>>();
  for (const { item, name } of items) {
    const plain = plainName(name);
    const known = codes.get(plain);
    if (known) known.add(item);
    else codes.set(plain, new Set([item]));
  }
  const resolve = (set: CodeSet): CodeSet => {
    const found = (set.names ?? []).flatMap((name) => [...(codes.get(plainName(name)) ?? [])]);
    if (found.length === 0) return set;
    return { ...set, codes: [...new Set([...set.codes, ...found])].toSorted(compareCodePoints) };
  };
  const rules = ruleset.rules.map((rule) => ({ ...rule, points: rule.points.map((point) => mapSets(point, resolve)) }));
  return { ...ruleset, rules };
}

/** Says whether a name is one that a ruleset has. */
export function nameTest({ rules }: Ruleset): (name: string) => boolean {
  const sets = rules.flatMap(({ points }) => points.flatMap(setsOf));
  const known = new Set(sets.flatMap(({ names = [] }) => names.map(plainName)));
  return (name) => known.has(plainName(name));
}

/** A name as it is compared: NFKC, without blanks, without a remark in brackets at its end. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/[([【][^()[\]【】]*[)\]】]$/, '');
}

function setsOf(point: Point): CodeSet[] {
  const sets: CodeSet[] = [];
  mapSets(point, (set) => {
    sets.push(set);
    return set;
  });
  return sets;
}

/** A point with each of its sets of items replaced. */
function mapSets(point: Point, map: (set: CodeSet) => CodeSet): Point {
  switch (point.type) {
    case 'restrict':
      return point.subject_kind === 'item' ? { ...point, subject: map(point.subject) } : point;
    case 'unpayable':
      return { ...point, subject: map(point.subject), among: map(point.among) };
    case 'price':
      return { ...point, subject: map(point.subject), beside: map(point.beside) };
    case 'together':
      return { ...point, a: map(point.a), b: map(point.b), allowed_with: map(point.allowed_with) };
    case 'limit':
      return { ...point, subject: map(point.subject) };
    case 'spacing':
      return {
        ...point,
        subject: point.subject === null ? null : map(point.subject),
        other: point.other === null ? null : map(point.other),
      };
    case 'needs':
      return { ...point, subject: map(point.subject), items: map(point.items) };
    case 'record':
    case 'stay':
    case 'overlap':
    case 'reuse':
      return point;
  }
}
