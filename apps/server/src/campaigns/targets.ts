/** Targets of a campaign: an inspection is opened at each, and steps that all of them take are taken together. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { inspection } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import { openWithin } from '../casework/open-matter.ts';
import { stepWithin } from '../casework/take-step.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { contains } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { readCampaign } from './read-campaign.ts';
import type { Campaign } from './read-campaign.ts';

/**
 * Opens an inspection at each institution that is no target yet. The caller notes the campaign's step in the log.
 * @returns the codes that were added
 * @throws ShouhuError SH-H003 for an institution that is not of the campaign's region or kind
 */
export async function addTargets(
  trx: Transaction<Schema>,
  asking: Asking,
  campaign: Campaign,
  codes: readonly string[],
): Promise<string[]> {
  const { campaign_id, admdvs, kinds } = campaign;
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return [];
  const known = await trx.selectFrom('institution').selectAll().where('fixmedins_code', 'in', wanted).execute();
  const fit = new Set(
    known
      .filter((place) => contains(admdvs, place.admdvs) && (kinds === 'all' || place.fixmedins_code.startsWith(kinds)))
      .map(({ fixmedins_code }) => fixmedins_code),
  );
  const missing = wanted.find((code) => !fit.has(code));
  if (missing !== undefined) throw shouhuError('SH-H003', { id: missing });
  const there = await trx
    .selectFrom('campaign_target')
    .select('fixmedins_code')
    .where('campaign_id', '=', campaign_id)
    .execute();
  const targets = new Set(there.map(({ fixmedins_code }) => fixmedins_code));
  const added = wanted.filter((code) => !targets.has(code));
  for (const fixmedins_code of added) {
    const matter_id = uuidOf(`${campaign_id} ${fixmedins_code}`);
    await openWithin(trx, asking, { matter_id, procedure: inspection.id, lead_id: null, fixmedins_code });
    await trx
      .insertInto('campaign_target')
      .values({ campaign_id, fixmedins_code, matter_id, added_at: asking.at })
      .execute();
  }
  return added;
}

/**
 * Asks every target that is still only planned to look for itself.
 * @returns how many were asked
 */
export async function askSelfInspections(db: Kysely<Schema>, asking: Asking, campaign_id: string): Promise<number> {
  const { caller, at } = asking;
  return transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await readCampaign(trx, caller, 'campaign.plan', campaign_id);
    const planned = await trx
      .selectFrom('campaign_target')
      .innerJoin('matter', 'matter.matter_id', 'campaign_target.matter_id')
      .select(['matter.matter_id', 'matter.version'])
      .where('campaign_id', '=', campaign_id)
      .where('matter.state', '=', inspection.start)
      .orderBy('matter.matter_id')
      .execute();
    for (const { matter_id, version } of planned) {
      const step = { matter_id, seen: version, action: 'askSelfInspection', with: [], facts: {} };
      await stepWithin(trx, asking, { ...step, request_id: uuidOf(`${matter_id} askSelfInspection`) });
    }
    await note(trx, caller, at, {
      action: 'inspection.act',
      subject: `campaign:${campaign_id}`,
      region: admdvs,
      detail: JSON.stringify({ askSelfInspection: planned.map(({ matter_id }) => matter_id) }),
    });
    return planned.length;
  });
}
