/** Encounters as a till would send them: ten lines of one visit, out of a synthetic county that has passed the import. */
import type { Line, Visit, World } from '@shouhu/claims';
import { holding, openEngine, openLake, rowsOf, worldOf } from '@shouhu/lake';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const LINES_OF_AN_ENCOUNTER = 10;
const LINES_OF_A_HISTORY = 200;

export interface Encounter {
  readonly mdtrt_id: string;
  readonly world: World;
}

export interface Encounters {
  /** Ten lines and nothing else. */
  readonly alone: readonly Encounter[];
  /** The first ten lines of a visit, and the person's 200 lines before it. */
  readonly withHistory: readonly Encounter[];
}

/** Takes encounters of about `persons` persons who have a visit of ten lines, the same ones for the same lake. */
export async function encountersOf(lakePath: string, persons: number): Promise<Encounters> {
  const engine = await openEngine({ spill: join(tmpdir(), 'shouhu-bench-till') });
  try {
    const connection = await engine.connect();
    const lake = await openLake(lakePath);
    const chosen = await rowsOf<{ psn_no: string }>(
      connection,
      `SELECT psn_no FROM (SELECT psn_no, count(*) AS lines FROM ${holding(lake, 'fee_list_d')} GROUP BY psn_no, mdtrt_id)
       GROUP BY psn_no HAVING max(lines) >= ${LINES_OF_AN_ENCOUNTER} ORDER BY sum(lines) >= 260 DESC, md5(psn_no) LIMIT ${persons}`,
    );
    const world = await worldOf(
      connection,
      lake,
      chosen.map(({ psn_no }) => psn_no),
    );
    return split(world);
  } finally {
    engine.closeSync();
  }
}

function split(world: World): Encounters {
  const parts = partsOf(world);
  const alone: Encounter[] = [];
  const withHistory: Encounter[] = [];
  for (const lines of Map.groupBy(world.lines.toSorted(inTime), (line) => line.psn_no).values()) {
    for (const own of Map.groupBy(lines, visitOf).values()) {
      for (let from = 0; from + LINES_OF_AN_ENCOUNTER <= own.length; from += LINES_OF_AN_ENCOUNTER) {
        alone.push(encounter(world, parts, own.slice(from, from + LINES_OF_AN_ENCOUNTER), []));
      }
      const [first] = own;
      if (first === undefined || own.length < LINES_OF_AN_ENCOUNTER) continue;
      const before = lines.slice(0, lines.indexOf(first)).filter((line) => visitOf(line) !== visitOf(first));
      if (before.length < LINES_OF_A_HISTORY) continue;
      const history = before.slice(-LINES_OF_A_HISTORY);
      withHistory.push(encounter(world, parts, own.slice(0, LINES_OF_AN_ENCOUNTER), history));
    }
  }
  return { alone, withHistory };
}

interface Parts {
  readonly visits: ReadonlyMap<string, Visit>;
  readonly diagnoses: ReadonlyMap<string, World['diagnoses']>;
  readonly operations: ReadonlyMap<string, World['operations']>;
  readonly sales: ReadonlyMap<string, World['sales']>;
}

function partsOf({ visits, diagnoses, operations, sales }: World): Parts {
  return {
    visits: new Map(visits.map((visit) => [visitOf(visit), visit])),
    diagnoses: Map.groupBy(diagnoses, (row) => row.mdtrt_id),
    operations: Map.groupBy(operations, (row) => row.mdtrt_id),
    sales: Map.groupBy(sales, (row) => row.line_id ?? ''),
  };
}

function encounter(world: World, parts: Parts, now: readonly Line[], history: readonly Line[]): Encounter {
  const lines = [...history, ...now];
  const mdtrt_ids = [...new Set(lines.map((line) => line.mdtrt_id))];
  return {
    mdtrt_id: now[0]?.mdtrt_id ?? '',
    world: {
      lines,
      visits: [...new Set(lines.map(visitOf))].flatMap((key) => parts.visits.get(key) ?? []),
      diagnoses: mdtrt_ids.flatMap((id) => parts.diagnoses.get(id) ?? []),
      operations: mdtrt_ids.flatMap((id) => parts.operations.get(id) ?? []),
      sales: lines.flatMap((line) => parts.sales.get(line.line_id) ?? []),
      first_day: world.first_day,
    },
  };
}

function visitOf(row: Line | Visit): string {
  return `${row.fixmedins_code}|${row.mdtrt_id}`;
}

function inTime(a: Line, b: Line): number {
  return a.day - b.day || (a.second ?? 0) - (b.second ?? 0) || (a.line_id < b.line_id ? -1 : 1);
}
