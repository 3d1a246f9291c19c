/** A matter out of the store: its procedure, its deeds, and where it stands. */
import { nationalCalendar } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { isTurnOf, keptIn, nextOf, penalty, standing } from '@shouhu/procedure';
import type { Deed, Duty, Procedure, Standing } from '@shouhu/procedure';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { isWithin, scopeOf } from '../rights/caller.ts';
import { reachOf } from '../rights/rights.ts';
import type { Asking, Caller, Scope, Whereabouts } from '../rights/caller.ts';
import { debtsOn, sumOf } from '../money/effects.ts';
import type { Debts } from '../money/effects.ts';
import { namesOf } from '../people/people.ts';
import type { MatterTable, Schema } from '../store/schema.ts';
import { isOver, runningClocks } from './keep-standing.ts';
import { offersFor } from './offers.ts';
import type { MatterOffer } from './offers.ts';
import { PROCEDURES } from './procedures.ts';
import { civilDayOf, deedOf } from './recorded.ts';
import type { Conducted } from './procedures.ts';
import { confirmersOf, signaturesOf } from './signatures.ts';

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
    /** Who confirmed a joint step, and who has yet to; an institution is not told. */
    readonly confirmed: readonly string[];
    readonly awaited: readonly string[];
  }[];
  readonly offers: readonly MatterOffer[];
  /** Nothing can follow any more. */
  readonly over: boolean;
  /** The steps that it waits for, whose they are, and which of them the caller can take now. */
  readonly next: readonly {
    readonly action: string;
    readonly name: string;
    readonly duties: readonly Duty[];
    readonly wait: { readonly clock: string; readonly name: string; readonly due: string } | null;
    readonly mine: boolean;
  }[];
  /** Names of those who took part, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** What is still owed today, in fen. */
  readonly debts: Debts;
  /** Days and parts in which a fine may be paid; empty where nothing was granted. */
  readonly plan: readonly {
    readonly on: string;
    readonly due: string;
    readonly fen: number;
    readonly paid_fen: number;
  }[];
  /** The matter that it follows from, and those that follow from it, within the caller's reach. */
  readonly parent: Relative | null;
  readonly children: readonly Relative[];
}

/** Another matter as it is named beside one. */
interface Relative {
  readonly matter_id: string;
  readonly procedure: string;
  readonly state: string;
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
  if (row === undefined || conducted === undefined || !isSeen(conducted, scopeOf(caller, conducted[right]), row)) {
    throw shouhuError('SH-H003', { id: matter_id });
  }
  const deeds = await db.selectFrom('deed').selectAll().where('matter_id', '=', matter_id).orderBy('seq').execute();
  return { row, deeds: deeds.map(deedOf), conducted };
}

/** Within reach, and not kept from the institution yet. */
function isSeen({ hidden }: Conducted, scope: Scope, row: Whereabouts & { readonly state: string }): boolean {
  return isWithin(scope, row) && !(scope.reach === 'institution' && hidden?.states.includes(row.state) === true);
}

/** Steps that are kept from the caller: an institution does not learn whom it is to expect. */
function hiddenFrom(caller: Caller, { hidden, read }: Conducted, deeds: readonly Deed[]): readonly string[] {
  if (hidden === undefined || scopeOf(caller, read).reach === 'region') return [];
  return deeds.some(({ action }) => hidden.until.includes(action)) ? [] : hidden.steps;
}

/** What the caller sees of a matter today. */
export async function viewOf(
  db: Reading,
  { row, deeds, conducted }: Matter,
  { caller, at }: Asking,
): Promise<MatterView> {
  const { procedure } = conducted;
  const hidden = hiddenFrom(caller, conducted, deeds);
  const shown = deeds.filter(({ action }) => !hidden.includes(action));
  const { matter_id, lead_id, parent_id, fixmedins_code, version } = row;
  const now = standing(procedure, deeds, nationalCalendar);
  const officers = hidden.length > 0 ? [] : now.officers;
  const signatures = await signaturesOf(db, matter_id);
  const on = civilDayOf(at);
  const debts = await debtsOn(db, matter_id, deeds, on);
  const next = hidden.length > 0 ? [] : nextOf(procedure, deeds, on, nationalCalendar);
  const confirmersBy = (deed: Deed) => (caller.fixmedins_code === null ? confirmersOf(procedure, deed) : []);
  const hasSigned = (deed: Deed, person: string): boolean =>
    signatures.some(({ seq, signer }) => deeds[seq - 1] === deed && signer === person);
  return {
    matter_id,
    procedure: procedure.id,
    lead_id,
    fixmedins_code,
    fixmedins_name: await nameAt(db, fixmedins_code),
    version,
    state: now.state,
    state_name: procedure.states[now.state] ?? now.state,
    officers,
    clocks: Object.entries(now.clocks)
      .filter(([, clock]) => clock.state !== 'waiting')
      .map(([clock, { state, due }]) => ({
        clock,
        name: procedure.clocks[clock]?.name ?? clock,
        basis: procedure.clocks[clock]?.basis ?? '',
        state,
        due: due === null ? null : formatCivilDate(due),
      })),
    deeds: shown.map((deed) => ({
      action: deed.action,
      name: procedure.steps[deed.action]?.name ?? deed.action,
      by: deed.by,
      with: deed.with,
      on: formatCivilDate(deed.on),
      facts: deed.facts,
      confirmed: confirmersBy(deed).filter((person) => hasSigned(deed, person)),
      awaited: confirmersBy(deed).filter((person) => !hasSigned(deed, person)),
    })),
    names: await namesOf(db, [...officers, ...shown.flatMap((deed) => [deed.by, ...deed.with])]),
    debts,
    plan: planOf(procedure, deeds),
    parent: parent_id === null ? null : ((await relativesOf(db, caller, 'matter_id', parent_id))[0] ?? null),
    children: await relativesOf(db, caller, 'parent_id', matter_id),
    offers: await offersFor(db, { row, deeds, conducted }, caller, on, sumOf(debts)),
    over: isOver(procedure, now.state),
    next: next.map((each) => ({
      action: each.action,
      name: procedure.steps[each.action]?.name ?? each.action,
      duties: each.duties,
      wait:
        each.wait === null ? null : { ...each.wait, name: procedure.clocks[each.wait.clock]?.name ?? each.wait.clock },
      mine: isTurnOf(caller, [each]),
    })),
  };
}

function planOf({ id }: Procedure, deeds: readonly Deed[]): MatterView['plan'] {
  if (id !== penalty.id) return [];
  return keptIn(deeds).map(({ on, due, fen, paid_fen }) => ({
    on: formatCivilDate(on),
    due: formatCivilDate(due),
    fen,
    paid_fen,
  }));
}

async function relativesOf(
  db: Reading,
  caller: Caller,
  by: 'matter_id' | 'parent_id',
  id: string,
): Promise<Relative[]> {
  const rows = await db
    .selectFrom('matter')
    .select(['matter_id', 'procedure', 'state', 'fixmedins_code', 'admdvs'])
    .where(by, '=', id)
    .orderBy('opened_at')
    .orderBy('matter_id')
    .execute();
  return rows.flatMap(({ matter_id, procedure, state, ...place }) => {
    const conducted = PROCEDURES.get(procedure);
    const seen =
      conducted !== undefined &&
      reachOf(conducted.read, caller.duties) !== null &&
      isSeen(conducted, scopeOf(caller, conducted.read), { ...place, state });
    return seen ? [{ matter_id, procedure, state }] : [];
  });
}

async function nameAt(db: Reading, fixmedins_code: string): Promise<string> {
  const query = db.selectFrom('institution').select('fixmedins_name').where('fixmedins_code', '=', fixmedins_code);
  return (await query.executeTakeFirstOrThrow()).fixmedins_name;
}

/** The running clock that runs out first. */
export function nextDue(
  procedure: Procedure,
  now: Standing<string, string>,
): { due_day: string | null; due_clock: string | null } {
  const [first] = runningClocks(procedure, now);
  return { due_day: first?.due_day ?? null, due_clock: first?.clock ?? null };
}

export { civilDayOf, dayOf, deedOf } from './recorded.ts';
