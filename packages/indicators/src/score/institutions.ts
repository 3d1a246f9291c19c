/** Institutions in the order of their risk, each with its peers and what the score is made of. */
import { compareCodePoints } from '@shouhu/codes';
import { rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import { indicators } from '../definitions/index.ts';
import { gather, modelRows } from '../model/features.ts';
import { opinionOf } from '../model/model.ts';
import type { Model, Opinion } from '../model/model.ts';
import { riskOf } from './risk.ts';
import type { Part, Row } from './risk.ts';

/** One object of OUT/institutions.jsonl, in its key order (docs/formats.md). */
export interface RankedInstitution {
  readonly rank: number;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly fixmedins_type: string | null;
  readonly peer_group: string;
  readonly peer_rank: number;
  readonly peers: number;
  readonly score: number;
  readonly parts: readonly (Part & { readonly indicator_name: string })[];
  /** What a trained model says, where one was given. */
  readonly model: Opinion | null;
}

interface Place {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly fixmedins_type: string | null;
  readonly peer_group: string;
}

/** Rows that may speak against an institution, z positive on the suspicious side. Reads i_value. */
async function suspicious(connection: DuckDBConnection): Promise<Row[]> {
  const weighed = indicators.filter(({ weight, direction }) => weight > 0 && direction !== 'none');
  const values = weighed.map(({ id, weight, direction }) => `('${id}', ${weight}, ${direction === 'low' ? -1 : 1})`);
  return rowsOf<Row>(
    connection,
    `SELECT v.level, fixmedins_code, dept, dr, v.indicator, z * side AS z, value, peer_median, weight
     FROM i_value v JOIN (VALUES ${values.join(', ')}) w(indicator, weight, side) USING (indicator)
     WHERE month IS NULL AND z * side > 0 ORDER BY ALL`,
  );
}

/** All institutions with visits, ranked by score, whatever the model says. Reads i_value and i_place. */
export async function rankInstitutions(connection: DuckDBConnection, model?: Model): Promise<RankedInstitution[]> {
  const places = await rowsOf<Place>(
    connection,
    `SELECT fixmedins_code, fixmedins_name, fixmedins_type, ${PEER_LABEL} AS peer_group FROM i_place ORDER BY fixmedins_code`,
  );
  const byPlace = Map.groupBy(await suspicious(connection), ({ fixmedins_code }) => fixmedins_code);
  const opinions = await opinionsOf(connection, model);
  const names = new Map(indicators.map(({ id, name }) => [id, name]));
  const ranked = places
    .map((place) => ({ place, risk: riskOf(place.fixmedins_code, byPlace.get(place.fixmedins_code) ?? []) }))
    .toSorted(
      (a, b) => b.risk.score - a.risk.score || compareCodePoints(a.place.fixmedins_code, b.place.fixmedins_code),
    );
  const groups = Map.groupBy(ranked, ({ place }) => place.peer_group);
  return ranked.map((entry, at) => {
    const peers = groups.get(entry.place.peer_group) ?? [];
    return {
      rank: at + 1,
      ...entry.place,
      peer_rank: peers.indexOf(entry) + 1,
      peers: peers.length,
      score: entry.risk.score,
      parts: entry.risk.parts.map(({ indicator, ...rest }) => ({
        indicator,
        indicator_name: names.get(indicator) ?? indicator,
        ...rest,
      })),
      model: opinions?.(entry.place.fixmedins_code) ?? null,
    };
  });
}

async function opinionsOf(
  connection: DuckDBConnection,
  model: Model | undefined,
): Promise<((fixmedins_code: string) => Opinion) | undefined> {
  if (model === undefined) return undefined;
  const cases = gather('', await rowsOf(connection, modelRows('i_value')));
  const zs = new Map(cases.map(({ fixmedins_code, z }) => [fixmedins_code, z]));
  return (fixmedins_code) => opinionOf(model, zs.get(fixmedins_code) ?? new Map());
}

/** Rank within peers is told among institutions of one kind and tier. */
const PEER_LABEL = `CASE fixmedins_type WHEN '2' THEN '零售药店' ELSE CASE WHEN hosp_lv >= 2 THEN '二级以上医疗机构' ELSE '基层医疗机构' END END`;
