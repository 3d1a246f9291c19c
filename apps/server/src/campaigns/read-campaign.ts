/** A campaign out of the store, within the caller's reach. */
import { shouhuError } from '@shouhu/errors';
import type { inspection } from '@shouhu/procedure';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import type { AnswerKind, ListKind } from './schema.ts';

export type Reading = Kysely<Schema> | Transaction<Schema>;
export type Campaign = Selectable<Schema['campaign']>;

export interface Item {
  readonly item_id: string;
  readonly list: ListKind;
  readonly text: string;
  readonly reference: string;
  readonly answer: AnswerKind;
}

/** States of an inspection that nobody went to yet, or ever. */
export const unvisitedStates: readonly (keyof typeof inspection.states)[] = [
  'planned',
  'selfInspecting',
  'ready',
  'announced',
  'cancelled',
];

/** The campaign that an inspection belongs to, as its target or as a look back; undefined where it belongs to none. */
export async function campaignAt(
  db: Reading,
  matter_id: string,
): Promise<Pick<Campaign, 'campaign_id' | 'name'> | undefined> {
  const own = db.selectFrom('campaign_target').select('campaign_id').where('matter_id', '=', matter_id);
  const again = db
    .selectFrom('campaign_looked_back')
    .innerJoin('campaign_look_back', 'campaign_look_back.look_back_id', 'campaign_looked_back.look_back_id')
    .select('campaign_id')
    .where('matter_id', '=', matter_id);
  return db
    .selectFrom('campaign')
    .select(['campaign_id', 'name'])
    .where('campaign_id', 'in', own.union(again))
    .executeTakeFirst();
}

/** @throws ShouhuError SH-H002 without the right; SH-H003 where there is none, or not within reach */
export async function readCampaign(
  db: Reading,
  caller: Caller,
  right: RightName,
  campaign_id: string,
): Promise<Campaign> {
  const scope = scopeOf(caller, right);
  const row = await db.selectFrom('campaign').selectAll().where('campaign_id', '=', campaign_id).executeTakeFirst();
  if (row === undefined || !isWithin(scope, { fixmedins_code: '', admdvs: row.admdvs })) {
    throw shouhuError('SH-H003', { id: campaign_id });
  }
  return row;
}

/** Codes of all institutions that the campaign is to cover. */
export async function institutionsOf(
  db: Reading,
  { admdvs, kinds }: Pick<Campaign, 'admdvs' | 'kinds'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('institution')
    .select('fixmedins_code')
    .where('admdvs', 'like', `${prefixOf(admdvs)}%`)
    .$if(kinds !== 'all', (query) => query.where('fixmedins_code', 'like', `${kinds}%`))
    .orderBy('fixmedins_code')
    .execute();
  return rows.map(({ fixmedins_code }) => fixmedins_code);
}

export async function itemsOf(db: Reading, campaign_id: string): Promise<Item[]> {
  return db
    .selectFrom('campaign_item')
    .select(['item_id', 'list', 'text', 'reference', 'answer'])
    .where('campaign_id', '=', campaign_id)
    .orderBy('seq')
    .execute();
}
