/** Moves a matter: what one transaction decides it records, deed, standing and log together. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { nationalCalendar } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { act, penalty, standing } from '@shouhu/procedure';
import type { Deed, Facts } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { debtsOf, moveMoney, settles } from '../money/effects.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { civilDayOf, dayOf, nextDue, readMatter, viewOf } from './matter.ts';
import type { Matter, MatterView } from './matter.ts';

export interface StepWanted {
  readonly matter_id: string;
  /** Made by the client: a repeat gets the same answer and does nothing. */
  readonly request_id: string;
  /** Version that the caller saw: another is a conflict. */
  readonly seen: number;
  readonly action: string;
  /** Day on which it was done; today when absent. */
  readonly on?: string;
  readonly with: readonly string[];
  readonly facts: Facts;
}

/**
 * Takes a step. The matter is locked while it is decided, so that of two who decide at once one is refused.
 * @throws ShouhuError SH-H003 out of reach, SH-H004 when somebody else was first, SH-H006 for a request id of another step; SH-C… when
 * law or order of the procedure stand against it
 */
export async function takeStep(db: Kysely<Schema>, asking: Asking, wanted: StepWanted): Promise<MatterView> {
  const { caller, at } = asking;
  const today = civilDayOf(at);
  return transaction(db, 'read committed', async (trx) => {
    const matter = await readMatter(trx, caller, wanted.matter_id, 'act', true);
    const { row, deeds, conducted } = matter;
    if (isRepeated(matter, caller, wanted)) return viewOf(trx, matter, asking);
    if (row.version !== wanted.seen) throw shouhuError('SH-H004', { seen: wanted.seen, now: row.version });
    const { procedure } = conducted;
    if (!Object.hasOwn(procedure.steps, wanted.action)) throw shouhuError('SH-H003', { id: wanted.action });
    const on = wanted.on === undefined ? today : dayOf(wanted.on);
    if (on > today) throw shouhuError('SH-H005', { field: 'on', reason: formatCivilDate(on) });
    const { action, with: others } = wanted;
    const stated: Deed = { action, by: caller.id, with: others, on, facts: wanted.facts };
    const facts = { ...wanted.facts, ...(await factsKnown(trx, matter, stated)) };
    const outcome = act(procedure, deeds, { action, by: caller, with: others, on, facts }, nationalCalendar);
    if (!outcome.ok) throw new ShouhuError(outcome.refusal.code, outcome.refusal.params, {}, undefined);
    const { deed, late } = outcome;
    const seq = row.version + 1;
    await trx
      .insertInto('deed')
      .values(rowOf(wanted, seq, deed, late, at))
      .execute();
    const { matter_id, request_id } = wanted;
    await moveMoney(trx, procedure.id, { matter_id, request_id, deeds, deed, at });
    const now = standing(procedure, [...deeds, deed], nationalCalendar);
    const moved = { version: seq, state: now.state, ...nextDue(procedure, now) };
    await trx.updateTable('matter').set(moved).where('matter_id', '=', row.matter_id).execute();
    const after = {
      ...matter,
      row: { ...row, ...moved },
      deeds: [...deeds, { ...deed, request_id: wanted.request_id }],
    };
    await note(trx, caller, at, {
      action: conducted.act,
      subject: `matter:${row.matter_id}`,
      region: row.admdvs,
      detail: `${seq} ${action}`,
    });
    return viewOf(trx, after, asking);
  });
}

/** @throws ShouhuError SH-H006 when the id stands for something else */
function isRepeated(
  { deeds }: Matter,
  caller: Caller,
  { request_id, action, facts, with: others }: StepWanted,
): boolean {
  const before = deeds.find((deed) => deed.request_id === request_id);
  if (before === undefined) return false;
  const same =
    before.action === action &&
    before.by === caller.id &&
    isDeepStrictEqual([without(before.facts), before.with], [without(facts), others]);
  if (!same) throw shouhuError('SH-H006', { id: request_id });
  return true;
}

/** What the platform knows better than the caller: whether everything owed was paid, or is by this payment. */
async function factsKnown(trx: Transaction<Schema>, { deeds, conducted, row }: Matter, deed: Deed): Promise<Facts> {
  const { matter_id } = row;
  if (conducted.procedure.id !== penalty.id) return {};
  if (deed.action === 'pay') return { settled: await settles(trx, { matter_id, deeds, deed }) };
  if (deed.action !== 'close') return {};
  const { refund, fine, surcharge } = await debtsOf(trx, matter_id);
  return { performed: refund + fine + surcharge === 0 };
}

function without({ performed: _performed, settled: _settled, ...facts }: Facts): Facts {
  return facts;
}

function rowOf({ matter_id, request_id }: StepWanted, seq: number, deed: Deed, late: readonly string[], at: Date) {
  const { action, by: actor, with: others, on, facts } = deed;
  const [json, day] = [JSON.stringify, formatCivilDate(on)];
  return {
    matter_id,
    seq,
    request_id,
    action,
    actor,
    others: json(others),
    day,
    facts: json(facts),
    late: json(late),
    recorded_at: at,
  };
}
