/** Inspections as those who carry them out see them: what is mine to visit, and the form to be filled in there. */
import { nationalCalendar } from '@shouhu/clocks';
import { inspection, standing } from '@shouhu/procedure';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { answersOf, itemsAt, readInspection } from './answers.ts';
import type { GivenAnswer } from './answers.ts';
import { photosOf } from './photos.ts';
import type { KeptPhoto } from './photos.ts';
import { campaignAt } from './read-campaign.ts';
import type { Item } from './read-campaign.ts';

export interface Visit {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly state: string;
  readonly version: number;
  readonly campaign: string;
  readonly items: readonly Item[];
  readonly answers: readonly GivenAnswer[];
  /** Photographs that have arrived; an institution is shown none. */
  readonly photos: readonly KeptPhoto[];
}

type State = keyof typeof inspection.states;
/** From the day the officers are named until the form is closed. */
const ahead: readonly State[] = ['planned', 'selfInspecting', 'ready', 'announced', 'inspecting', 'recorded'];

/** Inspections of which the caller is an officer, with their lists: what a phone takes along to where there is no network. */
export async function myVisits(db: Kysely<Schema>, asking: Asking): Promise<Visit[]> {
  const { caller } = asking;
  scopeOf(caller, 'inspection.note');
  const rows = await db
    .selectFrom('matter')
    .innerJoin('deed', 'deed.matter_id', 'matter.matter_id')
    .select('matter.matter_id')
    .distinct()
    .where('matter.procedure', '=', inspection.id)
    .where('matter.state', 'in', ahead)
    .where((e) => e(e.ref('deed.facts', '->').key('officers'), '@>', JSON.stringify([caller.id])))
    .orderBy('matter.matter_id')
    .limit(200)
    .execute();
  const visits: Visit[] = [];
  for (const { matter_id } of rows) {
    const { deeds, conducted } = await readInspection(db, asking, matter_id);
    const { officers } = standing(conducted.procedure, deeds, nationalCalendar);
    if (officers.includes(caller.id)) visits.push(await readVisit(db, asking, matter_id));
  }
  return visits;
}

/**
 * The form of one inspection: to the institution only its own list.
 * @throws ShouhuError SH-H002, SH-H003
 */
export async function readVisit(db: Kysely<Schema>, asking: Asking, matter_id: string): Promise<Visit> {
  const { row } = await readInspection(db, asking, matter_id);
  const { fixmedins_code, state, version } = row;
  const items = (await itemsAt(db, matter_id)).filter(({ list }) => list === 'self' || isStaff(asking.caller));
  const answers = await answersOf(db, matter_id);
  const { fixmedins_name } = await db
    .selectFrom('institution')
    .select('fixmedins_name')
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirstOrThrow();
  const campaign = await campaignAt(db, matter_id);
  return {
    matter_id,
    fixmedins_code,
    fixmedins_name,
    state,
    version,
    campaign: campaign?.name ?? '',
    items,
    answers: answers.filter(({ item_id }) => items.some((item) => item.item_id === item_id)),
    photos: isStaff(asking.caller) ? await photosOf(db, matter_id) : [],
  };
}

const isStaff = (caller: Caller): boolean => scopeOf(caller, 'inspection.read').reach === 'region';
