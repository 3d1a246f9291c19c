/** Drafts of local knowledge: begun from what holds, saved as revisions that stay, each with its author. */
import { nationalCalendar } from '@shouhu/clocks';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { formatCivilDate } from '@shouhu/codes';
import { act, doersOf, offersOf, publication } from '@shouhu/procedure';
import type { Facts, Offer, PublicationAction } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { namesOf } from '../people/people.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { digestOf } from './files.ts';
import type { Files } from './files.ts';
import { doWith, isRepeated, reachDraft, refuseStale } from './draft.ts';
import type { Draft } from './draft.ts';
import { inForce } from './in-force.ts';

export interface Written {
  readonly title: string;
  readonly reason: string;
  readonly files: Files;
}

export interface DraftRow {
  readonly draft_id: string;
  readonly title: string;
  readonly state: string;
  readonly version: number;
  readonly revision: number;
  readonly begun_at: string;
}

/** What the page of a draft shows. */
export interface DraftView extends DraftRow, Written {
  readonly digest: string;
  /** The version that it is compared with. */
  readonly base: { readonly version: number; readonly digest: string; readonly files: Files };
  readonly authors: readonly string[];
  readonly deeds: readonly {
    readonly action: string;
    readonly name: string;
    readonly by: string;
    readonly on: string;
    readonly facts: Facts;
  }[];
  readonly revisions: readonly { readonly revision: number; readonly saved_by: string; readonly saved_at: string }[];
  readonly offers: readonly Offer<string>[];
  readonly names: Readonly<Record<string, string>>;
}

type Reading = Kysely<Schema> | Transaction<Schema>;

/**
 * @param wanted without files: those in force
 * @throws ShouhuError SH-H002 without the right; SH-H006 for an id of another draft
 */
export async function beginDraft(
  db: Kysely<Schema>,
  asking: Asking,
  wanted: Omit<Written, 'files'> & { readonly draft_id: string; readonly files?: Files | undefined },
): Promise<DraftView> {
  const { caller, at } = asking;
  scopeOf(caller, 'rulebook.write');
  const { draft_id, title, reason } = wanted;
  return transaction(db, 'read committed', async (trx) => {
    const files = wanted.files ?? (await inForce(trx)).files;
    const digest = digestOf(files);
    const admdvs = caller.regions[0] ?? '';
    const made = await trx
      .insertInto('rule_draft')
      .values({ draft_id, admdvs, begun_at: at, version: 1, state: publication.start, revision: 1, title, digest })
      .onConflict((on) => on.doNothing())
      .returning('draft_id')
      .executeTakeFirst();
    const draft = await reachDraft(trx, caller, 'rulebook.write', draft_id, true);
    if (made === undefined) {
      const [first] = draft.deeds;
      if (first?.by !== caller.id) throw shouhuError('SH-H006', { id: draft_id });
      return viewOf(trx, asking, draft);
    }
    await keepRevision(trx, asking, draft_id, 1, { title, reason, files });
    const doing = { request_id: draft_id, action: 'write', facts: { content: digest, revision: 1 } } as const;
    const begun = await doWith(trx, asking, { row: draft.row, deeds: [] }, doing);
    await noteDraft(trx, asking, begun, 'rulebook.write', 'write 1');
    return viewOf(trx, asking, begun);
  });
}

export interface Save extends Written {
  readonly draft_id: string;
  readonly request_id: string;
  readonly seen: number;
}

/** @throws ShouhuError SH-H003 out of reach, SH-H004 when somebody else was first, SH-C002 once it was proposed */
export async function saveDraft(
  db: Kysely<Schema>,
  asking: Asking,
  { draft_id, request_id, seen, ...written }: Save,
): Promise<DraftView> {
  return transaction(db, 'read committed', async (trx) => {
    const draft = await reachDraft(trx, asking.caller, 'rulebook.write', draft_id, true);
    const content = digestOf(written.files);
    if (isRepeated(draft, asking.caller, { request_id, action: 'write', facts: { content } }))
      return viewOf(trx, asking, draft);
    refuseStale(draft, seen);
    const revision = draft.row.revision + 1;
    await keepRevision(trx, asking, draft_id, revision, written);
    const saved = await doWith(trx, asking, draft, { request_id, action: 'write', facts: { content, revision } });
    const head = { revision, title: written.title, digest: content };
    await trx.updateTable('rule_draft').set(head).where('draft_id', '=', draft_id).execute();
    await noteDraft(trx, asking, saved, 'rulebook.write', `write ${revision}`);
    return viewOf(trx, asking, { ...saved, row: { ...saved.row, ...head } });
  });
}

async function keepRevision(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  draft_id: string,
  revision: number,
  { files, ...head }: Written,
): Promise<void> {
  const kept = { ...head, files: JSON.stringify(files), digest: digestOf(files), saved_by: caller.id, saved_at: at };
  await trx
    .insertInto('rule_draft_revision')
    .values({ draft_id, revision, ...kept })
    .execute();
}

export async function noteDraft(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  { row }: Draft,
  action: 'rulebook.write' | 'rulebook.publish',
  detail: string,
): Promise<void> {
  await note(trx, caller, at, { action, subject: `rules:${row.draft_id}`, region: row.admdvs, detail });
}

/** Those of the caller's regions, the newest first. */
export async function listDrafts(db: Reading, { caller }: Asking): Promise<DraftRow[]> {
  const scope = scopeOf(caller, 'rulebook.read');
  if (scope.reach === 'institution') return [];
  const rows = await db
    .selectFrom('rule_draft')
    .selectAll()
    .where((e) => e.or(scope.regions.map((region) => e('admdvs', 'like', `${prefixOf(region)}%`))))
    .orderBy('begun_at', 'desc')
    .orderBy('draft_id')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(({ draft_id, title, state, version, revision, begun_at }) => ({
    draft_id,
    title,
    state,
    version,
    revision,
    begun_at: begun_at.toISOString(),
  }));
}

const MOST_LISTED = 200;

export async function readDraft(db: Reading, asking: Asking, draft_id: string): Promise<DraftView> {
  return viewOf(db, asking, await reachDraft(db, asking.caller, 'rulebook.read', draft_id));
}

/** What the caller sees of a draft today. */
export async function viewOf(db: Reading, { caller, at }: Asking, { row, deeds }: Draft): Promise<DraftView> {
  const { draft_id, state, version, begun_at } = row;
  const revisions = await db
    .selectFrom('rule_draft_revision')
    .select(['revision', 'saved_by', 'saved_at'])
    .where('draft_id', '=', draft_id)
    .orderBy('revision', 'desc')
    .execute();
  const last = await db
    .selectFrom('rule_draft_revision')
    .selectAll()
    .where('draft_id', '=', draft_id)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const { seq: _seq, ...base } = await inForce(db);
  const authors = [...new Set(doersOf(deeds, ['write']))];
  return {
    draft_id,
    state,
    version,
    begun_at: begun_at.toISOString(),
    revision: last.revision,
    title: last.title,
    reason: last.reason,
    files: last.files,
    digest: last.digest,
    base,
    authors,
    deeds: deeds.map(({ action, by, on, facts }) => ({
      action,
      name: publication.steps[action].name,
      by,
      on: formatCivilDate(on),
      facts,
    })),
    revisions: revisions.map(({ saved_at, ...rest }) => ({ ...rest, saved_at: saved_at.toISOString() })),
    offers: offersTo(caller, at, deeds, { content: row.digest, base: base.digest }),
    names: await namesOf(db, [...authors, ...deeds.map(({ by }) => by)]),
  };
}

/** Steps with doors of their own. */
const OWN_DOORS = new Set<PublicationAction>(['write', 'plan', 'replan', 'return']);

/** Steps as a screen offers them; contents are what the platform states itself, so that it knows now what stands against them. */
function offersTo(caller: Caller, at: Date, deeds: Draft['deeds'], facts: Facts): Offer<string>[] {
  const [by, on] = [caller, civilDayOf(at)];
  return offersOf(publication, deeds, { by, on }, nationalCalendar)
    .filter(({ action }) => !OWN_DOORS.has(action))
    .map((offer) => {
      if (offer.refusal !== null || !offer.facts.includes('content')) return offer;
      const outcome = act(publication, deeds, { action: offer.action, by, on, facts }, nationalCalendar);
      return outcome.ok ? offer : { ...offer, refusal: outcome.refusal };
    });
}
