import { rowsOf } from '@shouhu/lake';
import type { Lead } from '@shouhu/audit';
import type { DuckDBConnection } from '@duckdb/node-api';
import { compareCodePoints } from '@shouhu/codes';
import { Persons } from '../mask/persons.ts';
import type { Run } from './open-run.ts';

/** Every person that anything of the run speaks of. */
export async function personsOf(
  connection: DuckDBConnection,
  { found }: Run,
  how: { readonly revealed: boolean },
): Promise<Persons> {
  const rows = await rowsOf<{ psn_no: string }>(
    connection,
    `SELECT psn_no FROM (SELECT psn_no FROM r_line UNION SELECT psn_no FROM r_finding UNION SELECT psn_no FROM r_undecided)
     WHERE psn_no IS NOT NULL`,
  );
  const all = new Set(rows.map(({ psn_no }) => psn_no));
  for (const { psn_nos } of found) for (const psn_no of psn_nos) all.add(psn_no);
  return new Persons([...all].toSorted(compareCodePoints), how);
}

/** Persons that the schemes of a lead speak of. */
export function membersByLead({ found }: Run): (lead: Lead) => string[] {
  const members = new Map(found.map(({ scheme_id, psn_nos }) => [scheme_id, psn_nos]));
  return ({ schemes }) => schemes.flatMap(({ scheme_id }) => members.get(scheme_id) ?? []);
}
