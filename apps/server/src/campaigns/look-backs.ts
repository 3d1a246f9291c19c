/**
 * Looking back (回头看): institutions that a campaign has inspected are inspected once more, named or drawn, each by an inspection that
 * follows from the earlier one. What was found before stands beside what is found again.
 */
import { randomBytes } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { draw, poolDigest } from '@shouhu/draw';
import { shouhuError } from '@shouhu/errors';
import { inspection } from '@shouhu/procedure';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { civilDayOf, dayOf } from '../casework/matter.ts';
import { openWithin } from '../casework/open-matter.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { readCampaign, unvisitedStates } from './read-campaign.ts';
import type { Campaign } from './read-campaign.ts';

export interface LookBackWanted {
  /** Made by the client: a repeat plans nothing new. */
  readonly look_back_id: string;
  /** From when officers go there again, today or later. */
  readonly day: string;
  /** Codes of institutions, or how many are drawn of all that may be. */
  readonly of: { readonly named: readonly string[] } | { readonly drawn: number };
}

/**
 * Plans inspections linked to the earlier ones.
 * @throws ShouhuError SH-H002, SH-H003, SH-H006; SH-H005 for a day that has passed; SH-H035 for an institution that was not inspected, or is
 * looked back at already; SH-H070 when fewer are left than are to be drawn
 */
export async function planLookBack(
  db: Kysely<Schema>,
  asking: Asking,
  campaign_id: string,
  wanted: LookBackWanted,
): Promise<void> {
  if (dayOf(wanted.day) < civilDayOf(asking.at)) throw shouhuError('SH-H005', { field: 'day', reason: wanted.day });
  await fixChoice(db, asking, campaign_id, wanted);
  await openChosen(db, asking, campaign_id, wanted);
}

const rightFor = ({ of }: LookBackWanted) => ('named' in of ? 'campaign.plan' : 'campaign.draw');

/** First what is chosen from, and the seed where it is drawn, in a transaction of its own: both stand in the log before anything is drawn. */
async function fixChoice(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  campaign_id: string,
  wanted: LookBackWanted,
): Promise<void> {
  const { look_back_id, day, of } = wanted;
  await transaction(db, 'read committed', async (trx) => {
    const campaign = await locked(trx, { caller, at }, campaign_id, wanted);
    const before = await trx
      .selectFrom('campaign_look_back')
      .selectAll()
      .where('look_back_id', '=', look_back_id)
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.campaign_id !== campaign_id || before.made_by !== caller.id || before.day !== day)
        throw shouhuError('SH-H006', { id: look_back_id });
      return;
    }
    const open = [...(await openFor(trx, campaign_id)).keys()];
    const chosen = 'named' in of ? [...new Set(of.named)] : open;
    const odd = chosen.find((code) => !open.includes(code));
    if (odd !== undefined) throw shouhuError('SH-H035', { code: odd });
    const seed = 'drawn' in of ? randomBytes(32).toString('hex') : null;
    const count = 'drawn' in of ? of.drawn : null;
    if (count !== null) draw('', chosen, count);
    const fixed = { look_back_id, campaign_id, day, seed, count, made_by: caller.id, made_at: at };
    await trx
      .insertInto('campaign_look_back')
      .values({ ...fixed, institutions: JSON.stringify(chosen) })
      .execute();
    await note(trx, caller, at, {
      action: rightFor(wanted),
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify({ look_back_id, day, seed, count, institutions: poolDigest(chosen) }),
    });
  });
}

async function openChosen(
  db: Kysely<Schema>,
  asking: Asking,
  campaign_id: string,
  wanted: LookBackWanted,
): Promise<void> {
  const { look_back_id } = wanted;
  await transaction(db, 'read committed', async (trx) => {
    const campaign = await locked(trx, asking, campaign_id, wanted);
    const row = await trx
      .selectFrom('campaign_look_back')
      .selectAll()
      .where('look_back_id', '=', look_back_id)
      .executeTakeFirstOrThrow();
    const done = await trx
      .selectFrom('campaign_looked_back')
      .select('matter_id')
      .where('look_back_id', '=', look_back_id)
      .execute();
    if (done.length > 0) return;
    const open = await openFor(trx, campaign_id);
    const chosen = chosenOf(row);
    for (const fixmedins_code of chosen) {
      const parent_id = open.get(fixmedins_code);
      if (parent_id === undefined) throw shouhuError('SH-H035', { code: fixmedins_code });
      const matter_id = uuidOf(`${look_back_id} ${fixmedins_code}`);
      await openWithin(trx, asking, { matter_id, procedure: inspection.id, lead_id: null, parent_id, fixmedins_code });
      await trx
        .insertInto('campaign_looked_back')
        .values({ look_back_id, fixmedins_code, matter_id, earlier_id: parent_id })
        .execute();
    }
    await note(trx, asking.caller, asking.at, {
      action: rightFor(wanted),
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify({ look_back_id, chosen }),
    });
  });
}

/** What a seed draws, or what was named. Pure. */
export function chosenOf({
  seed,
  institutions,
  count,
}: Pick<Selectable<Schema['campaign_look_back']>, 'seed' | 'institutions' | 'count'>): readonly string[] {
  return seed === null || count === null ? institutions : draw(seed, institutions, count).drawn;
}

/** Of two who choose at once, one waits for the other. */
async function locked(
  trx: Transaction<Schema>,
  { caller }: Asking,
  campaign_id: string,
  wanted: LookBackWanted,
): Promise<Campaign> {
  const campaign = await readCampaign(trx, caller, rightFor(wanted), campaign_id);
  await trx
    .selectFrom('campaign')
    .select('campaign_id')
    .where('campaign_id', '=', campaign_id)
    .forUpdate()
    .executeTakeFirst();
  return campaign;
}

/** Inspections that officers have been to and nobody looks back at yet, by institution. */
async function openFor(trx: Transaction<Schema>, campaign_id: string): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('campaign_target')
    .innerJoin('matter', 'matter.matter_id', 'campaign_target.matter_id')
    .select(['campaign_target.fixmedins_code', 'matter.matter_id'])
    .where('campaign_id', '=', campaign_id)
    .where('matter.state', 'not in', unvisitedStates)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('campaign_looked_back')
            .select('campaign_looked_back.matter_id')
            .whereRef('campaign_looked_back.earlier_id', '=', 'matter.matter_id'),
        ),
      ),
    )
    .orderBy('campaign_target.fixmedins_code')
    .execute();
  return new Map(rows.map(({ fixmedins_code, matter_id }) => [fixmedins_code, matter_id]));
}
