/** How often the cases reach each node of the language, each variant of each rule type, and each outcome of both. */
import { evaluate, includes, numberFields, sceneOf, textFields } from '@shouhu/rules';
import type { Judgement, Kleene, Point, Predicate, Row, Rule, Scene } from '@shouhu/rules';
import type { Case } from './case.ts';
import { parameterVariants, typeVariants, variantsOf } from './variants.ts';

const kleene = ['true', 'false', 'unknown'] as const;
const outcomes = ['finding', 'clean', 'undecided'] as const;
const kinds = ['compare', 'compare-fields', 'in', 'age', 'coded', 'share', 'and', 'or', 'not'] as const;
const ops = ['<', '<=', '=', '!=', '>=', '>'] as const;

/** Every node the gate must reach, whether or not it did. */
export const nodes: readonly string[] = [
  'predicate always true',
  'predicate unknown unknown',
  ...kinds.flatMap((kind) => kleene.map((outcome) => `predicate ${kind} ${outcome}`)),
  ...['true', 'false'].map((outcome) => `predicate known ${outcome}`),
  ...['day', 'month', 'year'].flatMap((unit) => kleene.map((outcome) => `age ${unit} ${outcome}`)),
  ...['diagnosis', 'operation'].flatMap((list) => kleene.map((outcome) => `coded ${list} ${outcome}`)),
  ...ops.flatMap((op) => ['true', 'false'].map((outcome) => `operator ${op} ${outcome}`)),
  ...[...numberFields, ...textFields, 'brdy'].map((field) => `field ${field}`),
  ...['rule', 'point'].flatMap((scope) => kleene.map((outcome) => `scope ${scope} ${outcome}`)),
  ...typeVariants.flatMap((variant) => outcomes.map((outcome) => `${variant} ${outcome}`)),
  ...parameterVariants.flatMap((variant) => ['finding', 'clean'].map((outcome) => `${variant} ${outcome}`)),
  'verdict violation',
  'verdict suspicion',
  'retroactive',
  'amount absent',
  'amount 0',
  'amount in part',
  'several points on one anchor',
  'more lines than a finding names',
  'more visits than a finding names',
];

export class Coverage {
  readonly #counts = new Map<string, number>(nodes.map((node) => [node, 0]));

  /** Adds one case with what the reference says of it. */
  add(one: Case, judgement: Judgement): void {
    const reached = new Set<string>();
    const scene = sceneOf(one.world);
    for (const rule of one.ruleset.rules) {
      for (const point of rule.points) reachPoint(reached, rule, point, scene, judgement);
    }
    reachVerdicts(reached, one, judgement);
    reachCrowds(reached, judgement);
    for (const node of reached) {
      const count = this.#counts.get(node);
      if (count !== undefined) this.#counts.set(node, count + 1);
    }
  }

  perNode(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}

function reachPoint(reached: Set<string>, rule: Rule, point: Point, scene: Scene, judgement: Judgement): void {
  const rows = rowsOf(point, scene);
  if (rows.length === 0) return;
  for (const row of rows) {
    reached.add(`scope rule ${nameOf(reach(reached, rule.scope, row, scene))}`);
    reached.add(`scope point ${nameOf(reach(reached, point.scope, row, scene))}`);
    if (point.type === 'restrict') reach(reached, point.require, row, scene);
    if (point.type === 'record' || point.type === 'stay') reach(reached, point.fault, row, scene);
  }
  const outcome = outcomeOf(rule, point, judgement);
  for (const variant of variantsOf(rule, point)) reached.add(`${variant} ${outcome}`);
}

/** Rows a point selects and is in force for. */
function rowsOf(point: Point, scene: Scene): readonly Row[] {
  const { lines, visits } = scene.world;
  const inForce = (row: Row) => point.from <= row.day && row.day <= point.to;
  if (point.type === 'record') return (point.on === 'line' ? lines : visits).filter(inForce);
  if (point.type === 'stay' || point.type === 'overlap') return visits.filter(inForce);
  if (point.type === 'reuse') return scene.world.sales.length === 0 ? [] : lines.filter(inForce);
  if (point.type === 'restrict' && point.subject_kind !== 'item') {
    const list = point.subject_kind;
    return visits.filter(
      (row) => inForce(row) && scene.codesOf(row, list)?.some((code) => includes(point.subject, code)),
    );
  }
  const subject = point.type === 'together' ? point[point.pays === 'a' ? 'a' : 'b'] : point.subject;
  if (subject === null) return visits.filter(inForce);
  return lines.filter((line) => inForce(line) && includes(subject, line.item));
}

function outcomeOf(rule: Rule, point: Point, { findings, undecided }: Judgement): (typeof outcomes)[number] {
  const speaks = (of: Judgement['findings']) =>
    of.some(({ rule_code, knowledge }) => rule_code === rule.rule_code && knowledge.includes(point.point_ids[0] ?? ''));
  return speaks(findings) ? 'finding' : speaks(undecided) ? 'undecided' : 'clean';
}

/** Evaluates a predicate and all its parts, without the short cuts that evaluators take. */
function reach(reached: Set<string>, predicate: Predicate, row: Row, scene: Scene): Kleene {
  const outcome = evaluate(predicate, row, scene);
  const name = nameOf(outcome);
  reached.add(`predicate ${predicate.is} ${name}`);
  switch (predicate.is) {
    case 'compare':
      reached.add(`field ${predicate.field}`);
      reached.add(`operator ${predicate.op} ${name}`);
      break;
    case 'compare-fields':
      reached.add(`field ${predicate.left}`);
      reached.add(`field ${predicate.right}`);
      reached.add(`operator ${predicate.op} ${name}`);
      break;
    case 'in':
    case 'known':
      reached.add(`field ${predicate.field}`);
      break;
    case 'age':
      reached.add('field brdy');
      reached.add(`age ${predicate.unit} ${name}`);
      break;
    case 'coded':
      reached.add(`coded ${predicate.list} ${name}`);
      break;
    case 'and':
    case 'or':
      for (const part of predicate.parts) reach(reached, part, row, scene);
      break;
    case 'not':
      reach(reached, predicate.part, row, scene);
      break;
    case 'always':
    case 'unknown':
    case 'share':
      break;
  }
  return outcome;
}

function nameOf(outcome: Kleene): (typeof kleene)[number] {
  return outcome === null ? 'unknown' : outcome ? 'true' : 'false';
}

/** A finding that names lines names no other visits: which of the two it leaves out its type tells. */
function reachCrowds(reached: Set<string>, { findings, undecided }: Judgement): void {
  for (const { rule_type, evidence } of [...findings, ...undecided]) {
    if ('named_most' in evidence)
      reached.add(`more ${rule_type === 'overlap' ? 'visits' : 'lines'} than a finding names`);
  }
}

function reachVerdicts(reached: Set<string>, { world }: Case, { findings }: Judgement): void {
  for (const { verdict, retroactive, amount_fen, knowledge, lines } of findings) {
    reached.add(`verdict ${verdict}`);
    if (retroactive) reached.add('retroactive');
    if (amount_fen === null) reached.add('amount absent');
    else {
      const charged = new Set(lines.map(({ line_id }) => line_id));
      const inScope = world.lines.filter(({ line_id }) => charged.has(line_id));
      const all = inScope.reduce((sum, { inscp_fen }) => sum + (inscp_fen ?? 0), 0);
      if (amount_fen === 0) reached.add('amount 0');
      else if (amount_fen < all) reached.add('amount in part');
    }
    if (knowledge.length > 2) reached.add('several points on one anchor');
  }
}
