/** Agreements and measures of institutions out of the store, as the pure functions take them. */
import { measure } from '@shouhu/procedure';
import { sanctionOf } from '@shouhu/procedure';
import type { Deed, Sanction } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Selectable, Transaction } from 'kysely';
import { dayOf } from '../casework/matter.ts';
import { jsonRows } from '../store/json-rows.ts';
import type { Schema } from '../store/schema.ts';
import type { Agreement } from './agreement-state.ts';
import type { Standing } from './settlement-status.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

/** A measure that was delivered, with its matter. */
export interface MeasureOf extends Sanction {
  readonly matter_id: string;
  readonly state: string;
}

export interface StandingOf extends Standing {
  readonly sanctions: readonly MeasureOf[];
}

/** For many institutions at once, in one statement. */
export async function standingsOf(db: Reading, codes: readonly string[]): Promise<ReadonlyMap<string, StandingOf>> {
  if (codes.length === 0) return new Map();
  const { rows } = await sql<StandingRows>`SELECT ${standingColumns(sql`${codes}::text[]`)}`.execute(db);
  return standingsIn(rows[0] ?? NONE, codes);
}

/** What standings are made of, as columns of a statement that brings more. @param codes SQL of an array */
export const standingColumns = (codes: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    ${jsonRows(sql`SELECT agreement_id, fixmedins_code, number, valid_from, valid_to FROM agreement WHERE fixmedins_code = ANY (${codes}) ORDER BY valid_from`)} AS agreements,
    ${jsonRows(sql`SELECT agreement_id, act, day, leave_day, actor FROM agreement_act JOIN agreement USING (agreement_id)
      WHERE fixmedins_code = ANY (${codes}) ORDER BY agreement_act.seq`)} AS acts,
    ${jsonRows(sql`SELECT matter_id, fixmedins_code, state, action, actor, others, day, facts FROM matter JOIN deed USING (matter_id)
      WHERE procedure = ${measure.id} AND fixmedins_code = ANY (${codes}) ORDER BY matter_id, seq`)} AS deeds`;

export function standingsIn(
  { agreements, acts, deeds }: StandingRows,
  codes: readonly string[],
): ReadonlyMap<string, StandingOf> {
  const agreed = agreementsOf(agreements, acts);
  const measures = measuresOf(deeds);
  return new Map(
    codes.map((code) => [code, { agreements: agreed.get(code) ?? [], sanctions: measures.get(code) ?? [] }]),
  );
}

/** As the database gives them in JSON: days are text. */
export interface StandingRows {
  readonly agreements: readonly Pick<
    Selectable<Schema['agreement']>,
    'agreement_id' | 'fixmedins_code' | 'number' | 'valid_from' | 'valid_to'
  >[];
  readonly acts: readonly Pick<
    Selectable<Schema['agreement_act']>,
    'agreement_id' | 'act' | 'day' | 'leave_day' | 'actor'
  >[];
  readonly deeds: readonly (Pick<
    Selectable<Schema['deed']>,
    'matter_id' | 'action' | 'actor' | 'others' | 'day' | 'facts'
  > & { readonly fixmedins_code: string; readonly state: string })[];
}

const NONE: StandingRows = { agreements: [], acts: [], deeds: [] };

function agreementsOf(rows: StandingRows['agreements'], acts: StandingRows['acts']): Map<string, Agreement[]> {
  const actsOf = Map.groupBy(acts, ({ agreement_id }) => agreement_id);
  const agreements = rows.map(({ fixmedins_code, agreement_id, number, valid_from, valid_to }) => ({
    fixmedins_code,
    agreement_id,
    number,
    from: dayOf(valid_from),
    to: dayOf(valid_to),
    acts: (actsOf.get(agreement_id) ?? []).map(({ act, day, leave_day, actor }) => ({
      act,
      day: dayOf(day),
      leave: leave_day === null ? null : dayOf(leave_day),
      actor,
    })),
  }));
  return Map.groupBy(agreements, ({ fixmedins_code }) => fixmedins_code);
}

function measuresOf(deeds: StandingRows['deeds']): Map<string, MeasureOf[]> {
  const found = [...Map.groupBy(deeds, ({ matter_id }) => matter_id)].flatMap(([matter_id, rows]) => {
    const sanction = sanctionOf(
      rows.map(({ action, actor: by, others, day, facts }): Deed => ({
        action,
        by,
        with: others,
        on: dayOf(day),
        facts,
      })),
    );
    const { fixmedins_code = '', state = '' } = rows[0] ?? {};
    return sanction === null ? [] : [{ ...sanction, matter_id, fixmedins_code, state }];
  });
  return Map.groupBy(found, ({ fixmedins_code }) => fixmedins_code);
}
