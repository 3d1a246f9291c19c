/** What is filled in at an inspection: by officers on site, with or without a network, and by the institution that looks for itself. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { nationalCalendar } from '@shouhu/clocks';
import { shouhuError } from '@shouhu/errors';
import { inspection, standing } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import { readMatter } from '../casework/matter.ts';
import type { Matter } from '../casework/matter.ts';
import { stepWithin } from '../casework/take-step.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { campaignAt, itemsOf } from './read-campaign.ts';
import type { Item, Reading } from './read-campaign.ts';
import type { ListKind, Photo } from './schema.ts';

export interface Answer {
  /** Made on the device: sent twice, it lands once. */
  readonly answer_id: string;
  readonly item_id: string;
  readonly value: string;
  readonly amount_fen: number | null;
  readonly note: string;
  readonly photos: readonly Photo[];
  readonly answered_at: string;
}

/** While officers may fill in: what was typed without a network on site arrives later. */
const OPEN: readonly string[] = ['inspecting', 'recorded'] satisfies (keyof typeof inspection.states)[];

/**
 * Records what officers found. Answers are never changed: a later one about the same item stands.
 * @returns how many were new
 * @throws ShouhuError SH-H002; SH-H003 for an inspection or item out of reach; SH-H006 for an id of another answer; SH-H032 for who is no officer
 * of it; SH-C002 before the visit or after the feedback
 */
export async function recordAnswers(
  db: Kysely<Schema>,
  asking: Asking,
  matter_id: string,
  answers: readonly Answer[],
): Promise<number> {
  const { caller, at } = asking;
  scopeOf(caller, 'inspection.note');
  return transaction(db, 'read committed', async (trx) => {
    const matter = await readInspection(trx, asking, matter_id, true);
    const { officers } = standing(matter.conducted.procedure, matter.deeds, nationalCalendar);
    if (!officers.includes(caller.id)) throw shouhuError('SH-H032', { id: matter_id });
    const added = await insertAnswers(trx, asking, matter, 'site', answers);
    if (added === 0) return 0;
    if (!OPEN.includes(matter.row.state)) {
      const { states } = matter.conducted.procedure;
      throw shouhuError('SH-C002', { step: '现场检查填写', state: states[matter.row.state] ?? '' });
    }
    await note(trx, caller, at, {
      action: 'inspection.note',
      subject: `matter:${matter_id}`,
      region: matter.row.admdvs,
      detail: `${added}`,
    });
    return added;
  });
}

export interface Declaration {
  readonly request_id: string;
  readonly seen: number;
  readonly answers: readonly Answer[];
  readonly summary: string;
  /** The institution commits itself to what it says (信用承诺). */
  readonly committed: boolean;
  /** Stated where the day for it has passed. */
  readonly late_reason: string | null;
}

/**
 * Hands in a self-inspection: its answers, and the step with what is given back, which is the sum of the answers' amounts.
 * @throws ShouhuError as {@link recordAnswers} and the step; SH-H033 where an item is not answered
 */
export async function declare(
  db: Kysely<Schema>,
  asking: Asking,
  matter_id: string,
  { request_id, seen, answers, summary, committed, late_reason }: Declaration,
): Promise<void> {
  const { caller, at } = asking;
  scopeOf(caller, 'inspection.declare');
  await transaction(db, 'read committed', async (trx) => {
    const matter = await readInspection(trx, asking, matter_id, true);
    await insertAnswers(trx, asking, matter, 'self', answers);
    const items = (await itemsAt(trx, matter_id)).filter(({ list }) => list === 'self');
    const given = (await answersOf(trx, matter_id)).filter(({ item_id }) =>
      items.some((item) => item.item_id === item_id),
    );
    const open = items.filter(({ item_id }) => !given.some((answer) => answer.item_id === item_id));
    if (open.length > 0) throw shouhuError('SH-H033', { items: open.map((item) => item.text).join('；') });
    const refund_fen = given.reduce((sum, { amount_fen }) => sum + (amount_fen ?? 0), 0);
    const facts = { committed, refund_fen, summary, ...(late_reason === null ? {} : { late_reason }) };
    const step = { matter_id, request_id, seen, action: 'selfInspect', with: [], facts };
    const { noted } = await stepWithin(trx, asking, step);
    if (noted !== null) await note(trx, caller, at, noted);
  });
}

/** @throws ShouhuError SH-H003 for a matter in another procedure, or out of reach */
export async function readInspection(
  db: Reading,
  { caller }: Asking,
  matter_id: string,
  lock = false,
): Promise<Matter> {
  const matter = await readMatter(db, caller, matter_id, lock ? 'act' : 'read', lock);
  if (matter.row.procedure !== inspection.id) throw shouhuError('SH-H003', { id: matter_id });
  return matter;
}

async function insertAnswers(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  { row: { matter_id } }: Matter,
  list: ListKind,
  answers: readonly Answer[],
): Promise<number> {
  const items = await itemsAt(trx, matter_id);
  let added = 0;
  for (const answer of answers) {
    const { photos, answered_at, item_id } = answer;
    if (!items.some((item) => item.item_id === item_id && item.list === list))
      throw shouhuError('SH-H003', { id: item_id });
    const made = await trx
      .insertInto('inspection_answer')
      .values({
        ...answer,
        matter_id,
        photos: JSON.stringify(photos),
        answered_by: caller.id,
        answered_at: new Date(answered_at),
        recorded_at: at,
      })
      .onConflict((on) => on.column('answer_id').doNothing())
      .returning('answer_id')
      .executeTakeFirst();
    if (made === undefined) await refuseUnlessSame(trx, matter_id, answer);
    else added += 1;
  }
  return added;
}

async function refuseUnlessSame(trx: Transaction<Schema>, matter_id: string, answer: Answer): Promise<void> {
  const before = (await answersGiven(trx, [matter_id])).find(({ answer_id }) => answer_id === answer.answer_id);
  const { answered_by: _by, matter_id: _at, ...same } = before ?? { answered_by: '', matter_id };
  const wanted = { ...answer, answered_at: new Date(answer.answered_at).toISOString() };
  if (!isDeepStrictEqual(same, wanted)) throw shouhuError('SH-H006', { id: answer.answer_id });
}

/** The lists of the campaign that an inspection belongs to. */
export async function itemsAt(db: Reading, matter_id: string): Promise<Item[]> {
  const campaign = await campaignAt(db, matter_id);
  return campaign === undefined ? [] : itemsOf(db, campaign.campaign_id);
}

export interface GivenAnswer extends Answer {
  readonly answered_by: string;
}

/** The last answer to each item, by the clocks of the devices. */
export async function answersOf(db: Reading, matter_id: string): Promise<readonly GivenAnswer[]> {
  return (await answersAt(db, [matter_id])).get(matter_id) ?? [];
}

/** {@link answersOf} of several inspections. */
export async function answersAt(
  db: Reading,
  matter_ids: readonly string[],
): Promise<ReadonlyMap<string, readonly GivenAnswer[]>> {
  const given = Map.groupBy(await answersGiven(db, matter_ids), ({ matter_id }) => matter_id);
  return new Map(
    [...given].map(([matter_id, answers]) => {
      const last = new Map(answers.map(({ matter_id: _at, ...answer }) => [answer.item_id, answer]));
      return [matter_id, [...last.values()]];
    }),
  );
}

async function answersGiven(
  db: Reading,
  matter_ids: readonly string[],
): Promise<(GivenAnswer & { readonly matter_id: string })[]> {
  const rows = await db
    .selectFrom('inspection_answer')
    .select([
      'matter_id',
      'answer_id',
      'item_id',
      'value',
      'amount_fen',
      'note',
      'photos',
      'answered_by',
      'answered_at',
    ])
    .where('matter_id', 'in', matter_ids)
    .orderBy('answered_at')
    .orderBy('answer_id')
    .execute();
  return rows.map((row) => ({ ...row, answered_at: row.answered_at.toISOString() }));
}
