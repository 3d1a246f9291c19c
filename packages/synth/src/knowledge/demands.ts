/**
 * What the published points demand of an item, gathered per code from the rulebook's facts. An honest bill satisfies
 * every point that ever named the code; a planted one breaks exactly one of them.
 */
import type { AgeBound, AgeGroup, NationalFacts, PointRow } from '@shouhu/rulebook';
import { hashText } from '../random.ts';
import { kindOf, makeItem } from '../catalogue/item.ts';
import type { Coded, Item } from '../model.ts';
import { isFactOf } from './fact.ts';
import type { FactKind, FactOf } from './fact.ts';

/** Both ends belong to the range; null is open. */
export interface AgeRange {
  readonly from: AgeBound | null;
  readonly to: AgeBound | AgeGroup | null;
}

/** Terms any of which suffices, each with the code prefixes that document it. */
export interface Term {
  readonly name: string;
  readonly prefixes: readonly string[];
}

export interface Demand {
  readonly item: Item;
  readonly points: readonly PointRow[];
  readonly gend: readonly ('1' | '2')[];
  readonly ages: readonly AgeRange[];
  readonly insurance: readonly ('injury' | 'maternity')[];
  readonly care: readonly (readonly ('inpatient' | 'emergency')[])[];
  /** Least rank of the institution. */
  readonly least: number;
  /** Least number of distinct days that some point pays for; null: no point limits them. */
  readonly days: number | null;
  readonly perDay: number | null;
  readonly gap: number | null;
  readonly groups: readonly string[];
  /** What it counts under over days: a careful county bills each to a person once. */
  readonly counted: readonly string[];
  readonly unpayable: 'always' | 'alone' | null;
  readonly internet: boolean;
  /** Per point of the class its terms. */
  readonly indications: readonly (readonly Term[])[];
  readonly firstLine: readonly (readonly Term[])[];
  /** Codes that may not stand beside it. */
  readonly partners: ReadonlySet<string>;
  /** Some point of it is not fully structured, so a careful county does not use it. */
  readonly vague: boolean;
}

/** Demands by code, in the order in which the points name the codes. */
export function gatherDemands(facts: NationalFacts): ReadonlyMap<string, Demand> {
  const drafts = new Map<string, { names: string; points: PointRow[]; partners: Set<string> }>();
  for (const point of facts.points) {
    if (point.codes.length === 0) continue;
    const pair = point.fact.kind === 'pair';
    for (const [at, code] of point.codes.entries()) {
      const draft = drafts.get(code) ?? { names: '', points: [], partners: new Set<string>() };
      if (draft.names === '') draft.names = nameOf(point, at);
      draft.points.push(point);
      if (pair) for (const other of point.codes) if (other !== code) draft.partners.add(other);
      drafts.set(code, draft);
    }
  }
  return new Map(
    [...drafts].map(([code, { names, points, partners }]) => [code, gather(code, names, points, partners, facts)]),
  );
}

const COUNTED: ReadonlySet<string> = new Set<FactKind>(['days', 'span', 'gap', 'operations']);

/** The name of one code; that of a pair joins both, and its order is that of the codes. */
function nameOf(point: PointRow, at: number): string {
  const name = point.fact.kind === 'pair' ? (point.item_name.split('×')[at] ?? point.item_name) : point.item_name;
  return name.replaceAll(/[,"\n\r;]/g, ' ').trim();
}

function gather(
  code: string,
  name: string,
  points: readonly PointRow[],
  partners: ReadonlySet<string>,
  facts: NationalFacts,
): Demand {
  const of = <K extends FactKind>(kind: K): FactOf<K>[] =>
    points.flatMap(({ fact }) => (isFactOf(fact, kind) ? [fact] : []));
  const least = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.min(...values));
  const termLists = (kind: 'indication' | 'first-line'): Term[][] =>
    points.filter((point) => point.fact.kind === kind).map((point) => termsOf(point, kind, facts));
  const unpayable = of('unpayable').map((fact) => fact.when);
  const indications = termLists('indication');
  const firstLine = termLists('first-line');
  return {
    item: publishedItem(code, name),
    points,
    gend: [...new Set(of('sex').map((fact) => fact.gend))],
    ages: of('age').map(({ from, to }) => ({ from, to })),
    insurance: [...new Set(of('insurance').map((fact) => fact.only))],
    care: of('care').map((fact) => fact.only),
    least: Math.max(0, ...of('level').map((fact) => fact.least)),
    days: least([...of('days'), ...of('span')].map((fact) => fact.most)),
    perDay: least(of('per-day').map((fact) => fact.most)),
    gap: points.some((point) => point.fact.kind === 'gap') ? Math.max(...of('gap').map((fact) => fact.days)) : null,
    groups: [...new Set(of('operations').map((fact) => fact.group))],
    counted: [...new Set(points.filter(({ fact }) => COUNTED.has(fact.kind)).map(({ root }) => root))],
    unpayable: unpayable.includes('always') ? 'always' : (unpayable[0] ?? null),
    internet: of('not-internet').length === 0,
    indications,
    firstLine,
    partners,
    vague:
      points.some((point) => point.state !== 'executable') ||
      [...indications, ...firstLine].some((terms) => terms.length === 0),
  };
}

/** Characters of a western drug's code that name its substance. */
const SUBSTANCE = 10;

/**
 * The terms of a point with the codes that can document them: diagnoses of an indication, whose operations the county
 * leaves aside; other substances before a second-line drug, which is never its own first line.
 */
export function termsOf(
  { point_id, codes }: PointRow,
  kind: 'indication' | 'first-line',
  facts: NationalFacts,
): Term[] {
  const named = kind === 'indication' ? facts.indications : facts.firstLine;
  const own = kind === 'indication' ? [] : codes.map((code) => code.slice(0, SUBSTANCE));
  return (named.get(point_id)?.terms ?? []).flatMap((name) => {
    const prefixes = (facts.lexicons[kind].get(name)?.prefixes ?? []).filter(
      (prefix) => /^[A-Z]/.test(prefix) && !own.some((substance) => prefix.startsWith(substance)),
    );
    return prefixes.length === 0 ? [] : [{ name, prefixes }];
  });
}

/** Invented prices of what every day of a stay is charged for: bed, nursing, rounds. */
const DAILY_YUAN: Readonly<Record<string, number>> = {
  '001109000010000': 48,
  '001201000040000': 22,
  '001102000050000': 18,
};

/** A published code as a billable item; its invented price and share depend on the code alone. */
function publishedItem(code: string, name: string): Item {
  const hash = hashText(code);
  const kind = kindOf(code);
  const yuan =
    kind === 'herb' ? 1 + (hash % 8) : kind === 'service' ? (DAILY_YUAN[code] ?? 10 + (hash % 400)) : 5 + (hash % 180);
  const cents = kind === 'herb' ? 100 + (hash % 9900) : yuan * 10_000 + ((hash >>> 9) % 100) * 100;
  const own = kind === 'western' || kind === 'patent' ? ((hash >>> 20) % 3) * 1000 : 0;
  return makeItem({ code, name, kind, pric: kind === 'herb' ? cents * 10 : cents, selfpay_prop: own });
}

/** A full diagnosis code that begins with a prefix of a term: `C50` becomes `C50.900`. */
export function diagnosisOf(term: Term, at: number): Coded {
  const prefix = term.prefixes[at % term.prefixes.length] ?? '';
  return { code: completed(prefix), name: term.name.replaceAll(/[,"\n\r]/g, ' ') };
}

function completed(prefix: string): string {
  if (/^[A-Z]\d$/.test(prefix)) return `${prefix}0.900`;
  if (/^[A-Z]\d\d$/.test(prefix)) return `${prefix}.900`;
  if (/^[A-Z]\d\d\.$/.test(prefix)) return `${prefix}900`;
  if (/^[A-Z]\d\d\.\d{1,2}$/.test(prefix)) return prefix.padEnd(7, '0');
  if (/^[A-Z]\d\d\.x$/.test(prefix)) return `${prefix}00`;
  return prefix;
}
