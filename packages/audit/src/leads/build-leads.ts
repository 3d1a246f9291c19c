/** Joins what a run found into leads, ranks them, and writes their lines. */
import { chmod } from 'node:fs/promises';
import { compareCodePoints } from '@shouhu/codes';
import { namedLinesInDetail, quote, rowsOf } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import type { Found } from '@shouhu/schemes';
import type { DuckDBConnection } from '@duckdb/node-api';
import { loadTable } from '../engine/load.ts';
import { draftOf } from './draft.ts';
import type { LeadRow, RuleRow } from './draft.ts';
import { certaintyOfScore } from './lead.ts';
import { leadId } from './lead-id.ts';
import type { Lead } from './lead.ts';
import { detailSql, draftsSql, leadLinesSql, leadRulesSql } from './lead-lines.ts';
import { mergeSchemes, sameGoods } from './merge-schemes.ts';
import type { Overlap } from './merge-schemes.ts';

export interface LeadOptions {
  /** Schemes in the order in which x_found_line counts them; exempted ones stand in no lead. */
  readonly found: readonly Found[];
  /** File of the lines of all leads. */
  readonly detail: string;
}

/** Leads of a run, in the order of their rank. Reads x_finding and x_found_line. */
export async function buildLeads(connection: DuckDBConnection, lake: Lake, options: LeadOptions): Promise<Lead[]> {
  const groups = await schemeGroups(connection, options);
  await connection.run(leadLinesSql(namedLinesInDetail(lake)));
  const rows = new Map((await rowsOf<LeadRow>(connection, draftsSql)).map((row) => [row.lead, row]));
  const rules = Map.groupBy(await rowsOf<RuleRow>(connection, leadRulesSql), ({ lead }) => lead);
  const keys = [...new Set([...rows.keys(), ...groups.keys()])];
  const drafts = keys.map((key) => ({
    key,
    draft: { lead_id: leadId(key), ...draftOf(rows.get(key), groups.get(key) ?? [], rules.get(key) ?? []) },
  }));
  drafts.sort(
    (a, b) => b.draft.expected_fen - a.draft.expected_fen || compareCodePoints(a.draft.lead_id, b.draft.lead_id),
  );
  await loadTable(connection, {
    name: 'x_lead',
    columns: { lead: 'VARCHAR', lead_id: 'VARCHAR', rank: 'INTEGER' },
    rows: drafts.map(({ key, draft }, at) => [key, draft.lead_id, at + 1]),
  });
  await connection.run(`COPY (${detailSql}) TO ${quote(options.detail)} (FORMAT parquet, COMPRESSION zstd)`);
  await chmod(options.detail, 0o600);
  return drafts.map(({ draft: { lead_id, ...draft } }, at) => ({ lead_id, rank: at + 1, ...draft }));
}

/** Merges schemes about the same money and leaves x_scheme. @returns the schemes of each lead key */
async function schemeGroups(connection: DuckDBConnection, { found }: LeadOptions): Promise<Map<string, Found[]>> {
  const overlaps = await rowsOf<Overlap>(
    connection,
    `WITH size AS (SELECT found, sum(at_risk_fen) AS fen FROM x_found_line GROUP BY ALL)
     SELECT x.found AS a, y.found AS b, sum(least(x.at_risk_fen, y.at_risk_fen)) / greatest(1, min(least(p.fen, q.fen))) AS share
     FROM x_found_line x JOIN x_found_line y ON x.fixmedins_code = y.fixmedins_code AND x.line_id = y.line_id AND x.found < y.found
     JOIN size p ON p.found = x.found JOIN size q ON q.found = y.found GROUP BY ALL ORDER BY ALL`,
  );
  const counted = (at: number): boolean => found[at]?.exempted_by === null;
  const ids = found.map(({ scheme_id }) => scheme_id);
  const roots = mergeSchemes(
    ids,
    [...overlaps, ...sameGoods(found)].filter(({ a, b }) => counted(a) && counted(b)),
  );
  const members = found.flatMap((one, at) =>
    counted(at) ? [{ one, at, group: ids[roots[at] ?? at] ?? one.scheme_id }] : [],
  );
  await loadTable(connection, {
    name: 'x_scheme',
    columns: { found: 'INTEGER', scheme_id: 'VARCHAR', lead_group: 'VARCHAR', certainty: 'INTEGER' },
    rows: members.map(({ one, at, group }) => [at, one.scheme_id, group, certaintyOfScore(one.score)]),
  });
  const groups = Map.groupBy(members, ({ group }) => `S|${group}`);
  return new Map([...groups].map(([key, group]) => [key, group.map(({ one }) => one)]));
}
