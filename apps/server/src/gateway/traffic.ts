/** What institutions send, as staff see it: who is connected, and which messages came; never what a message said. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { formatCivilDate } from '@shouhu/codes';
import { civilDayOf } from '../casework/matter.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import type { Outcome } from './schema.ts';

export interface Connection {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** Keys that are valid. */
  readonly keys: number;
  /** When a message of it was answered last; null: never. */
  readonly last_at: string | null;
  /** Of the last 24 hours. */
  readonly done: number;
  readonly refused: number;
  /** Of these, taken without a signature: in a demo alone. */
  readonly unsigned: number;
  /** 95 of 100 were answered within; null without messages. */
  readonly p95_ms: number | null;
  /** Turned away at the door today, and the latest reason. */
  readonly turned_away: number;
  readonly turned_away_code: string | null;
}

export interface ConnectionFilter {
  /** One institution alone. */
  readonly fixmedins_code?: string | undefined;
  /** Part of the name, or how the code begins. */
  readonly search?: string | undefined;
  /** `silent`: none in 24 hours; `refused`: something was refused or turned away. */
  readonly state?: 'silent' | 'refused' | undefined;
  /** The code of the last of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const DAY_MS = 86_400_000;

/** Figures of a connection are those of the last 24 hours. */
export const dayBefore = (at: Date): Date => new Date(at.getTime() - DAY_MS);

/** By code. @throws ShouhuError SH-H002 without the right */
export async function listConnections(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { fixmedins_code, search = '', state, after = '', limit }: ConnectionFilter,
): Promise<Connection[]> {
  const scope = scopeOf(caller, 'gateway.read');
  const since = dayBefore(at);
  const one = fixmedins_code === undefined ? sql`true` : sql`i.fixmedins_code = ${fixmedins_code}`;
  const wanted = search.trim().toLowerCase();
  const kept =
    state === undefined
      ? sql`true`
      : state === 'silent'
        ? sql`recent.done + recent.refused = 0`
        : sql`recent.refused + coalesce(turned.count, 0) > 0`;
  const { rows } = await sql<Omit<Connection, 'last_at'> & { last_at: Date | null }>`
    SELECT i.fixmedins_code, i.fixmedins_name,
      (SELECT count(*)::integer FROM institution_key k WHERE k.fixmedins_code = i.fixmedins_code AND revoked_at IS NULL) AS keys,
      (SELECT received_at FROM gateway_message m WHERE m.fixmedins_code = i.fixmedins_code ORDER BY seq DESC LIMIT 1) AS last_at,
      recent.*, coalesce(turned.count, 0)::integer AS turned_away, turned.code AS turned_away_code
    FROM institution i
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE outcome = 'done')::integer AS done, count(*) FILTER (WHERE outcome = 'refused')::integer AS refused,
        count(*) FILTER (WHERE key_id IS NULL AND outcome <> 'void')::integer AS unsigned,
        percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95_ms
      FROM gateway_message m WHERE m.fixmedins_code = i.fixmedins_code AND m.received_at >= ${since}) recent
    LEFT JOIN LATERAL (
      SELECT sum(count) AS count, (array_agg(code ORDER BY last_at DESC))[1] AS code
      FROM gateway_refusal r WHERE r.fixmedins_code = i.fixmedins_code AND r.day = ${formatCivilDate(civilDayOf(at))}) turned ON true
    WHERE ${rowsWithin(scope, 'i')} AND i.fixmedins_code > ${after} AND ${one} AND ${kept}
      AND (${wanted} = '' OR strpos(lower(i.fixmedins_name), ${wanted}) > 0 OR starts_with(lower(i.fixmedins_code), ${wanted}))
    ORDER BY i.fixmedins_code LIMIT ${limit}`.execute(db);
  return rows.map(({ last_at, ...row }) => ({ ...row, last_at: last_at?.toISOString() ?? null }));
}

export interface MessageRow {
  readonly seq: number;
  readonly msgid: string;
  readonly fixmedins_code: string;
  readonly infno: string;
  readonly received_at: string;
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly latency_ms: number;
  /** Whether it was signed. */
  readonly signed: boolean;
}

/** Of `gateway_message` as `m`, answered: what an unanswered one lacks is seen only within its transaction. */
export const MESSAGE_COLUMNS = [
  'm.seq',
  'm.msgid',
  'm.fixmedins_code',
  'm.infno',
  'm.received_at',
  'm.code',
  'm.key_id',
  sql<Outcome>`m.outcome`.as('outcome'),
  sql<number>`m.latency_ms`.as('latency_ms'),
] as const;

type Selected = Omit<MessageRow, 'received_at' | 'signed'> & {
  readonly received_at: Date;
  readonly key_id: string | null;
};

export function messageRowOf(row: Selected): MessageRow {
  const { seq, msgid, fixmedins_code, infno, received_at, outcome, code, latency_ms, key_id } = row;
  const signed = key_id !== null;
  return {
    seq,
    msgid,
    fixmedins_code,
    infno,
    received_at: received_at.toISOString(),
    outcome,
    code,
    latency_ms,
    signed,
  };
}

export interface MessageFilter {
  readonly fixmedins_code?: string | undefined;
  readonly infno?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly code?: string | undefined;
  readonly msgid?: string | undefined;
  /** Answered later than this, in milliseconds. */
  readonly slower_ms?: number | undefined;
  /** The serial of the last of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The latest first. @throws ShouhuError SH-H002 without the right */
export async function listMessages(
  db: Kysely<Schema>,
  { caller }: Asking,
  { fixmedins_code, infno, outcome, code, msgid, slower_ms, before, limit }: MessageFilter,
): Promise<MessageRow[]> {
  const scope = scopeOf(caller, 'gateway.read');
  const rows = await db
    .selectFrom('gateway_message as m')
    .innerJoin('institution as i', 'i.fixmedins_code', 'm.fixmedins_code')
    .select(MESSAGE_COLUMNS)
    .where(rowsWithin(scope, 'i'))
    .$if(fixmedins_code !== undefined, (query) => query.where('m.fixmedins_code', '=', fixmedins_code ?? ''))
    .$if(infno !== undefined, (query) => query.where('m.infno', '=', infno ?? ''))
    .$if(outcome !== undefined, (query) => query.where('m.outcome', '=', outcome ?? 'done'))
    .$if(code !== undefined, (query) => query.where('m.code', '=', code ?? ''))
    .$if(msgid !== undefined, (query) => query.where('m.msgid', '=', msgid ?? ''))
    .$if(slower_ms !== undefined, (query) => query.where('m.latency_ms', '>', slower_ms ?? 0))
    .$if(before !== undefined, (query) => query.where('m.seq', '<', before ?? 0))
    .orderBy('m.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(messageRowOf);
}
