/** Special campaigns (专项检查): planned once, with lists of what to look for; every target gets an inspection. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { institutionsOf, readCampaign } from './read-campaign.ts';
import type { Item } from './read-campaign.ts';
import type { Kinds, Targeting } from './schema.ts';
import { addTargets } from './targets.ts';

export interface NewCampaign {
  /** Made by the client: a repeat plans nothing new. */
  readonly campaign_id: string;
  readonly name: string;
  readonly basis: string;
  readonly theme: string;
  readonly admdvs: string;
  readonly kinds: Kinds;
  readonly targeting: Targeting;
  readonly from_day: string;
  readonly to_day: string;
  readonly self_until: string | null;
  readonly look_back_from: string | null;
  readonly items: readonly Item[];
  /** Of a campaign whose targets are chosen. */
  readonly fixmedins_codes: readonly string[];
}

/**
 * Plans a campaign and, unless its targets are to be drawn, an inspection at each of them.
 * @throws ShouhuError SH-H002 without the right; SH-H003 for a region or institution out of reach; SH-H005 for a period that ends before it
 * begins; SH-H006 for an id of another campaign
 */
export async function planCampaign(db: Kysely<Schema>, asking: Asking, wanted: NewCampaign): Promise<void> {
  const { caller, at } = asking;
  const { items, fixmedins_codes, ...campaign } = wanted;
  const scope = scopeOf(caller, 'campaign.plan');
  if (!isWithin(scope, { fixmedins_code: '', admdvs: campaign.admdvs }))
    throw shouhuError('SH-H003', { id: campaign.admdvs });
  if (campaign.to_day < campaign.from_day) throw shouhuError('SH-H005', { field: 'to_day', reason: campaign.to_day });
  await transaction(db, 'read committed', async (trx) => {
    const made = await trx
      .insertInto('campaign')
      .values({ ...campaign, made_by: caller.id, made_at: at })
      .onConflict((on) => on.column('campaign_id').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (made === undefined) {
      await refuseUnlessRepeated(trx, campaign);
      return;
    }
    const { campaign_id } = campaign;
    const rows = items.map((item, index) => ({ campaign_id, seq: index + 1, ...item }));
    if (rows.length > 0) await trx.insertInto('campaign_item').values(rows).execute();
    const codes = campaign.targeting === 'all' ? await institutionsOf(trx, made) : fixmedins_codes;
    if (campaign.targeting !== 'drawn') await addTargets(trx, asking, made, codes);
    await note(trx, caller, at, {
      action: 'campaign.plan',
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify(wanted),
    });
  });
}

/** Makes the coverage whole again: institutions that came since, or were chosen since, get an inspection. */
export async function coverMore(
  db: Kysely<Schema>,
  asking: Asking,
  campaign_id: string,
  fixmedins_codes: readonly string[],
): Promise<number> {
  const { caller, at } = asking;
  return transaction(db, 'read committed', async (trx) => {
    const campaign = await readCampaign(trx, caller, 'campaign.plan', campaign_id);
    const codes = campaign.targeting === 'all' ? await institutionsOf(trx, campaign) : fixmedins_codes;
    if (campaign.targeting === 'drawn') throw shouhuError('SH-H031', { name: campaign.name });
    const added = await addTargets(trx, asking, campaign, codes);
    await note(trx, caller, at, {
      action: 'campaign.plan',
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify({ added }),
    });
    return added.length;
  });
}

async function refuseUnlessRepeated(
  trx: Transaction<Schema>,
  wanted: Omit<NewCampaign, 'items' | 'fixmedins_codes'>,
): Promise<void> {
  const { campaign_id } = wanted;
  const row = await trx.selectFrom('campaign').selectAll().where('campaign_id', '=', campaign_id).executeTakeFirst();
  const { made_by: _by, made_at: _at, ...before } = row ?? { made_by: '', made_at: null };
  if (!isDeepStrictEqual(before, { ...wanted })) throw shouhuError('SH-H006', { id: campaign_id });
}
