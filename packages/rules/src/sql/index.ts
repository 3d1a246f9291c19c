/** A ruleset as SQL: knowledge to load, one statement per rule type, and the queries that fetch what they found. */
import type { RuleType, Ruleset } from '../model.ts';
import { predicatesOf } from '../explain.ts';
import { involved } from './involved.ts';
import { judgesVisits, knowledgeOf } from './knowledge.ts';
import { fieldsOf, readsStay } from './fields.ts';
import type { KnowledgeTable, Placed, Statement } from './plan.ts';
import { columnsOf, prepare } from './prepare.ts';
import { statements } from './types/index.ts';

export { judgementOf } from './decode.ts';
export type { Fetched } from './decode.ts';
export type { Cell, Columns, KnowledgeTable, Placed, Statement } from './plan.ts';
export { lineOf, numberCell, textCell, visitOf, type SqlRow } from './row.ts';

export interface SqlProgram {
  readonly tables: readonly KnowledgeTable[];
  /** In the order they run; after them the tables h_<type> hold the hit rows. */
  readonly statements: readonly Statement[];
  /** Types that have points. */
  readonly types: readonly RuleType[];
  /** Points by pid. */
  readonly points: readonly Placed[];
  /** Codes of the rules that a field absent throughout leaves undecided, in part or in whole. */
  readonly blind: readonly string[];
  /** Frees the tables that grow with the data, once everything is fetched. */
  readonly free: string;
  /** Queries for the rows that the hits name. */
  readonly fetch: Readonly<
    Record<'hits' | 'lines' | 'visitLines' | 'otherVisits' | 'visits' | 'diagnoses' | 'operations' | 'unknown', string>
  >;
}

export interface CompileOptions {
  /** Judged fields that no row has. */
  readonly absent: readonly string[];
  /** First civil day of the data. */
  readonly first_day: number;
}

/**
 * Compiles a ruleset. The statements read j_line, j_visit, j_diagnosis, j_operation and j_sale, with the columns of
 * the judged claim model, and write temporary tables.
 */
export function compileSql(ruleset: Ruleset, options: CompileOptions): SqlProgram {
  const { tables, needs, shapes, points, visitPoints } = knowledgeOf(ruleset, new Set(options.absent));
  const types = [...shapes.keys()].toSorted();
  const byType = Map.groupBy(points, ({ point }) => point.type);
  const typed = types.map((type) => {
    const own = byType.get(type) ?? [];
    const book = shapes.get(type) ?? { shapes: [], coded: 0, shares: 0 };
    return {
      name: type,
      sql: statements[type]({
        shapes: book,
        lines: own.some(({ point }) => !judgesVisits(point)),
        visits: visitPoints.get(type) ?? [],
        first_day: options.first_day,
      }),
    };
  });
  const { table, statement, fetch } = involved({
    types,
    fields: columnsOf(needs),
    lines: needs.lines,
    visits: needs.visits,
    points: points.map((known) => [known.rule_ix, known.absent, needsVisitLines(known)]),
  });
  return {
    tables: [...tables, table],
    statements: [...prepare(needs), ...typed, ...statement],
    types,
    points,
    blind: [...new Set(points.flatMap(({ rule, absent }) => (absent === null ? [] : [rule.rule_code])))],
    fetch,
    free: [...growing, ...types.map((type) => `h_${type}`)].map((name) => `drop table if exists ${name};`).join(' '),
  };
}

/** Tables that hold rows of the data, beside the hits of each type. */
const growing = [
  't_line',
  't_crowd',
  't_sweep',
  't_visit',
  't_coded',
  't_stay',
  't_share',
  't_resold',
  't_box',
  't_hit',
  't_hit_visit',
];

/** Whether a hit is told with all lines of its visit. */
function needsVisitLines({ rule, point }: Placed): boolean {
  const alone = point.type === 'unpayable' && point.when === 'alone';
  const byShare = [rule.scope, point.scope].flatMap(fieldsOf).includes('share_total');
  return alone || byShare || chargesVisit(point) || explainsStay(point);
}

/** Whether the lines of the judged visit are charged. */
function chargesVisit(point: Placed['point']): boolean {
  return point.type === 'stay' || point.type === 'overlap' || (point.type === 'spacing' && point.subject === null);
}

/** Whether the evidence sums over the lines of a visit. */
function explainsStay(point: Placed['point']): boolean {
  return predicatesOf(point).flatMap(fieldsOf).some(readsStay);
}
