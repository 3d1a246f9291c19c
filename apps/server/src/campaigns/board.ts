/** A campaign as it stands: its institutions, what was visited, decided and recovered. Everything is counted anew out of matters and ledger. */
import { nationalCalendar } from '@shouhu/clocks';
import { inspection, standing } from '@shouhu/procedure';
import type { InspectionAction, Measure } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { dayOf } from '../casework/matter.ts';
import { due } from '../money/accounts.ts';
import { namesOf } from '../people/people.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { measuresAt } from './measures.ts';
import { institutionsOf, itemsOf, readCampaign, unvisitedStates } from './read-campaign.ts';
import type { Campaign, Item, Reading } from './read-campaign.ts';
import { reportOf } from './report.ts';
import type { CampaignReport } from './report.ts';
import { batchesOf } from './batches.ts';
import type { BatchView } from './batches.ts';
import { lookBacksOf } from './compared.ts';
import type { LookBackView } from './compared.ts';
import { drawsOf } from './draws.ts';
import type { DrawView } from './draws.ts';

interface Place {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** The inspection. */
  readonly matter_id: string;
  readonly state: string;
  readonly due_day: string | null;
  readonly visited: boolean;
  readonly officers: readonly string[];
  /** Measures in effect, each once. */
  readonly measures: readonly Measure[];
  readonly recovered_fen: number;
}

export interface CampaignRow extends Omit<Campaign, 'made_at'> {
  readonly made_at: string;
  readonly targets: number;
  readonly visited: number;
  readonly closed: number;
}

export interface CampaignView extends Omit<Campaign, 'made_at'> {
  readonly made_at: string;
  readonly items: readonly Item[];
  /** Institutions of the region and kind that there are today, and how many of them are targets. */
  readonly institutions: number;
  readonly places: readonly Place[];
  readonly draws: readonly DrawView[];
  readonly batches: readonly BatchView[];
  readonly look_backs: readonly LookBackView[];
  readonly report: CampaignReport;
  /** Names of persons, by id. */
  readonly names: Readonly<Record<string, string>>;
}

/** Campaigns within reach, the newest first. @throws ShouhuError SH-H002 */
export async function listCampaigns(db: Kysely<Schema>, caller: Caller): Promise<CampaignRow[]> {
  const scope = scopeOf(caller, 'campaign.read');
  const regions = scope.reach === 'region' ? scope.regions : [];
  const rows = await db
    .selectFrom('campaign')
    .leftJoin('campaign_target', 'campaign_target.campaign_id', 'campaign.campaign_id')
    .leftJoin('matter', 'matter.matter_id', 'campaign_target.matter_id')
    .selectAll('campaign')
    .select((e) => [
      e.fn.count<number>('campaign_target.matter_id').as('targets'),
      e.fn.count<number>('matter.matter_id').filterWhere('matter.state', 'in', closedStates).as('closed'),
      e.fn.count<number>('matter.matter_id').filterWhere('matter.state', 'not in', unvisitedStates).as('visited'),
    ])
    .where((e) => e.or(regions.map((region) => e('campaign.admdvs', 'like', `${prefixOf(region)}%`))))
    .groupBy('campaign.campaign_id')
    .orderBy('campaign.from_day', 'desc')
    .orderBy('campaign.campaign_id')
    .limit(500)
    .execute();
  return rows.map(({ made_at, ...row }) => ({ ...row, made_at: made_at.toISOString() }));
}

type State = keyof typeof inspection.states;
const closedStates: readonly State[] = ['closed', 'cancelled'];

/** @throws ShouhuError SH-H002, SH-H003 */
export async function campaignView(db: Kysely<Schema>, caller: Caller, campaign_id: string): Promise<CampaignView> {
  const { made_at, ...campaign } = await readCampaign(db, caller, 'campaign.read', campaign_id);
  const places = await placesOf(db, campaign_id);
  const [draws, batches] = [await drawsOf(db, campaign_id), await batchesOf(db, campaign_id)];
  const look_backs = await lookBacksOf(db, campaign_id);
  const institutions = (await institutionsOf(db, campaign)).length;
  const persons = [
    ...places.flatMap(({ officers }) => officers),
    ...draws.flatMap(({ inspectors, drawn_by }) => [...inspectors, drawn_by]),
    ...batches.flatMap(({ officers, verdict }) => [...officers, ...(verdict === null ? [] : [verdict.given_by])]),
    ...look_backs.map(({ made_by }) => made_by),
    campaign.made_by,
  ];
  return {
    ...campaign,
    made_at: made_at.toISOString(),
    items: await itemsOf(db, campaign_id),
    institutions,
    places,
    draws,
    batches,
    look_backs,
    report: reportOf({ institutions, places, look_backs }),
    names: await namesOf(db, persons),
  };
}

/** Every target with what came of it. */
async function placesOf(db: Reading, campaign_id: string): Promise<Place[]> {
  const rows = await db
    .selectFrom('campaign_target')
    .innerJoin('matter', 'matter.matter_id', 'campaign_target.matter_id')
    .innerJoin('institution', 'institution.fixmedins_code', 'campaign_target.fixmedins_code')
    .select([
      'campaign_target.fixmedins_code',
      'institution.fixmedins_name',
      'matter.matter_id',
      'matter.state',
      'matter.due_day',
    ])
    .where('campaign_id', '=', campaign_id)
    .orderBy('campaign_target.fixmedins_code')
    .execute();
  const officers = await officersAt(db, campaign_id);
  const measures = await measuresAt(db, campaign_id);
  const recovered = await recoveredAt(db, campaign_id);
  return rows.map((row) => ({
    ...row,
    visited: !unvisitedStates.some((state) => state === row.state),
    officers: officers.get(row.matter_id) ?? [],
    measures: measures.get(row.fixmedins_code) ?? [],
    recovered_fen: recovered.get(row.fixmedins_code) ?? 0,
  }));
}

async function officersAt(db: Reading, campaign_id: string): Promise<Map<string, readonly string[]>> {
  const appointing: readonly InspectionAction[] = ['assign', 'recuse'];
  const rows = await db
    .selectFrom('deed')
    .innerJoin('campaign_target', 'campaign_target.matter_id', 'deed.matter_id')
    .select(['deed.matter_id', 'action', 'actor', 'others', 'day', 'facts'])
    .where('campaign_id', '=', campaign_id)
    .where('action', 'in', appointing)
    .orderBy('deed.matter_id')
    .orderBy('seq')
    .execute();
  const deeds = Map.groupBy(rows, ({ matter_id }) => matter_id);
  return new Map(
    [...deeds].map(([matter_id, of]) => {
      const appointed = of.flatMap(({ action, actor, others, day, facts }) =>
        action === 'assign' || action === 'recuse'
          ? [{ action, by: actor, with: others, on: dayOf(day), facts } as const]
          : [],
      );
      return [matter_id, standing(inspection, appointed, nationalCalendar).officers];
    }),
  );
}

/**
 * Fund that came back, by institution: of the inspection and of every matter that follows from it. Paid or deducted against what was to be
 * returned; liquidated damages, fines and surcharges are none of it.
 */
async function recoveredAt(db: Reading, campaign_id: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ fixmedins_code: string; fen: number }>`
    WITH RECURSIVE family AS (
      SELECT fixmedins_code, matter_id FROM campaign_target WHERE campaign_id = ${campaign_id}
      UNION ALL
      SELECT f.fixmedins_code, m.matter_id FROM matter m JOIN family f ON m.parent_id = f.matter_id)
    SELECT f.fixmedins_code, sum(-p.fen)::bigint AS fen
    FROM family f JOIN ledger_entry e ON e.memo = 'matter:' || f.matter_id JOIN ledger_posting p USING (entry_id)
    WHERE e.kind IN ('paid', 'deducted') AND p.account IN ('owed:' || f.matter_id || ':refund', ${due('refund')})
    GROUP BY 1`.execute(db);
  return new Map(rows.map(({ fixmedins_code, fen }) => [fixmedins_code, fen]));
}
