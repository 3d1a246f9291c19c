/**
 * Double random draw (双随机): which institutions, and which inspectors go there. The seed is made by the server and stands in the log before
 * anything is drawn by it; whoever has seed, pools and recusals draws the same again (`@shouhu/draw`).
 */
import { randomBytes } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { draw, poolDigest } from '@shouhu/draw';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { stepWithin } from '../casework/take-step.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { contains } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { institutionsOf, readCampaign } from './read-campaign.ts';
import type { Campaign, Reading } from './read-campaign.ts';
import type { Recusal } from './schema.ts';
import { addTargets } from './targets.ts';

export interface DrawWanted {
  /** Made by the client: a repeat finishes or repeats the same draw. */
  readonly draw_id: string;
  /** How many institutions are drawn; null gives a team to every target that has none. */
  readonly count: number | null;
  /** Officers of a team, at least two. */
  readonly team: number;
  readonly recusals: readonly Recusal[];
}

interface Team {
  readonly fixmedins_code: string;
  readonly officers: readonly string[];
}

type Pools = Pick<
  Selectable<Schema['campaign_draw']>,
  'seed' | 'institutions' | 'inspectors' | 'recusals' | 'count' | 'team'
>;

/** What a seed draws. Pure. @throws ShouhuError SH-H070 when too few are left */
export function teamsOf({ seed, institutions, inspectors, recusals, count, team }: Pools): Team[] {
  const drawn = count === null ? institutions : draw(seed, institutions, count).drawn;
  return drawn.map((fixmedins_code) => ({
    fixmedins_code,
    officers: draw(`${seed} ${fixmedins_code}`, inspectors, team, recusedAt(recusals, fixmedins_code)).drawn,
  }));
}

function recusedAt(recusals: readonly Recusal[], fixmedins_code: string): string[] {
  return recusals
    .filter((each) => each.fixmedins_code === null || each.fixmedins_code === fixmedins_code)
    .map(({ person }) => person);
}

/**
 * Draws, opens inspections at the institutions drawn and gives each its officers.
 * @throws ShouhuError SH-H002, SH-H003, SH-H006; SH-H070 when too few institutions or inspectors are left: nothing was drawn then
 */
export async function drawTeams(
  db: Kysely<Schema>,
  asking: Asking,
  campaign_id: string,
  wanted: DrawWanted,
): Promise<void> {
  await fixSeed(db, asking, campaign_id, wanted);
  const { caller, at } = asking;
  await transaction(db, 'read committed', async (trx) => {
    const campaign = await readCampaign(trx, caller, 'campaign.draw', campaign_id);
    const row = await trx
      .selectFrom('campaign_draw')
      .selectAll()
      .where('draw_id', '=', wanted.draw_id)
      .executeTakeFirstOrThrow();
    const done = await trx.selectFrom('campaign_drawn').select('seq').where('draw_id', '=', row.draw_id).execute();
    if (done.length > 0) return;
    const teams = teamsOf(row);
    await addTargets(
      trx,
      asking,
      campaign,
      teams.map(({ fixmedins_code }) => fixmedins_code),
    );
    for (const [index, { fixmedins_code, officers }] of teams.entries()) {
      const drawn = { draw_id: row.draw_id, seq: index + 1, fixmedins_code, officers: JSON.stringify(officers) };
      await trx.insertInto('campaign_drawn').values(drawn).execute();
      await assign(trx, asking, uuidOf(`${campaign_id} ${fixmedins_code}`), officers, row.draw_id);
    }
    await note(trx, caller, at, {
      action: 'campaign.draw',
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify({ draw_id: row.draw_id, teams }),
    });
  });
}

/** First the seed and what it will draw from, in a transaction of its own. */
async function fixSeed(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  campaign_id: string,
  { draw_id, count, team, recusals }: DrawWanted,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const campaign = await readCampaign(trx, caller, 'campaign.draw', campaign_id);
    const before = await trx.selectFrom('campaign_draw').selectAll().where('draw_id', '=', draw_id).executeTakeFirst();
    if (before !== undefined) {
      if (before.campaign_id !== campaign_id || before.drawn_by !== caller.id)
        throw shouhuError('SH-H006', { id: draw_id });
      return;
    }
    const pools = await poolsOf(trx, campaign, count);
    const seed = randomBytes(32).toString('hex');
    const fixed = { draw_id, campaign_id, seed, ...pools, recusals, count, team, drawn_by: caller.id, drawn_at: at };
    refuseTooFew(fixed);
    await trx
      .insertInto('campaign_draw')
      .values({
        ...fixed,
        institutions: JSON.stringify(pools.institutions),
        inspectors: JSON.stringify(pools.inspectors),
        recusals: JSON.stringify(recusals),
      })
      .execute();
    const digests = { institutions: poolDigest(pools.institutions), inspectors: poolDigest(pools.inspectors) };
    await note(trx, caller, at, {
      action: 'campaign.draw',
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify({ draw_id, seed, ...digests, recusals, count, team }),
    });
  });
}

/** Whether everything can be drawn, whatever the seed: a draw that failed by chance could be tried again until it pleased. */
function refuseTooFew({ institutions, inspectors, recusals, count, team }: Omit<Pools, 'seed'>): void {
  draw('', institutions, count ?? institutions.length);
  for (const fixmedins_code of institutions) draw('', inspectors, team, recusedAt(recusals, fixmedins_code));
}

/** Institutions without officers of this campaign yet, and every inspector of the region: nobody picks the pools. */
async function poolsOf(
  trx: Transaction<Schema>,
  campaign: Campaign,
  count: number | null,
): Promise<{ institutions: string[]; inspectors: string[] }> {
  const targets = await trx
    .selectFrom('campaign_target')
    .innerJoin('matter', 'matter.matter_id', 'campaign_target.matter_id')
    .select((e) => [
      'campaign_target.fixmedins_code',
      e
        .exists(
          e
            .selectFrom('deed')
            .select('deed.seq')
            .whereRef('deed.matter_id', '=', 'matter.matter_id')
            .where('deed.action', '=', 'assign'),
        )
        .as('assigned'),
    ])
    .where('campaign_id', '=', campaign.campaign_id)
    .orderBy('campaign_target.fixmedins_code')
    .execute();
  const free = targets.filter(({ assigned }) => assigned !== true).map(({ fixmedins_code }) => fixmedins_code);
  const taken = new Set(targets.filter(({ assigned }) => assigned === true).map((each) => each.fixmedins_code));
  const all = campaign.targeting === 'drawn' && count !== null ? await institutionsOf(trx, campaign) : free;
  const accounts = await trx
    .selectFrom('user_account')
    .select(['id', 'regions', 'duties'])
    .where('disabled_at', 'is', null)
    .where('fixmedins_code', 'is', null)
    .orderBy('id')
    .execute();
  const inspectors = accounts.filter(
    ({ duties, regions }) =>
      duties.includes('inspector') && regions.some((region) => contains(region, campaign.admdvs)),
  );
  return { institutions: all.filter((code) => !taken.has(code)), inspectors: inspectors.map(({ id }) => id) };
}

async function assign(
  trx: Transaction<Schema>,
  asking: Asking,
  matter_id: string,
  officers: readonly string[],
  draw_id: string,
): Promise<void> {
  const { version } = await trx
    .selectFrom('matter')
    .select('version')
    .where('matter_id', '=', matter_id)
    .executeTakeFirstOrThrow();
  const step = { matter_id, seen: version, action: 'assign', with: [], facts: { officers, draw: draw_id } };
  await stepWithin(trx, asking, { ...step, request_id: uuidOf(`${matter_id} ${draw_id} assign`) });
}

export interface DrawView extends Omit<Selectable<Schema['campaign_draw']>, 'campaign_id' | 'drawn_at'> {
  readonly drawn_at: string;
  readonly teams: readonly Team[];
}

/** The record of every draw of a campaign. */
export async function drawsOf(db: Reading, campaign_id: string): Promise<DrawView[]> {
  const rows = await db
    .selectFrom('campaign_draw')
    .selectAll()
    .where('campaign_id', '=', campaign_id)
    .orderBy('drawn_at')
    .orderBy('draw_id')
    .execute();
  const teams = await db
    .selectFrom('campaign_drawn')
    .innerJoin('campaign_draw', 'campaign_draw.draw_id', 'campaign_drawn.draw_id')
    .select(['campaign_drawn.draw_id', 'fixmedins_code', 'officers'])
    .where('campaign_id', '=', campaign_id)
    .orderBy('campaign_drawn.draw_id')
    .orderBy('seq')
    .execute();
  return rows.map(({ campaign_id: _id, drawn_at, ...row }) => ({
    ...row,
    drawn_at: drawn_at.toISOString(),
    teams: teams
      .filter(({ draw_id }) => draw_id === row.draw_id)
      .map(({ fixmedins_code, officers }) => ({ fixmedins_code, officers })),
  }));
}
