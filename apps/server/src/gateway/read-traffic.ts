/** One connection, and one message, in full; still nothing of what a message said. */
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { placeWithin } from '../dossier/read-dossier.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { saidOf } from './said.ts';
import type { Said } from './said.ts';
import { dayBefore, listConnections, MESSAGE_COLUMNS, messageRowOf } from './traffic.ts';
import type { Connection, MessageRow } from './traffic.ts';

/** Messages of one transaction in the last 24 hours. */
interface OfTransaction {
  readonly infno: string;
  readonly done: number;
  readonly refused: number;
  /** Reversed before they came. */
  readonly voided: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

interface RefusedFor {
  readonly code: string;
  /** `door`: turned away today before its sender was known for sure; `transaction`: refused in the last 24 hours. */
  readonly by: 'door' | 'transaction';
  readonly count: number;
  readonly last_at: string;
  readonly said: Said | null;
}

export interface ConnectionView extends Connection {
  readonly p50_ms: number | null;
  readonly p99_ms: number | null;
  /** The most used first. */
  readonly transactions: readonly OfTransaction[];
  /** The most frequent first. */
  readonly refusals: readonly RefusedFor[];
}

/** @throws ShouhuError SH-H002 without the right, SH-H003 out of reach */
export async function readConnection(
  db: Kysely<Schema>,
  asking: Asking,
  fixmedins_code: string,
): Promise<ConnectionView> {
  const { caller, at } = asking;
  await placeWithin(db, caller, 'gateway.read', fixmedins_code);
  const [connection] = await listConnections(db, asking, { fixmedins_code, limit: 1 });
  if (connection === undefined) throw shouhuError('SH-H003', { id: fixmedins_code });
  const recent = sql`gateway_message WHERE fixmedins_code = ${fixmedins_code} AND received_at >= ${dayBefore(at)}`;
  const { rows: transactions } = await sql<OfTransaction>`
    SELECT infno, count(*) FILTER (WHERE outcome = 'done')::integer AS done, count(*) FILTER (WHERE outcome = 'refused')::integer AS refused,
      count(*) FILTER (WHERE outcome = 'void')::integer AS voided, percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50_ms,
      percentile_disc(0.99) WITHIN GROUP (ORDER BY latency_ms) AS p99_ms
    FROM ${recent} GROUP BY infno ORDER BY count(*) DESC, infno`.execute(db);
  const { rows: times } = await sql<Pick<ConnectionView, 'p50_ms' | 'p99_ms'>>`
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50_ms, percentile_disc(0.99) WITHIN GROUP (ORDER BY latency_ms) AS p99_ms
    FROM ${recent}`.execute(db);
  const { rows: refusals } = await sql<Omit<RefusedFor, 'last_at' | 'said'> & { last_at: Date }>`
    SELECT code, 'transaction' AS by, count(*)::integer AS count, max(received_at) AS last_at FROM ${recent} AND outcome = 'refused' GROUP BY code
    UNION ALL SELECT code, 'door', count::integer, last_at FROM gateway_refusal
    WHERE fixmedins_code = ${fixmedins_code} AND day = ${formatCivilDate(civilDayOf(at))} ORDER BY count DESC, code`.execute(
    db,
  );
  return {
    ...connection,
    p50_ms: times[0]?.p50_ms ?? null,
    p99_ms: times[0]?.p99_ms ?? null,
    transactions,
    refusals: refusals.map(({ last_at, ...row }) => ({
      ...row,
      last_at: last_at.toISOString(),
      said: saidOf(row.code),
    })),
  };
}

export interface MessageView extends MessageRow {
  readonly fixmedins_name: string;
  /** Code by which the institution knows who sent it. */
  readonly opter: string;
  /** Size as it came; null where it never came, or is not known. */
  readonly bytes: number | null;
  /** The key that signed it, by its note and the last digits. */
  readonly key: { readonly note: string; readonly tail: string } | null;
  readonly said: Said | null;
  /** The settlement or cancellation that it made. */
  readonly setl_id: string | null;
}

/** @throws ShouhuError SH-H002 without the right, SH-H003 where there is none within reach */
export async function readMessage(db: Kysely<Schema>, { caller }: Asking, msgid: string): Promise<MessageView> {
  const scope = scopeOf(caller, 'gateway.read');
  const row = await db
    .selectFrom('gateway_message as m')
    .innerJoin('institution as i', 'i.fixmedins_code', 'm.fixmedins_code')
    .leftJoin('settlement as s', (on) =>
      on.onRef('s.msgid', '=', 'm.msgid').onRef('s.fixmedins_code', '=', 'm.fixmedins_code'),
    )
    .leftJoin('institution_key as k', 'k.key_id', 'm.key_id')
    .select([...MESSAGE_COLUMNS, 'i.fixmedins_name', 'm.opter', 'm.bytes', 's.setl_id', 'k.note'])
    .select(sql<string | null>`right(k.public_key, 8)`.as('tail'))
    .where('m.msgid', '=', msgid)
    .where('m.outcome', 'is not', null)
    .where(rowsWithin(scope, 'i'))
    .executeTakeFirst();
  if (row === undefined) throw shouhuError('SH-H003', { id: msgid });
  const { fixmedins_name, opter, bytes, setl_id, note, tail } = row;
  const key = note === null || tail === null ? null : { note, tail };
  return { ...messageRowOf(row), fixmedins_name, opter, bytes, key, said: saidOf(row.code), setl_id };
}
