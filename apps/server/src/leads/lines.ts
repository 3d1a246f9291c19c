/** Fee lines of leads as a run wrote them: kept beside the database under their digest, unchanged whatever later runs say. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatCivilDate, civilDay } from '@shouhu/codes';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { openEngine, quote, rowsOf } from '@shouhu/lake';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Caller, Scope } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { institutionsOf, leadsWithin } from './reach.ts';

export interface LeadLine {
  readonly line_id: string;
  readonly fixmedins_code: string;
  readonly psn_tail: string;
  readonly mdtrt_id: string | null;
  readonly service_date: string | null;
  readonly item: string | null;
  readonly item_name: string | null;
  /** Ten-thousandths of the unit. */
  readonly cnt: number | null;
  /** Millionths of a yuan. */
  readonly pric: number | null;
  readonly amount_fen: number | null;
  readonly at_risk_fen: number;
  readonly verdict: string;
  readonly dr: string | null;
  readonly rule_codes: readonly string[];
}

const fileOf = (folder: string, digest: string): string => join(folder, 'evidence', `${digest}.parquet`);

/** Keeps a file of lines. @returns its SM3 digest */
export async function keepLines(folder: string, path: string): Promise<string> {
  try {
    const hash = createHash('sm3');
    await pipeline(createReadStream(path), hash);
    const digest = hash.digest('hex');
    const kept = fileOf(folder, digest);
    if (existsSync(kept)) return digest;
    await mkdir(join(folder, 'evidence'), { recursive: true, mode: 0o700 });
    const part = `${kept}.${crypto.randomUUID()}`;
    await copyFile(path, part);
    const file = await open(part, 'r+');
    await file.chmod(0o600);
    await file.sync();
    await file.close();
    await rename(part, kept);
    return digest;
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

export interface LinePage {
  readonly offset: number;
  readonly limit: number;
}

/**
 * Lines of a lead within the caller's reach, by institution, person and time; an institution sees its own once a review has put them to it.
 * @throws ShouhuError SH-H003 where there is no such lead within reach
 */
export async function linesOfLead(
  { db, folder }: Pick<Services, 'db' | 'folder'>,
  caller: Caller,
  lead_id: string,
  { offset, limit }: LinePage,
): Promise<LeadLine[]> {
  const scope = scopeOf(caller, 'lead.lines');
  const lead = await leadsWithin(db, scope)
    .select((row) => ['lead.lead_id', institutionsOf(row, scope)])
    .where('lead.lead_id', '=', lead_id)
    .$if(scope.reach === 'institution', (query) => query.where((row) => putTo(row, scope)))
    .executeTakeFirst();
  if (lead === undefined) throw shouhuError('SH-H003', { id: lead_id });
  const digest = await digestFor(db, lead_id);
  if (digest === null) return [];
  const places = lead.institutions.map(({ fixmedins_code }) => quote(fixmedins_code)).join(', ');
  const rows = await read(
    `SELECT line_id, fixmedins_code, right(psn_no, 4) AS psn_tail, mdtrt_id, day, item, item_name, cnt, pric, amount_fen, at_risk_fen,
      verdict, dr, rule_codes
    FROM read_parquet(${quote(fileOf(folder, digest))})
    WHERE lead_id = ${quote(lead_id)} AND fixmedins_code IN (${places})
    ORDER BY fixmedins_code, psn_no, day, second, line_id LIMIT ${limit} OFFSET ${offset}`,
  );
  return rows.map(({ day, ...row }) => ({
    ...row,
    service_date: day === null ? null : formatCivilDate(civilDay(day)),
  }));
}

/** Whether a review has put the lead to the institution of the scope. */
function putTo(lead: ExpressionBuilder<Schema, 'lead'>, scope: Scope) {
  const fixmedins_code = scope.reach === 'institution' ? scope.fixmedins_code : '';
  return lead.exists(
    lead
      .selectFrom('matter')
      .select('matter.matter_id')
      .whereRef('matter.lead_id', '=', 'lead.lead_id')
      .where('matter.fixmedins_code', '=', fixmedins_code)
      .where('matter.procedure', '=', 'review')
      .where('matter.state', '<>', 'found'),
  );
}

/** Of the run that said last what the lead is. */
async function digestFor(db: Kysely<Schema>, lead_id: string): Promise<string | null> {
  const run = await db
    .selectFrom('lead_revision')
    .innerJoin('run', 'run.run_id', 'lead_revision.run_id')
    .select('run.lines_digest')
    .where('lead_revision.lead_id', '=', lead_id)
    .where('lead_revision.sealed', 'is not', null)
    .orderBy('lead_revision.revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return run?.lines_digest ?? null;
}

type Row = Omit<LeadLine, 'service_date'> & { readonly day: number | null };

const MEMORY_MB = 512;

let engine: ReturnType<typeof openEngine> | undefined;

/** One engine for all requests; it holds no data of its own. */
async function read(sql: string): Promise<Row[]> {
  const connection = await (await (engine ??= openEngine({ memory_mb: MEMORY_MB, threads: 1, spill: '' }))).connect();
  try {
    return await rowsOf<Row>(connection, sql);
  } finally {
    connection.closeSync();
  }
}
