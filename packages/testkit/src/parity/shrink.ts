/** Makes a case small while it still fails: fewer rules, points, persons, rows, conditions, filled fields. */
import type { World } from '@shouhu/claims';
import type { Point, Predicate, Row, Rule } from '@shouhu/rules';
import { always } from '../world.ts';
import type { Case } from './case.ts';

/** Which of some variants of a case still show what is looked for. */
export type Fails = (variants: readonly Case[]) => Promise<readonly boolean[]>;

/**
 * Takes the smallest failing variant until none fails, or `steps` are spent.
 * @returns the given case when nothing smaller fails
 */
export async function shrink(given: Case, fails: Fails, steps = 200): Promise<Case> {
  let best = given;
  for (let step = 0; step < steps; step += 1) {
    const variants = [...variantsOf(best)];
    const failing = await fails(variants);
    const smaller = variants.find((_, at) => failing[at] === true);
    if (smaller === undefined) return best;
    best = smaller;
  }
  return best;
}

/** Smaller cases, those that drop most first. */
function* variantsOf(one: Case): Generator<Case> {
  const { rules } = one.ruleset;
  for (const next of without(rules)) yield withRules(one, next);
  for (const psn_no of new Set(one.world.lines.map((line) => line.psn_no))) yield withoutPerson(one, psn_no);
  for (const [at, rule] of rules.entries()) {
    for (const points of without(rule.points)) yield withRules(one, rules.with(at, { ...rule, points }));
  }
  for (const table of ['visits', 'lines', 'diagnoses', 'operations', 'sales'] as const) {
    for (let at = 0; at < one.world[table].length; at += 1) {
      yield withWorld(one, { ...one.world, [table]: one.world[table].toSpliced(at, 1) });
    }
  }
  for (const [at, rule] of rules.entries()) {
    for (const smaller of simplerRules(rule)) yield withRules(one, rules.with(at, smaller));
  }
  yield* simplerRows(one);
}

function without<T>(list: readonly T[]): T[][] {
  return list.length < 2 ? [] : list.map((_, at) => list.toSpliced(at, 1));
}

function withRules(one: Case, rules: readonly Rule[]): Case {
  return { ...one, ruleset: { ...one.ruleset, rules } };
}

function withWorld(one: Case, world: World): Case {
  return { ...one, world };
}

function withoutPerson(one: Case, psn_no: string): Case {
  const { lines, visits, sales } = one.world;
  const others = <T extends { psn_no: string | null }>(rows: readonly T[]) =>
    rows.filter((row) => row.psn_no !== psn_no);
  return withWorld(one, { ...one.world, lines: others(lines), visits: others(visits), sales: others(sales) });
}

function simplerRules(rule: Rule): Rule[] {
  return [
    ...simplerPredicates(rule.scope).map((scope) => ({ ...rule, scope })),
    ...rule.points.flatMap((point, at) =>
      simplerPoints(point).map((smaller) => ({ ...rule, points: rule.points.with(at, smaller) })),
    ),
  ];
}

function simplerPoints(point: Point): Point[] {
  const plain = { verdict: null, retroactive: false };
  const unlike = point.verdict !== null || point.retroactive ? [{ ...point, ...plain }] : [];
  const scopes = simplerPredicates(point.scope).map((scope) => ({ ...point, scope }));
  if (point.type === 'restrict') {
    return [...unlike, ...scopes, ...simplerPredicates(point.require).map((require) => ({ ...point, require }))];
  }
  if (point.type === 'record' || point.type === 'stay') {
    return [...unlike, ...scopes, ...simplerPredicates(point.fault).map((fault) => ({ ...point, fault }))];
  }
  return [...unlike, ...scopes];
}

function simplerPredicates(predicate: Predicate): Predicate[] {
  const plainer: Predicate[] = predicate.is === 'always' ? [] : [always];
  if (predicate.is === 'not') {
    return [...plainer, predicate.part, ...simplerPredicates(predicate.part).map((part) => ({ ...predicate, part }))];
  }
  if (predicate.is !== 'and' && predicate.is !== 'or') return plainer;
  const { parts } = predicate;
  return [
    ...plainer,
    ...parts,
    ...without(parts).map((fewer) => ({ ...predicate, parts: fewer })),
    ...parts.flatMap((part, at) =>
      simplerPredicates(part).map((smaller) => ({ ...predicate, parts: parts.with(at, smaller) })),
    ),
  ];
}

const needed = new Set(['psn_no', 'fixmedins_code', 'mdtrt_id', 'line_id', 'day', 'item', 'cnt', 'amount_fen']);

/** One field of one row emptied at a time; flags and ids stay. */
function* simplerRows(one: Case): Generator<Case> {
  const { lines, visits } = one.world;
  for (const [at, line] of lines.entries()) {
    for (const row of emptied(line)) yield withWorld(one, { ...one.world, lines: lines.with(at, row) });
  }
  for (const [at, visit] of visits.entries()) {
    for (const row of emptied(visit)) yield withWorld(one, { ...one.world, visits: visits.with(at, row) });
  }
}

function emptied<R extends Row>(row: R): R[] {
  return Object.entries(row)
    .filter(([field, value]) => value !== null && !needed.has(field) && !field.endsWith('_known'))
    .map(([field]) => ({ ...row, [field]: null }));
}
