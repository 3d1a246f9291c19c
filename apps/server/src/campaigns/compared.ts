/** What a look back shows: what was found before beside what is found again, out of deeds and answers alone. */
import type { InspectionAction } from '@shouhu/procedure';
import type { Selectable } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { answersAt } from './answers.ts';
import type { GivenAnswer } from './answers.ts';
import { chosenOf } from './look-backs.ts';
import { unvisitedStates } from './read-campaign.ts';
import type { Reading } from './read-campaign.ts';

/** Of one inspection. */
interface Found {
  /** What the head decided of it; null while nothing is decided. */
  readonly result: 'nothing' | 'handled' | null;
  /** What the institution was told. */
  readonly findings: string;
  /** Last answer to each item of the lists. */
  readonly answers: readonly { readonly item_id: string; readonly value: string; readonly amount_fen: number | null }[];
  /** Sum of the amounts on the form. */
  readonly amount_fen: number;
}

interface Again {
  readonly fixmedins_code: string;
  /** The inspection that looks back, and the earlier one. */
  readonly matter_id: string;
  readonly earlier_id: string;
  readonly state: string;
  readonly visited: boolean;
  readonly before: Found;
  readonly again: Found;
}

export interface LookBackView extends Omit<Selectable<Schema['campaign_look_back']>, 'campaign_id' | 'made_at'> {
  readonly made_at: string;
  readonly chosen: readonly string[];
  readonly places: readonly Again[];
}

/** Institutions that were looked back at, counted. */
export interface LookBackFigures {
  readonly planned: number;
  readonly visited: number;
  /** Something was found there before, and is found again; or no longer. */
  readonly found_before: number;
  readonly found_again: number;
  readonly put_right: number;
  readonly before_fen: number;
  readonly again_fen: number;
}

/** Every look back of a campaign, the first one first. */
export async function lookBacksOf(db: Reading, campaign_id: string): Promise<LookBackView[]> {
  const rows = await db
    .selectFrom('campaign_look_back')
    .selectAll()
    .where('campaign_id', '=', campaign_id)
    .orderBy('made_at')
    .orderBy('look_back_id')
    .execute();
  if (rows.length === 0) return [];
  const pairs = await db
    .selectFrom('campaign_looked_back')
    .innerJoin('campaign_look_back', 'campaign_look_back.look_back_id', 'campaign_looked_back.look_back_id')
    .innerJoin('matter', 'matter.matter_id', 'campaign_looked_back.matter_id')
    .select([
      'campaign_looked_back.look_back_id',
      'campaign_looked_back.fixmedins_code',
      'campaign_looked_back.matter_id',
      'campaign_looked_back.earlier_id',
      'matter.state',
    ])
    .where('campaign_id', '=', campaign_id)
    .orderBy('campaign_looked_back.fixmedins_code')
    .execute();
  const found = await foundAt(
    db,
    pairs.flatMap(({ matter_id, earlier_id }) => [matter_id, earlier_id]),
  );
  const places = pairs.map(({ look_back_id, ...pair }) => ({
    look_back_id,
    ...pair,
    visited: !unvisitedStates.some((state) => state === pair.state),
    before: found.get(pair.earlier_id) ?? NOTHING_YET,
    again: found.get(pair.matter_id) ?? NOTHING_YET,
  }));
  return rows.map(({ campaign_id: _id, made_at, ...row }) => ({
    ...row,
    made_at: made_at.toISOString(),
    chosen: chosenOf(row),
    places: places.flatMap(({ look_back_id, ...place }) => (look_back_id === row.look_back_id ? [place] : [])),
  }));
}

/** Pure: the same look backs give the same figures. */
export function lookBackFigures(views: readonly LookBackView[]): LookBackFigures {
  const places = views.flatMap((view) => view.places);
  const decided = places.filter(({ again }) => again.result !== null);
  const fen = (of: readonly Found[]): number => of.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  return {
    planned: places.length,
    visited: places.filter(({ visited }) => visited).length,
    found_before: places.filter(({ before }) => before.result === 'handled').length,
    found_again: decided.filter(({ again }) => again.result === 'handled').length,
    put_right: decided.filter(({ before, again }) => before.result === 'handled' && again.result === 'nothing').length,
    before_fen: fen(places.map(({ before }) => before)),
    again_fen: fen(places.map(({ again }) => again)),
  };
}

const NOTHING_YET: Found = { result: null, findings: '', answers: [], amount_fen: 0 };
const TELLING: readonly InspectionAction[] = ['inform', 'findNothing', 'handle'];

async function foundAt(db: Reading, matter_ids: readonly string[]): Promise<ReadonlyMap<string, Found>> {
  if (matter_ids.length === 0) return new Map();
  const deeds = await db
    .selectFrom('deed')
    .select(['matter_id', 'action', 'facts'])
    .where('matter_id', 'in', matter_ids)
    .where('action', 'in', TELLING)
    .orderBy('matter_id')
    .orderBy('seq')
    .execute();
  const told = Map.groupBy(deeds, ({ matter_id }) => matter_id);
  const answers = await answersAt(db, matter_ids);
  return new Map(
    matter_ids.map((matter_id) => {
      const own = told.get(matter_id) ?? [];
      const result = own.findLast(({ action }) => action !== 'inform')?.action;
      const findings = own.findLast(({ action }) => action === 'inform')?.facts['findings'];
      return [
        matter_id,
        {
          result: result === undefined ? null : result === 'handle' ? 'handled' : 'nothing',
          findings: typeof findings === 'string' ? findings : '',
          ...formOf(answers.get(matter_id) ?? []),
        },
      ];
    }),
  );
}

function formOf(answers: readonly GivenAnswer[]): Pick<Found, 'answers' | 'amount_fen'> {
  return {
    answers: answers.map(({ item_id, value, amount_fen }) => ({ item_id, value, amount_fen })),
    amount_fen: answers.reduce((sum, { amount_fen }) => sum + (amount_fen ?? 0), 0),
  };
}
