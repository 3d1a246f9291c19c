/** The dossier of an institution (一机构一卷宗): entries written once, each chained by SM3 to the one before. */
import { createHash } from 'node:crypto';
import { formatCivilDate } from '@shouhu/codes';
import type { Deed } from '@shouhu/procedure';
import { append, EMPTY } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { ENTRY_OF } from './kinds.ts';
import type { DossierKind } from './kinds.ts';

export interface NewEntry {
  /** Made by the client, or new. */
  readonly entry_id: string;
  readonly fixmedins_code: string;
  readonly region: string;
  readonly kind: DossierKind;
  readonly subject: string;
  /** What the entry says; no name of a person in it. */
  readonly detail: Detail;
}

/** As the entry holds it: the day it is about, and what else belongs to its kind. */
export type Detail = { readonly day: string } & Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

/**
 * Adds an entry in the transaction of the deed that it is about. Writers at one institution wait for each other; the lock leaves those alone who
 * only refer to the institution.
 */
export async function addToDossier(trx: Transaction<Schema>, { caller, at }: Asking, entry: NewEntry): Promise<void> {
  const { entry_id, fixmedins_code, region, kind, subject, detail } = entry;
  await trx
    .selectFrom('institution')
    .select('fixmedins_code')
    .where('fixmedins_code', '=', fixmedins_code)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const last = await trx
    .selectFrom('dossier_entry')
    .select(['seq', 'digest'])
    .where('fixmedins_code', '=', fixmedins_code)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const head = last ?? EMPTY;
  const row = {
    seq: head.seq + 1,
    at: at.toISOString(),
    actor: caller.id,
    kind,
    subject,
    region,
    detail: JSON.stringify(detail),
  };
  const { digest } = append(head, chained({ ...row, fixmedins_code, entry_id }));
  await trx
    .insertInto('dossier_entry')
    .values({ ...row, fixmedins_code, entry_id, digest })
    .execute();
}

interface Recorded {
  readonly seq: number;
  readonly request_id: string;
  /** Deeds before this one. */
  readonly deeds: readonly Deed[];
  readonly deed: Deed;
}

/** The entry of a step that a matter took; none for steps that bring none. */
export async function addDeed(
  trx: Transaction<Schema>,
  asking: Asking,
  procedure: string,
  place: { readonly matter_id: string; readonly fixmedins_code: string; readonly admdvs: string },
  { seq, request_id, deeds, deed }: Recorded,
): Promise<void> {
  const { action, facts, on } = deed;
  const kind = ENTRY_OF[`${procedure} ${action}`];
  if (kind === undefined) return;
  const { matter_id, fixmedins_code, admdvs } = place;
  const amounts = Object.entries(facts).flatMap(([name, value]) =>
    name.endsWith('_fen') && typeof value === 'number' ? [[name, value] as const] : [],
  );
  const detail = {
    day: formatCivilDate(on),
    procedure,
    action,
    seq,
    deed: deedDigest(deed),
    ...measureIn([...deeds, deed]),
    ...Object.fromEntries(amounts),
  };
  const entry_id = entryIdOf(matter_id, request_id);
  await addToDossier(trx, asking, {
    entry_id,
    fixmedins_code,
    region: admdvs,
    kind,
    subject: `matter:${matter_id}`,
    detail,
  });
}

/** Which measure the matter is about, if it is about one. */
function measureIn(deeds: readonly Deed[]): { readonly measure?: string } {
  const measure = deeds.findLast(({ action }) => action === 'propose')?.facts['measure'];
  return typeof measure === 'string' ? { measure } : {};
}

/** SM3 of everything that a deed says, whatever the order in which the store keeps it. */
export function deedDigest({ action, by, with: others, on, facts }: Deed): string {
  const ordered = Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(['shouhu-deed-1', action, by, others, formatCivilDate(on), ordered]);
  return createHash('sm3').update(text).digest('hex');
}

/** Two matters may have requests of the same id. */
function entryIdOf(matter_id: string, request_id: string): string {
  const hex = createHash('sha256').update(`dossier ${matter_id} ${request_id}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

interface Stored {
  readonly fixmedins_code: string;
  readonly seq: number;
  readonly entry_id: string;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  readonly region: string;
  readonly detail: string;
}

/** The entry as it is chained: an entry of another institution, or under another id, does not fit. */
export function chained({ seq, at, actor, kind, subject, region, detail, fixmedins_code, entry_id }: Stored) {
  return { seq, at, actor, action: kind, subject, purpose: `dossier ${fixmedins_code} ${entry_id}`, region, detail };
}
