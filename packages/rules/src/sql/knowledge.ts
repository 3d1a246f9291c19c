/** The points of a ruleset as rows: literals in columns, sides as numbered sets, conditions as numbered shapes. */
import type { Point, RuleType, Ruleset } from '../model.ts';
import { absentOf } from './absent.ts';
import type { Cell, Columns, KnowledgeTable, Placed, PointPlan } from './plan.ts';
import { fieldsOf, type SqlField } from './fields.ts';
import type { Sweep } from './crowd.ts';
import type { Needs } from './prepare.ts';
import { isUniversal, setBook, type Domain } from './sets.ts';
import { onCandidate, onLine, shapeOf, type Shape, type ShapeBook } from './slots.ts';
import type { VisitPoint } from './types/columns.ts';
import { columnsOfType, planOf } from './types/index.ts';
import { aloneContexts } from './types/unpayable.ts';

export interface Knowledge {
  readonly tables: readonly KnowledgeTable[];
  readonly needs: Needs;
  readonly shapes: ReadonlyMap<RuleType, ShapeBook>;
  /** Points by pid. */
  readonly points: readonly Known[];
  /** Those that judge visits, by type. */
  readonly visitPoints: ReadonlyMap<RuleType, readonly VisitPoint[]>;
}

/** A point with its rule's place in the ruleset and the absent fields that leave it undecided. */
interface Known extends Placed {
  readonly rule_ix: number;
  readonly absent: string | null;
}

interface Planned extends Known {
  readonly pid: number;
  readonly plan: PointPlan;
  readonly shape: Shape;
}

export function knowledgeOf(ruleset: Ruleset, absent: ReadonlySet<string>): Knowledge {
  const sets = setBook();
  const points: Planned[] = [];
  ruleset.rules.forEach((rule, rule_ix) => {
    for (const point of rule.points) {
      const plan = planOf({ rule, point });
      const shape = shapeOf(plan.condition, sets);
      points.push({ pid: points.length, rule_ix, rule, point, plan, shape, absent: absentOf(point, plan, absent) });
    }
  });
  const byType = Map.groupBy(points, ({ point }) => point.type);
  const books = new Map([...byType].map(([type, own]) => [type, shapeBookOf(own)]));
  const sides = points.flatMap(({ pid, point, plan }) =>
    plan.sides.map(({ role, domain, set }) => [
      pid,
      point.type,
      role,
      sets.idOf(domain, set),
      domain,
      isUniversal(set),
    ]),
  );
  const coded = points.flatMap(({ pid, point, shape }) =>
    shape.coded.map(({ list, set_id }) => [pid, list, set_id, judgedRows(point)]),
  );
  const rows = sets.rows();
  return {
    points,
    visitPoints: visitPointsOf(points),
    shapes: books,
    needs: needsOf(points, new Set(rows.filter((row) => row.is_prefix).map((row) => row.domain))),
    tables: [
      {
        name: 'k_set',
        columns: { set_id: 'INTEGER', domain: 'VARCHAR', code: 'VARCHAR', is_prefix: 'BOOLEAN' },
        rows: rows.map(({ set_id, domain, code, is_prefix }) => [set_id, domain, code, is_prefix]),
      },
      {
        name: 'k_side',
        columns: {
          pid: 'INTEGER',
          type: 'VARCHAR',
          role: 'VARCHAR',
          set_id: 'INTEGER',
          domain: 'VARCHAR',
          universal: 'BOOLEAN',
        },
        rows: sides,
      },
      {
        name: 'k_coded',
        columns: { pid: 'INTEGER', list: 'VARCHAR', set_id: 'INTEGER', judged: 'VARCHAR' },
        rows: coded,
      },
      ...(byType.has('unpayable') ? aloneContexts(points, sets) : []),
      ...[...byType].map(([type, own]) => pointTable(type, own, books)),
    ],
  };
}

/** Shapes of a type, those of most points first: the common ones are found early. */
function shapeBookOf(points: readonly Planned[]): ShapeBook {
  const uses = Map.groupBy(points, ({ shape }) => shape.sql);
  return {
    shapes: [...uses].toSorted(([, a], [, b]) => b.length - a.length).map(([sql]) => sql),
    coded: Math.max(0, ...points.map(({ shape }) => shape.coded.length)),
    shares: Math.max(0, ...points.map(({ shape }) => shape.shares.length)),
  };
}

function pointTable(
  type: RuleType,
  points: readonly Planned[],
  books: ReadonlyMap<RuleType, ShapeBook>,
): KnowledgeTable {
  const shapes = new Map(books.get(type)?.shapes.map((sql, index) => [sql, index]));
  const widest = (of: (shape: Shape) => readonly unknown[]) =>
    Math.max(0, ...points.map(({ shape }) => of(shape).length));
  const own = columnsOfType[type];
  const slots = {
    ...columns(
      'n',
      widest((shape) => shape.numbers),
      'BIGINT',
    ),
    ...columns(
      's',
      widest((shape) => shape.texts),
      'VARCHAR[]',
    ),
    ...columns(
      'c',
      widest((shape) => shape.coded),
      'INTEGER',
    ),
    ...columns(
      'h',
      widest((shape) => shape.shares),
      'INTEGER',
    ),
  };
  const base = { pid: 'INTEGER', from_day: 'INTEGER', to_day: 'INTEGER', policy: 'BOOLEAN', shape: 'INTEGER' } as const;
  const rows = points.map(({ pid, rule, point, plan, shape }) => {
    const literals: Record<string, Cell> = Object.fromEntries([
      ...shape.numbers.map((value, index) => [`n${index + 1}`, value]),
      ...shape.texts.map((value, index) => [`s${index + 1}`, value]),
      ...shape.coded.map(({ set_id }, index) => [`c${index + 1}`, set_id]),
      ...shape.shares.map((set_id, index) => [`h${index + 1}`, set_id]),
    ]);
    const policy = rule.rule_class === 'policy';
    return [
      pid,
      point.from,
      point.to,
      policy,
      shapes.get(shape.sql) ?? null,
      ...Object.keys(own).map((name) => plan.values[name] ?? null),
      ...Object.keys(slots).map((name) => literals[name] ?? null),
    ];
  });
  return { name: `k_${type}`, columns: { ...base, ...own, ...slots }, rows };
}

function columns(letter: string, count: number, type: Columns[string]): Columns {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index + 1}`, type]));
}

function needsOf(points: readonly Planned[], expanded: ReadonlySet<Domain>): Needs {
  const sides = points.flatMap(({ pid, point, plan }) => plan.sides.map((side) => ({ pid, point, side })));
  const universal = sides.filter(({ side }) => side.domain === 'item' && isUniversal(side.set));
  const sweeps = universal.map(({ pid, point, side }): Sweep => {
    const inForce = (row: 'l' | 'r') =>
      side.anyDay === true ? '' : `${row}.day between ${point.from} and ${point.to} and `;
    const within = (row: 'l' | 'r', when: string) => `(${inForce(row)}${when} is distinct from false)`;
    return {
      pid,
      type: point.type,
      role: side.role,
      onLine: within('l', onLine(side.when)),
      onCandidate: within('r', onCandidate(side.when)),
      crowd: side.crowd,
    };
  });
  const fields = (some: readonly Planned[]) =>
    new Set(some.flatMap(({ plan }): SqlField[] => fieldsOf(plan.condition)));
  const visitTypes = new Set(points.filter(({ point }) => judgesVisits(point)).map(({ point }) => point.type));
  return {
    types: new Set(points.map(({ point }) => point.type)),
    fields: fields(points),
    visitFields: fields(points.filter(({ point }) => visitTypes.has(point.type))),
    expanded,
    sweeps,
    lines: sides.some(({ side }) => side.domain === 'item') || points.some(({ point }) => point.type === 'reuse'),
    visits: points.some(({ point }) => judgesVisits(point)),
    coded: points.some(({ shape }) => shape.coded.length > 0),
  };
}

function visitPointsOf(points: readonly Planned[]): Map<RuleType, VisitPoint[]> {
  const own = points.filter(({ point }) => judgesVisits(point));
  const byType = Map.groupBy(own, ({ point }) => point.type);
  const when = ({ pid, plan }: Planned): VisitPoint => ({ pid, when: onCandidate(plan.condition) });
  return new Map([...byType].map(([type, of]) => [type, of.map(when)]));
}

/** What selects the rows a point judges: its items, nothing (all visits), or a box sold again. */
function judgedRows(point: Point): string {
  return judgesVisits(point) ? 'visits' : point.type === 'reuse' ? 'boxes' : 'items';
}

/** Whether the rows a point judges are visits. */
export function judgesVisits(point: Point): boolean {
  if (point.type === 'restrict') return point.subject_kind !== 'item';
  if (point.type === 'record') return point.on === 'visit';
  if (point.type === 'spacing') return point.subject === null;
  return point.type === 'stay' || point.type === 'overlap';
}
