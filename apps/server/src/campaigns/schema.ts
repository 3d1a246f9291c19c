/** Tables of campaigns and of what is filled in at an inspection. All of them are written once; where an inspection stands is its matter's. */
import type { Measure } from '@shouhu/procedure';
import type { ColumnType, JSONColumnType } from 'kysely';
import type { Caller } from '../rights/caller.ts';

type Fixed<Type> = ColumnType<Type, Type, never>;
type Listed<Item> = JSONColumnType<readonly Item[], string, never>;

/** Which institutions a campaign is about: all of its region (双覆盖), some that were chosen, or some that are drawn (双随机). */
export type Targeting = 'all' | 'chosen' | 'drawn';

/** 定点医疗机构, 定点零售药店, or both: the first letter of their codes. */
export type Kinds = 'all' | 'H' | 'P';

interface CampaignTable {
  campaign_id: Fixed<string>;
  name: Fixed<string>;
  basis: Fixed<string>;
  theme: Fixed<string>;
  admdvs: Fixed<string>;
  kinds: Fixed<Kinds>;
  targeting: Fixed<Targeting>;
  from_day: Fixed<string>;
  to_day: Fixed<string>;
  /** Until when institutions look for themselves, and from when the look back begins. */
  self_until: Fixed<string | null>;
  look_back_from: Fixed<string | null>;
  made_by: Fixed<string>;
  made_at: Fixed<Date>;
}

/** `self`: for the institution (自查清单); `site`: for the officers (现场检查表). */
export type ListKind = 'self' | 'site';
export type AnswerKind = 'yes-no' | 'amount' | 'number' | 'text';

interface CampaignItemTable {
  campaign_id: Fixed<string>;
  item_id: Fixed<string>;
  seq: Fixed<number>;
  list: Fixed<ListKind>;
  text: Fixed<string>;
  /** Article or rule code. */
  reference: Fixed<string>;
  answer: Fixed<AnswerKind>;
}

interface CampaignTargetTable {
  campaign_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  /** The inspection there. */
  matter_id: Fixed<string>;
  added_at: Fixed<Date>;
}

/** Why an inspector stays away: close relatives there, an interest, worked there before, another tie. */
export const RECUSALS = ['relative', 'interest', 'employed', 'other'] as const;

/** Who may not be drawn for which institution; without one, for none. */
export interface Recusal {
  readonly person: string;
  readonly fixmedins_code: string | null;
  readonly reason: (typeof RECUSALS)[number];
}

interface CampaignDrawTable {
  draw_id: Fixed<string>;
  campaign_id: Fixed<string>;
  /** Made by the server and noted before anything was drawn by it. */
  seed: Fixed<string>;
  institutions: Listed<string>;
  inspectors: Listed<string>;
  recusals: Listed<Recusal>;
  /** How many institutions are drawn; null gives a team to each. */
  count: Fixed<number | null>;
  team: Fixed<number>;
  drawn_by: Fixed<string>;
  drawn_at: Fixed<Date>;
}

interface CampaignDrawnTable {
  draw_id: Fixed<string>;
  seq: Fixed<number>;
  fixmedins_code: Fixed<string>;
  officers: Listed<string>;
}

/** A photograph is named by its digest: the picture itself goes into the file of the matter. */
export interface Photo {
  readonly name: string;
  readonly digest: string;
}

interface InspectionAnswerTable {
  /** Made on the device, with or without a network. */
  answer_id: Fixed<string>;
  matter_id: Fixed<string>;
  item_id: Fixed<string>;
  value: Fixed<string>;
  amount_fen: Fixed<number | null>;
  note: Fixed<string>;
  photos: Listed<Photo>;
  answered_by: Fixed<string>;
  /** By the clock of the device. */
  answered_at: Fixed<Date>;
  recorded_at: Fixed<Date>;
}

/** What was done at one institution in a campaign of the past. */
export interface ResultRow {
  readonly fixmedins_code: string;
  readonly inspected_on: string;
  readonly decided_on: string;
  readonly findings: string;
  readonly measures: readonly Measure[];
  /** Days of a measure that has a term. */
  readonly terms: Readonly<Partial<Record<Measure, number>>>;
  /** Fund recovered. */
  readonly recovered_fen: number;
}

interface CampaignBatchTable {
  batch_id: Fixed<string>;
  campaign_id: Fixed<string>;
  rows: Listed<ResultRow>;
  /** Officers of the visits, the first of them who enters the batch. */
  officers: Listed<string>;
  /** Who entered it, as they were then: their steps are taken when it is confirmed. */
  maker: JSONColumnType<Omit<Caller, 'fixmedins_code'>, string, never>;
  made_at: Fixed<Date>;
}

interface CampaignVerdictTable {
  batch_id: Fixed<string>;
  verdict: Fixed<'confirmed' | 'returned'>;
  reason: Fixed<string>;
  given_by: Fixed<string>;
  given_at: Fixed<Date>;
}

interface CampaignLookBackTable {
  look_back_id: Fixed<string>;
  campaign_id: Fixed<string>;
  /** From when officers go there again. */
  day: Fixed<string>;
  /** Made by the server and noted before anything was drawn by it; null where institutions were named. */
  seed: Fixed<string | null>;
  /** All that could be drawn, or those named. */
  institutions: Listed<string>;
  count: Fixed<number | null>;
  made_by: Fixed<string>;
  made_at: Fixed<Date>;
}

interface CampaignLookedBackTable {
  look_back_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  /** The inspection that looks back. */
  matter_id: Fixed<string>;
  /** The one that it looks back at. */
  earlier_id: Fixed<string>;
}

export interface CampaignSchema {
  campaign: CampaignTable;
  campaign_item: CampaignItemTable;
  campaign_target: CampaignTargetTable;
  campaign_draw: CampaignDrawTable;
  campaign_drawn: CampaignDrawnTable;
  inspection_answer: InspectionAnswerTable;
  campaign_look_back: CampaignLookBackTable;
  campaign_looked_back: CampaignLookedBackTable;
  campaign_batch: CampaignBatchTable;
  campaign_verdict: CampaignVerdictTable;
}
