import type { CodeSet, Point, Rule } from '@shouhu/rules';
import { OPEN_FROM } from '../validity.ts';

/**
 * Judges older services by the knowledge of a day (docs/semantics.md 1): each point valid on that day gets a copy for
 * the services before its rule knew anything of its subject, marked retroactive and at most a suspicion. Services for
 * which there was knowledge stay with it.
 */
export function withRetroactive(rules: readonly Rule[], asOf: number): Rule[] {
  return rules.map((rule) => {
    const earliest = earliestBySubject(rule.points);
    const copies = rule.points.flatMap((point) => retroactiveCopy(point, asOf, earliest));
    return { ...rule, points: [...rule.points, ...copies] };
  });
}

function retroactiveCopy(point: Point, asOf: number, earliest: ReadonlyMap<string, number>): Point[] {
  if (point.retroactive || asOf < point.from || asOf > point.to) return [];
  const known = Math.min(point.from, ...subjectKeys(point).map((key) => earliest.get(key) ?? point.from));
  if (known <= OPEN_FROM) return [];
  return [{ ...point, from: OPEN_FROM, to: known - 1, retroactive: true, verdict: 'suspicion' }];
}

function earliestBySubject(points: readonly Point[]): Map<string, number> {
  const earliest = new Map<string, number>();
  for (const point of points) {
    for (const key of subjectKeys(point)) earliest.set(key, Math.min(point.from, earliest.get(key) ?? point.from));
  }
  return earliest;
}

/** What a point is about, code by code; a pair is about both its sides. */
function subjectKeys(point: Point): string[] {
  switch (point.type) {
    case 'together':
      return keysOf(point.a).flatMap((a) => keysOf(point.b).map((b) => `${a}|${b}`));
    case 'spacing':
      return point.subject === null ? ['admission'] : keysOf(point.subject);
    case 'restrict':
    case 'unpayable':
    case 'price':
    case 'limit':
    case 'needs':
      return keysOf(point.subject);
    case 'record':
    case 'stay':
    case 'overlap':
    case 'reuse':
      return [point.type];
  }
}

function keysOf({ codes, prefixes, names = [] }: CodeSet): string[] {
  return [...codes, ...prefixes.map((prefix) => `${prefix}*`), ...names.map((name) => `名:${name}`)];
}
