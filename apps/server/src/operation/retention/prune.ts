/**
 * Every night: answers of old messages and old decisions of the till go, in batches, each noted in the log. A message stays with its msgid and digest, so that
 * it is never worked on twice. What a settlement that is not cleared and paid, an unsettled visit or an open matter may still need stays.
 */
import { transaction } from '@shouhu/database';
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { isOver } from '../../casework/keep-standing.ts';
import { PROCEDURES } from '../../casework/procedures.ts';
import type { Services } from '../../http/new-app.ts';
import { note } from '../../log/log.ts';
import type { Schema } from '../../store/schema.ts';
import { INSTALLATION } from '../installation.ts';
import { USUAL } from './term.ts';

const DAY_MS = 86_400_000;

/** Rows of a batch, and batches of a night: what is left goes the next night. */
export interface Bounds {
  readonly rows: number;
  readonly batches: number;
}
const BOUNDS: Bounds = { rows: 2_000, batches: 200 };

export interface Pruned {
  readonly messages: number;
  readonly decisions: number;
}

type Pruning = Pick<Services, 'db' | 'now' | 'retention'>;

export async function prune(services: Pruning, signal?: AbortSignal, bounds: Bounds = BOUNDS): Promise<Pruned> {
  const { db, now, retention = USUAL } = services;
  const at = now();
  const inquired = await institutionsAtIssue(db);
  const before = (days: number): Date => new Date(at.getTime() - days * DAY_MS);
  const work = [
    [
      'messages',
      async (trx: Transaction<Schema>) => pruneMessages(trx, before(retention.message_days), inquired, bounds.rows, at),
    ],
    [
      'decisions',
      async (trx: Transaction<Schema>) => pruneDecisions(trx, before(retention.decision_days), inquired, bounds.rows),
    ],
  ] as const;
  const pruned = { messages: 0, decisions: 0 };
  for (const [what, batch] of work)
    for (let nth = 0; nth < bounds.batches; nth += 1) {
      signal?.throwIfAborted();
      const count = await transaction(db, 'read committed', async (trx) => {
        const gone = await batch(trx);
        const noted = { action: 'records.pruned', subject: `records:${what}`, region: '', detail: String(gone) };
        if (gone > 0) await note(trx, INSTALLATION, at, noted);
        return gone;
      });
      pruned[what] += count;
      if (count < bounds.rows) break;
    }
  return pruned;
}

/** Institutions with a matter that has not come to its end. */
async function institutionsAtIssue(db: Kysely<Schema>): Promise<readonly string[]> {
  const rows = await db.selectFrom('matter').select(['fixmedins_code', 'procedure', 'state']).distinct().execute();
  const open = rows.filter(({ procedure, state }) => {
    const known = PROCEDURES.get(procedure);
    return known === undefined || !isOver(known.procedure, state);
  });
  return [...new Set(open.map(({ fixmedins_code }) => fixmedins_code))];
}

/** Whether a settlement `s` waits for its clearing to be computed, approved and paid. */
const unpaid = sql`NOT EXISTS (
  SELECT FROM clearing c WHERE c.fixmedins_code = s.fixmedins_code AND c.month = date_trunc('month', s.setl_time)::date
    AND (c.state = 'paid' OR (c.state = 'approved' AND c.pay_fen = 0)))`;

const notAt = (codes: readonly string[], column: RawBuilder<unknown>) => sql`NOT (${column} = ANY (${codes}::text[]))`;

async function pruneMessages(
  trx: Transaction<Schema>,
  before: Date,
  inquired: readonly string[],
  most: number,
  at: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`UPDATE gateway_message SET answer = NULL, pruned_at = ${at} WHERE msgid IN (
    SELECT msgid FROM gateway_message m
    WHERE received_at < ${before} AND pruned_at IS NULL AND outcome IN ('done', 'refused') AND ${notAt(inquired, sql`m.fixmedins_code`)}
      AND NOT EXISTS (SELECT FROM settlement s WHERE s.msgid = m.msgid AND ${unpaid})
      AND NOT EXISTS (SELECT FROM visit v WHERE v.msgid = m.msgid AND v.state NOT IN ('settled', 'cancelled'))
    ORDER BY received_at, msgid LIMIT ${most} FOR UPDATE)`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

async function pruneDecisions(
  trx: Transaction<Schema>,
  before: Date,
  inquired: readonly string[],
  most: number,
): Promise<number> {
  const { rows } = await sql<{ decision_id: string }>`SELECT decision_id FROM till_decision d
    WHERE decided_at < ${before} AND ${notAt(inquired, sql`d.fixmedins_code`)}
      AND NOT EXISTS (SELECT FROM visit v WHERE v.mdtrt_id = d.mdtrt_id AND v.state NOT IN ('settled', 'cancelled'))
      AND NOT EXISTS (SELECT FROM settlement s WHERE s.mdtrt_id = d.mdtrt_id AND ${unpaid})
    ORDER BY decided_at, decision_id LIMIT ${most}`.execute(trx);
  const ids = rows.map(({ decision_id }) => decision_id);
  if (ids.length === 0) return 0;
  // Written once, but for this.
  await sql`SELECT set_config('shouhu.pruning', 'on', true)`.execute(trx);
  await sql`UPDATE till_difference SET decision_id = NULL WHERE decision_id = ANY (${ids}::text[])`.execute(trx);
  for (const table of ['till_feedback', 'till_reminder', 'till_decision'])
    await sql`DELETE FROM ${sql.table(table)} WHERE decision_id = ANY (${ids}::text[])`.execute(trx);
  return ids.length;
}
