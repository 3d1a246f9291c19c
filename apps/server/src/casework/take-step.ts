/** Moves a matter: what one transaction decides it records, deed, standing and log together. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { nationalCalendar } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { act, standing, summaryPenalty } from '@shouhu/procedure';
import type { Deed, Facts } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import { missingOf, papersOf } from '../documents/papers.ts';
import { addDeed } from '../dossier/dossier.ts';
import { note } from '../log/log.ts';
import type { Noted } from '../log/log.ts';
import { debtsOf, isOwing, moveMoney, settles, sumOf } from '../money/effects.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { isOver, keepStanding } from './keep-standing.ts';
import { closeLead } from './lead-state.ts';
import { KNOWS } from './knows.ts';
import { civilDayOf, dayOf, nextDue, readMatter, viewOf } from './matter.ts';
import type { Matter, MatterView } from './matter.ts';
import { refuseStrangers } from './officers.ts';

export interface StepWanted {
  readonly matter_id: string;
  /** Made by the client: a repeat gets the same answer and does nothing. */
  readonly request_id: string;
  /** Version that the caller saw: another is a conflict. */
  readonly seen: number;
  readonly action: string;
  /** Day on which it was done; today when absent. */
  readonly on?: string | undefined;
  readonly with: readonly string[];
  readonly facts: Facts;
}

/**
 * Takes a step. The matter is locked while it is decided, so that of two who decide at once one is refused.
 * @throws ShouhuError SH-H003 out of reach, SH-H004 when somebody else was first, SH-H006 for a request id of another step, SH-E009 for
 * officers who are none; SH-C022 without a paper that must be there; SH-C… when law or order of the procedure stand against it
 */
export async function takeStep(db: Kysely<Schema>, asking: Asking, wanted: StepWanted): Promise<MatterView> {
  return transaction(db, 'read committed', async (trx) => {
    const { matter, noted } = await stepWithin(trx, asking, wanted);
    if (noted !== null) await note(trx, asking.caller, asking.at, noted);
    return viewOf(trx, matter, asking);
  });
}

/** A matter after a step, and what the transaction is to note of it at its end; null for a repeat. */
export interface Taken {
  readonly matter: Matter;
  readonly noted: Noted | null;
}

/** {@link takeStep} as part of a greater transaction, which notes it last. */
export async function stepWithin(trx: Transaction<Schema>, asking: Asking, wanted: StepWanted): Promise<Taken> {
  const { caller, at } = asking;
  const today = civilDayOf(at);
  const matter = await readMatter(trx, caller, wanted.matter_id, 'act', true);
  const { row, deeds, conducted } = matter;
  if (isRepeated(matter, caller, wanted)) return { matter, noted: null };
  if (row.version !== wanted.seen) throw shouhuError('SH-H004', { seen: wanted.seen, now: row.version });
  const { procedure } = conducted;
  if (!Object.hasOwn(procedure.steps, wanted.action)) throw shouhuError('SH-H003', { id: wanted.action });
  await refuseStrangers(trx, asking, matter, wanted);
  const on = wanted.on === undefined ? today : dayOf(wanted.on);
  // A right is exercised when the bureau has it in hand, whatever day the institution would like.
  if (caller.fixmedins_code !== null && on !== today)
    throw shouhuError('SH-C023', { today: formatCivilDate(today), day: formatCivilDate(on) });
  if (on > today) throw shouhuError('SH-H005', { field: 'on', reason: formatCivilDate(on) });
  const { action, with: others } = wanted;
  const stated: Deed = { action, by: caller.id, with: others, on, facts: wanted.facts };
  const known = await KNOWS.get(procedure.id)?.(trx, { row, deed: stated });
  const facts = { ...wanted.facts, ...(await factsKnown(trx, matter, stated)), ...known?.facts };
  const outcome = act(procedure, deeds, { action, by: caller, with: others, on, facts }, nationalCalendar);
  if (!outcome.ok) throw new ShouhuError(outcome.refusal.code, outcome.refusal.params, {}, undefined);
  await refuseUnlessReady(trx, matter, caller, action);
  const { deed, late } = outcome;
  const seq = row.version + 1;
  await trx
    .insertInto('deed')
    .values(rowOf(wanted, seq, deed, late, at))
    .execute();
  await known?.record?.(seq);
  const { matter_id, request_id } = wanted;
  await moveMoney(trx, procedure.id, { matter_id, request_id, deeds, deed, at });
  const now = standing(procedure, [...deeds, deed], nationalCalendar);
  const moved = { version: seq, state: now.state, ...nextDue(procedure, now) };
  await trx.updateTable('matter').set(moved).where('matter_id', '=', row.matter_id).execute();
  await keepStanding(trx, row.matter_id, procedure, now);
  if (row.lead_id !== null && isOver(procedure, now.state)) await closeLead(trx, row.lead_id);
  await addDeed(trx, asking, procedure.id, row, { seq, request_id, deeds, deed });
  return {
    matter: { ...matter, row: { ...row, ...moved }, deeds: [...deeds, { ...deed, request_id: wanted.request_id }] },
    noted: {
      action: conducted.act,
      subject: `matter:${row.matter_id}`,
      region: row.admdvs,
      detail: `${seq} ${action}`,
    },
  };
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
    isDeepStrictEqual([statedOf(before.facts), before.with], [statedOf(facts), others]);
  if (!same) throw shouhuError('SH-H006', { id: request_id });
  return true;
}

/** What the procedure alone does not know: the papers that must be there, and who began the matter. @throws ShouhuError SH-C022, SH-C025 */
async function refuseUnlessReady(
  trx: Transaction<Schema>,
  { row, deeds, conducted: { procedure } }: Matter,
  caller: Caller,
  action: string,
): Promise<void> {
  const step = procedure.steps[action]?.name ?? action;
  if (action === 'withdraw' && row.opened_by !== caller.id) throw shouhuError('SH-C025', { step });
  const papers = await papersOf(trx, { matter_id: row.matter_id, procedure: procedure.id, deeds });
  const missing = missingOf(papers(action));
  if (missing.length > 0) throw shouhuError('SH-C022', { step, documents: missing.join('、') });
}

/** What the platform knows better than the caller: whether everything owed was paid, or is by this payment. */
async function factsKnown(trx: Transaction<Schema>, { deeds, conducted, row }: Matter, deed: Deed): Promise<Facts> {
  const { matter_id } = row;
  if (!isOwing(conducted.procedure.id)) return {};
  const onTheSpot = conducted.procedure.id === summaryPenalty.id && deed.action === 'collect';
  if (deed.action === 'pay' || deed.action === 'payInstalment' || onTheSpot)
    return { settled: await settles(trx, { matter_id, deeds, deed }) };
  if (deed.action !== 'close') return {};
  return { performed: sumOf(await debtsOf(trx, matter_id)) === 0 };
}

/** Facts that the platform states itself: no part of what a repeat must have in common with the first. */
const PLATFORM = new Set([
  'performed',
  'settled',
  'daily_score',
  'year_end_score',
  'score',
  'grade',
  'year_points',
  'suspended_until',
  'barred_until',
  'listed_until',
]);

function statedOf(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !PLATFORM.has(name)));
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
