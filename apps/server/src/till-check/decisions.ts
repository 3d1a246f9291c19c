/** Decisions of the till as staff and the institution itself see them: persons masked, and in clear only for a purpose. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { open } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { tailOf } from '../findings/content.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Caller, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import { replaySeen } from './replay.ts';
import type { DecisionRow, ReplaySeen } from './replay.ts';
import type { CheckOutcome, NotChecked } from './schema.ts';

export interface DecisionListed {
  readonly decision_id: string;
  readonly infno: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** Last figures of the number of the person. */
  readonly psn_tail: string;
  readonly mdtrt_id: string;
  readonly decided_at: string;
  readonly outcome: CheckOutcome;
  readonly reason: NotChecked | null;
  readonly lines: number;
  readonly history_lines: number;
  readonly findings: number;
  readonly undecided: number;
  readonly engine_us: number;
  /** Of the whole message. */
  readonly latency_ms: number | null;
}

export interface DecisionFilter {
  readonly fixmedins_code?: string | undefined;
  /** Civil day, `yyyy-MM-dd`. */
  readonly day?: string | undefined;
  /** The stage: 3101 before, 3102 during. */
  readonly infno?: '3101' | '3102' | undefined;
  readonly outcome?: CheckOutcome | undefined;
  readonly mdtrt_id?: string | undefined;
  /** The last of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

const within = (db: Kysely<Schema>, scope: Scope) =>
  db
    .selectFrom('till_decision as d')
    .innerJoin('institution as i', 'i.fixmedins_code', 'd.fixmedins_code')
    .leftJoin('gateway_message as m', 'm.msgid', 'd.msgid')
    .selectAll('d')
    .select(['i.fixmedins_name', 'i.admdvs', 'm.latency_ms'])
    .where(rowsWithin(scope, 'i'));

/** The latest first. @throws ShouhuError SH-H002 without the right */
export async function listDecisions(
  db: Kysely<Schema>,
  { caller }: Asking,
  { fixmedins_code, day, infno, outcome, mdtrt_id, before, limit }: DecisionFilter,
): Promise<DecisionListed[]> {
  const rows = await within(db, scopeOf(caller, 'check.read'))
    .$if(fixmedins_code !== undefined, (query) => query.where('d.fixmedins_code', '=', fixmedins_code ?? ''))
    .$if(infno !== undefined, (query) => query.where('d.infno', '=', infno ?? '3101'))
    .$if(outcome !== undefined, (query) => query.where('d.outcome', '=', outcome ?? 'clean'))
    .$if(mdtrt_id !== undefined, (query) => query.where('d.mdtrt_id', '=', mdtrt_id ?? ''))
    .$if(day !== undefined, (query) =>
      query.where(
        sql<boolean>`d.decided_at >= ${day}::timestamp AT TIME ZONE 'Asia/Shanghai' AND d.decided_at < (${day}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`,
      ),
    )
    .$if(before !== undefined, (query) =>
      query.where(
        sql<boolean>`(d.decided_at, d.decision_id) < (SELECT decided_at, decision_id FROM till_decision WHERE decision_id = ${before})`,
      ),
    )
    .orderBy('d.decided_at', 'desc')
    .orderBy('d.decision_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(listed);
}

export type FoundDecision = DecisionRow & {
  readonly fixmedins_name: string;
  readonly admdvs: string;
  readonly latency_ms: number | null;
};

export function listed({
  decision_id,
  infno,
  fixmedins_code,
  fixmedins_name,
  psn_no,
  mdtrt_id,
  decided_at,
  ...row
}: FoundDecision): DecisionListed {
  const { outcome, reason, lines, history_lines, findings, undecided, engine_us, latency_ms } = row;
  return {
    decision_id,
    infno,
    fixmedins_code,
    fixmedins_name,
    psn_tail: tailOf(psn_no),
    mdtrt_id,
    decided_at: decided_at.toISOString(),
    outcome,
    reason,
    lines,
    history_lines,
    findings,
    undecided,
    engine_us,
    latency_ms,
  };
}

/** @throws ShouhuError SH-H002, SH-H003 */
export async function reach(
  db: Kysely<Schema>,
  caller: Caller,
  right: RightName,
  decision_id: string,
): Promise<FoundDecision> {
  const found = await within(db, scopeOf(caller, right)).where('d.decision_id', '=', decision_id).executeTakeFirst();
  if (found === undefined) throw shouhuError('SH-H003', { id: decision_id });
  return found;
}

/** Judged once more on what it was decided on. @throws ShouhuError SH-H002, SH-H003 */
export async function replayDecision(
  doing: Pick<Services, 'db' | 'ring'>,
  { caller }: Asking,
  decision_id: string,
): Promise<ReplaySeen> {
  return replaySeen(doing, await reach(doing.db, caller, 'check.read', decision_id));
}

export interface DecisionPerson {
  readonly psn_no: string;
  /** Why the institution went on, in its own words, by reminder. */
  readonly reasons: readonly { readonly jr_id: string; readonly reason: string }[];
}

/** The person in clear, for a purpose that stands in the log before the answer leaves. */
export async function revealDecision(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  decision_id: string,
  purpose: Purpose,
): Promise<DecisionPerson> {
  const { psn_no, admdvs } = await reach(db, caller, 'person.reveal', decision_id);
  return transaction(db, 'read committed', async (trx) => {
    const told = await trx
      .selectFrom('till_feedback')
      .select(['jr_id', 'dspo_way_rea'])
      .where('decision_id', '=', decision_id)
      .orderBy('told_at')
      .orderBy('jr_id')
      .execute();
    await note(trx, caller, at, {
      action: 'person.reveal',
      subject: `check:${decision_id}`,
      purpose: purposeText(purpose),
      region: admdvs,
      detail: '1',
    });
    const placeOf = (jr_id: string) => ({
      table: 'till_feedback',
      column: 'dspo_way_rea',
      row: `${decision_id} ${jr_id}`,
    });
    return {
      psn_no,
      reasons: told.flatMap(({ jr_id, dspo_way_rea: reason }) =>
        reason === null ? [] : [{ jr_id, reason: open(ring, reason, placeOf(jr_id)) }],
      ),
    };
  });
}
