/** Who has reconciled with us, and how it ended. */
import type { Kysely, Selectable } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';

export interface StatementFilter {
  readonly fixmedins_code?: string | undefined;
  readonly stmt_rslt?: string | undefined;
  readonly limit: number;
}

export type Statement = Omit<Selectable<Schema['clearing_statement']>, 'stated_at' | 'result_file'> & {
  readonly fixmedins_name: string;
  readonly stated_at: string;
};

/** Latest first. @throws ShouhuError SH-H002 without the right */
export async function listStatements(
  db: Kysely<Schema>,
  { caller }: Asking,
  { fixmedins_code, stmt_rslt, limit }: StatementFilter,
): Promise<Statement[]> {
  const rows = await db
    .selectFrom('clearing_statement')
    .innerJoin('institution', 'institution.fixmedins_code', 'clearing_statement.fixmedins_code')
    .selectAll('clearing_statement')
    .select('fixmedins_name')
    .where(rowsWithin(scopeOf(caller, 'clearing.read'), 'institution'))
    .$if(fixmedins_code !== undefined, (query) =>
      query.where('clearing_statement.fixmedins_code', '=', fixmedins_code ?? ''),
    )
    .$if(stmt_rslt !== undefined, (query) => query.where('stmt_rslt', '=', stmt_rslt ?? ''))
    .orderBy('stated_at', 'desc')
    .orderBy('msgid')
    .limit(limit)
    .execute();
  return rows.map(({ result_file: _file, stated_at, ...row }) => ({ ...row, stated_at: stated_at.toISOString() }));
}
