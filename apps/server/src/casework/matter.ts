/** A matter out of the store: its procedure, its deeds, and where it stands. */
import { nationalCalendar } from '@shouhu/clocks';
import { civilDay, formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { offersOf, standing } from '@shouhu/procedure';
import type { Deed, Offer, Procedure, Standing } from '@shouhu/procedure';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import { debtsOf } from '../money/effects.ts';
import type { Debts } from '../money/effects.ts';
import { namesOf } from '../people/people.ts';
import type { DeedTable, MatterTable, Schema } from '../store/schema.ts';
import { PROCEDURES } from './procedures.ts';
import type { Conducted } from './procedures.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

export interface Matter {
  readonly row: Selectable<MatterTable>;
  readonly deeds: readonly (Deed & { readonly request_id: string })[];
  readonly conducted: Conducted;
}

/** What a page of one matter shows. */
export interface MatterView {
  readonly matter_id: string;
  readonly procedure: string;
  readonly lead_id: string | null;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly version: number;
  readonly state: string;
  readonly state_name: string;
  readonly officers: readonly string[];
  readonly clocks: readonly {
    readonly clock: string;
    readonly name: string;
    readonly basis: string;
    readonly state: string;
    readonly due: string | null;
  }[];
  readonly deeds: readonly {
    readonly action: string;
    readonly name: string;
    readonly by: string;
    readonly with: readonly string[];
    readonly on: string;
    readonly facts: Deed['facts'];
  }[];
  readonly offers: readonly Offer<string>[];
  /** Names of those who took part, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** What is still owed, in fen. */
  readonly debts: Debts;
}

/**
 * Reads a matter that the caller's right reaches.
 * @param lock keeps others from moving it until the transaction ends
 * @throws ShouhuError SH-H002 without the right; SH-H003 where there is none, or not within reach: the two look the same
 */
export async function readMatter(
  db: Reading,
  caller: Caller,
  matter_id: string,
  right: 'read' | 'act',
  lock = false,
): Promise<Matter> {
  const query = db.selectFrom('matter').selectAll().where('matter_id', '=', matter_id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  const conducted = row === undefined ? undefined : PROCEDURES.get(row.procedure);
  if (row === undefined || conducted === undefined || !isWithin(scopeOf(caller, conducted[right]), row)) {
    throw shouhuError('SH-H003', { id: matter_id });
  }
  const deeds = await db.selectFrom('deed').selectAll().where('matter_id', '=', matter_id).orderBy('seq').execute();
  return { row, deeds: deeds.map(deedOf), conducted };
}

/** What the caller sees of a matter today. */
export async function viewOf(
  db: Reading,
  { row, deeds, conducted: { procedure } }: Matter,
  { caller, at }: Asking,
): Promise<MatterView> {
  const { matter_id, lead_id, fixmedins_code, version } = row;
  const now = standing(procedure, deeds, nationalCalendar);
  return {
    matter_id,
    procedure: procedure.id,
    lead_id,
    fixmedins_code,
    fixmedins_name: await nameAt(db, fixmedins_code),
    version,
    state: now.state,
    state_name: procedure.states[now.state] ?? now.state,
    officers: now.officers,
    clocks: Object.entries(now.clocks)
      .filter(([, clock]) => clock.state !== 'waiting')
      .map(([clock, { state, due }]) => ({
        clock,
        name: procedure.clocks[clock]?.name ?? clock,
        basis: procedure.clocks[clock]?.basis ?? '',
        state,
        due: due === null ? null : formatCivilDate(due),
      })),
    deeds: deeds.map(({ action, by, with: others, on, facts }) => ({
      action,
      name: procedure.steps[action]?.name ?? action,
      by,
      with: others,
      on: formatCivilDate(on),
      facts,
    })),
    names: await namesOf(db, [...now.officers, ...deeds.flatMap((deed) => [deed.by, ...deed.with])]),
    debts: await debtsOf(db, matter_id),
    offers: offersOf(procedure, deeds, { by: caller, on: civilDayOf(at) }, nationalCalendar),
  };
}

async function nameAt(db: Reading, fixmedins_code: string): Promise<string> {
  const query = db.selectFrom('institution').select('fixmedins_name').where('fixmedins_code', '=', fixmedins_code);
  return (await query.executeTakeFirstOrThrow()).fixmedins_name;
}

/** The running clock that runs out first; at the end of a procedure nothing is due any more. */
export function nextDue(
  { steps }: Procedure,
  { state, clocks }: Standing<string, string>,
): { due_day: string | null; due_clock: string | null } {
  const goesOn = Object.values(steps).some(({ from }) => from.includes(state));
  const running = Object.entries(goesOn ? clocks : {}).flatMap(([name, { state: of, due }]) =>
    of === 'running' && due !== null ? [{ name, due }] : [],
  );
  const [first] = running.toSorted((a, b) => a.due - b.due);
  return { due_day: first === undefined ? null : formatCivilDate(first.due), due_clock: first?.name ?? null };
}

function deedOf(row: Selectable<DeedTable>): Deed & { readonly request_id: string } {
  const { action, actor, others, facts, request_id } = row;
  return { action, by: actor, with: others, on: dayOf(row.day), facts, request_id };
}

/** A day that the store holds. */
export function dayOf(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new TypeError(`no day: ${text}`);
  return parsed.value;
}

/** The civil day of an instant in China: UTC+8, without summer time. */
export function civilDayOf(at: Date): CivilDate {
  return civilDay(Math.floor((at.getTime() + 8 * 3_600_000) / 86_400_000));
}
