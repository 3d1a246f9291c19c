/** Hit rows and the rows they name, made into hits for the shared builder. */
import type { Diagnosis, Line, Operation, Visit } from '@shouhu/claims';
import { fastAmounts } from '../amount.ts';
import { build } from '../build.ts';
import type { Judgement } from '../finding.ts';
import { lineAnchor, visitAnchor, whole, type Charge, type Hit } from '../hit.ts';
import { sceneOf, visitKey, type Scene } from '../scene.ts';
import type { Placed } from './plan.ts';
import { flagCell, maybeNumberCell, maybeTextCell, numberCell, numbersCell, textCell, type SqlRow } from './row.ts';

/** What the executor fetched after the statements ran. */
export interface Fetched {
  /** Rows of every h_ table, in any order. */
  readonly hits: readonly SqlRow[];
  /** The lines the hits name, by lix, and the lines of the visits they judge whole. */
  readonly lines: ReadonlyMap<number, Line>;
  readonly visitLines: readonly Line[];
  /** Rows of the other visits that hits name: vix, fixmedins_code and mdtrt_id. */
  readonly otherVisits: readonly SqlRow[];
  readonly visits: readonly Visit[];
  readonly diagnoses: readonly Diagnosis[];
  readonly operations: readonly Operation[];
  readonly first_day: number;
}

export function judgementOf(points: readonly Placed[], fetched: Fetched): Judgement {
  const lines = intern(fetched);
  const scene = sceneOf({ ...fetched, lines: [...lines.values()], sales: [] });
  const visits = new Map(fetched.visits.map((visit) => [visitKey(visit), visit]));
  const groups = Map.groupBy(fetched.hits, (row) => `${numberCell(row, 'pid')}|${numberCell(row, 'hit')}`);
  const visitOf = (row: SqlRow) => known(visits.get(`${textCell(row, 'fixmedins_code')}|${textCell(row, 'mdtrt_id')}`));
  const others = new Map(fetched.otherVisits.map((row) => [numberCell(row, 'vix'), visitOf(row)]));
  const places: Places = {
    scene,
    line: (lix) => known(lines.get(lineKey(known(fetched.lines.get(lix))))),
    visit: visitOf,
    other: (vix) => known(others.get(vix)),
  };
  const hits = [...groups.values()]
    .map((rows) => ({ pid: numberCell(known(rows[0]), 'pid'), rows }))
    .toSorted((a, b) => a.pid - b.pid)
    .map(({ pid, rows }) => hitOf(known(points[pid]), rows, places));
  return build(hits, scene, fastAmounts);
}

interface Places {
  readonly scene: Scene;
  readonly line: (lix: number) => Line;
  readonly visit: (row: SqlRow) => Visit;
  readonly other: (vix: number) => Visit;
}

/** One object per line, also where a line came in twice. */
function intern({ lines, visitLines }: Fetched): Map<string, Line> {
  const interned = new Map<string, Line>();
  for (const line of [...lines.values(), ...visitLines]) {
    const key = lineKey(line);
    if (!interned.has(key)) interned.set(key, line);
  }
  return interned;
}

function lineKey(line: Line): string {
  return `${line.fixmedins_code}\n${line.line_id}`;
}

function hitOf({ rule, point }: Placed, rows: readonly SqlRow[], { scene, line, visit, other }: Places): Hit {
  const inRole = (role: string) => rows.filter((row) => row['role'] === role);
  const visits = inRole('visit')
    .toSorted((a, b) => numberCell(a, 'ord') - numberCell(b, 'ord'))
    .map(visit);
  const charged = inRole('charge');
  const charges: Charge[] = charged.map((row) => ({ line: line(numberCell(row, 'lix')), num: numberCell(row, 'num') }));
  const related = rows.flatMap((row) => numbersCell(row, 'related'));
  const first = known(charged[0] ?? rows[0]);
  const total = maybeNumberCell(first, 'total');
  const base = {
    rule,
    point,
    decided: flagCell(first, 'decided'),
    related: visits.length > 0 ? [] : related.map(line),
    visits: visits.length > 0 ? [...visits, ...related.map(other)] : [],
    measured: total === null ? null : { total, max: maybeNumberCell(first, 'max') },
  };
  const [subject] = visits;
  if (subject !== undefined) {
    const own = linesCharged(point, subject, scene);
    const anchor = maybeTextCell(first, 'anchor') ?? visitAnchor(subject);
    return { ...base, anchor, ...whole(own), amount_reason: own.length === 0 ? 'no line' : null };
  }
  return {
    ...base,
    anchor: maybeTextCell(first, 'anchor') ?? lineAnchor(known(charges[0]).line),
    charges,
    den: numberCell(first, 'den'),
    amount_reason: point.type === 'price' && point.measure === 'discount' && point.ratio === null ? 'ratio' : null,
  };
}

/** Lines of a judged visit that are at risk: all, those after death, or none where only the record is at fault. */
function linesCharged(point: Placed['point'], visit: Visit, scene: Scene): readonly Line[] {
  if (point.type === 'stay' || point.type === 'spacing') return scene.linesOf(visit);
  if (point.type !== 'overlap') return [];
  const lines = scene.linesOf(visit);
  const { death_day } = visit;
  return point.kind === 'after-death' ? lines.filter(({ day }) => death_day !== null && day > death_day) : lines;
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a hit names a row that was not fetched');
  return value;
}
