/** Changes of a world that may not change what is found; each needs no oracle. */
import type { Line, Visit, World } from '@shouhu/claims';
import type { Judgement, Point, Predicate, Ruleset } from '@shouhu/rules';
import type { Case } from './case.ts';
import type { Dice } from './dice.ts';
import { isRelativeDay } from './vocabulary.ts';

export type Judge = (ruleset: Ruleset, world: World) => Judgement;

/** Days of 28 years: the calendar repeats, weekdays and leap days included. */
const TWENTY_EIGHT_YEARS = 10_227;

/** Names of the relations a case breaks; empty when all hold. `stranger` is another case of the same ruleset. */
export function brokenRelations(judge: Judge, one: Case, stranger: Case, dice: Dice): string[] {
  const { ruleset, world } = one;
  const said = JSON.stringify(judge(ruleset, world));
  const checks: [string, () => boolean][] = [
    ['order of rows', () => JSON.stringify(judge(ruleset, shuffled(world, dice))) === said],
    ['split by persons', () => crossesPersons(ruleset) || JSON.stringify(apart(judge, one)) === said],
    ['an unrelated person', () => JSON.stringify(of(one, judge(ruleset, merged([world, stranger.world])))) === said],
    ['28 years later', () => timeless(judge(later(ruleset), laterWorld(world))) === timeless(judge(ruleset, world))],
  ];
  return checks.filter(([, holds]) => !holds()).map(([name]) => name);
}

function shuffled(world: World, dice: Dice): World {
  return {
    lines: dice.shuffled(world.lines),
    visits: dice.shuffled(world.visits),
    diagnoses: dice.shuffled(world.diagnoses),
    operations: dice.shuffled(world.operations),
    sales: dice.shuffled(world.sales),
    first_day: world.first_day,
  };
}

/** Worlds of one first day side by side. */
export function merged(worlds: readonly World[]): World {
  return {
    lines: worlds.flatMap(({ lines }) => lines),
    visits: worlds.flatMap(({ visits }) => visits),
    diagnoses: worlds.flatMap(({ diagnoses }) => diagnoses),
    operations: worlds.flatMap(({ operations }) => operations),
    sales: worlds.flatMap(({ sales }) => sales),
    first_day: worlds[0]?.first_day ?? 0,
  };
}

/** What a judgement of many cases says of one. */
function of({ prefix }: Case, { findings, undecided }: Judgement): Judgement {
  return {
    findings: findings.filter(({ psn_no }) => psn_no.startsWith(prefix)),
    undecided: undecided.filter(({ psn_no }) => psn_no.startsWith(prefix)),
  };
}

/** A box may be sold to two persons; nothing else joins them. */
function crossesPersons({ rules }: Ruleset): boolean {
  return rules.some(({ points }) => points.some(({ type }) => type === 'reuse'));
}

function apart(judge: Judge, { ruleset, world }: Case): Judgement {
  const persons = new Set([...world.lines, ...world.visits].map(({ psn_no }) => psn_no));
  const parts = [...persons].map((psn_no) =>
    judge(ruleset, {
      ...world,
      lines: world.lines.filter((line) => line.psn_no === psn_no),
      visits: world.visits.filter((visit) => visit.psn_no === psn_no),
    }),
  );
  return {
    findings: byId(parts.flatMap(({ findings }) => findings)),
    undecided: byId(parts.flatMap((part) => part.undecided)),
  };
}

function byId<T extends { finding_id: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => (a.finding_id < b.finding_id ? -1 : 1));
}

/** What is found without its dates, nor the ids that are made of them. */
function timeless({ findings, undecided }: Judgement): string {
  const plain = [...findings, ...undecided].map((entry) =>
    JSON.stringify({ ...entry, finding_id: '', service_date: '', message: '', evidence: {} }),
  );
  return plain.toSorted().join('\n');
}

function laterWorld(world: World): World {
  return {
    ...world,
    first_day: world.first_day + TWENTY_EIGHT_YEARS,
    lines: world.lines.map((line): Line => ({
      ...line,
      day: after(line.day),
      brdy: afterOrNull(line.brdy),
      updt_day: afterOrNull(line.updt_day),
    })),
    visits: world.visits.map((visit): Visit => ({
      ...visit,
      day: after(visit.day),
      brdy: afterOrNull(visit.brdy),
      end_day: afterOrNull(visit.end_day),
      death_day: afterOrNull(visit.death_day),
    })),
    sales: world.sales.map((sale) => ({ ...sale, day: after(sale.day) })),
  };
}

function later(ruleset: Ruleset): Ruleset {
  return {
    ...ruleset,
    rules: ruleset.rules.map((rule) => ({
      ...rule,
      scope: laterPredicate(rule.scope),
      points: rule.points.map(laterPoint),
    })),
  };
}

function laterPoint(point: Point): Point {
  const moved = { from: after(point.from), to: after(point.to), scope: laterPredicate(point.scope) };
  if (point.type === 'restrict') return { ...point, ...moved, require: laterPredicate(point.require) };
  if (point.type === 'record' || point.type === 'stay')
    return { ...point, ...moved, fault: laterPredicate(point.fault) };
  return { ...point, ...moved };
}

function laterPredicate(predicate: Predicate): Predicate {
  if (predicate.is === 'compare' && isRelativeDay(predicate.field)) {
    return { ...predicate, value: after(predicate.value) };
  }
  if (predicate.is === 'and' || predicate.is === 'or') {
    return { ...predicate, parts: predicate.parts.map(laterPredicate) };
  }
  return predicate.is === 'not' ? { ...predicate, part: laterPredicate(predicate.part) } : predicate;
}

function after(day: number): number {
  return day + TWENTY_EIGHT_YEARS;
}

function afterOrNull(day: number | null): number | null {
  return day === null ? null : after(day);
}
