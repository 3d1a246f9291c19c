/** A dossier as it is read, and whether it holds. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { verify } from '@shouhu/vault';
import type { ChainFault, ChainedEntry } from '@shouhu/vault';
import type { Kysely, Transaction } from 'kysely';
import { dayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { namesOf } from '../people/people.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import { addToDossier, chained, deedDigest } from './dossier.ts';
import type { Detail } from './dossier.ts';
import type { DossierKind } from './kinds.ts';

interface DossierEntry {
  readonly entry_id: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: Detail;
  readonly digest: string;
}

export interface Dossier {
  readonly entries: readonly DossierEntry[];
  /** Names of those who made them, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** How many entries there are of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
}

export interface DossierFilter {
  readonly kind?: DossierKind | undefined;
  /** The last of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The latest first. @throws ShouhuError SH-H002 without the right, SH-H003 out of reach */
export async function readDossier(
  db: Kysely<Schema>,
  caller: Caller,
  fixmedins_code: string,
  { kind, before, limit }: DossierFilter,
): Promise<Dossier> {
  await placeWithin(db, caller, 'dossier.read', fixmedins_code);
  const rows = await db
    .selectFrom('dossier_entry')
    .select(['entry_id', 'seq', 'at', 'actor', 'kind', 'subject', 'detail', 'digest'])
    .where('fixmedins_code', '=', fixmedins_code)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  const counts = await db
    .selectFrom('dossier_entry')
    .select((e) => ['kind', e.fn.countAll<number>().as('count')])
    .where('fixmedins_code', '=', fixmedins_code)
    .groupBy('kind')
    .execute();
  return {
    entries: rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) })),
    names: await namesOf(
      db,
      rows.map(({ actor }) => actor),
    ),
    kinds: Object.fromEntries(counts.map((one) => [one.kind, one.count])),
  };
}

/** `deed`: the step that an entry is about was changed. */
export type DossierVerdict = { readonly entries: number; readonly digest: string } & (
  | { readonly ok: true }
  | { readonly ok: false; readonly seq: number; readonly fault: ChainFault | 'deed' }
);

/** Reads the whole chain, and holds the steps of matters against what their entries say of them. */
export async function verifyDossier(
  db: Kysely<Schema>,
  caller: Caller,
  fixmedins_code: string,
): Promise<DossierVerdict> {
  await placeWithin(db, caller, 'dossier.read', fixmedins_code);
  const rows = await db
    .selectFrom('dossier_entry')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .orderBy('seq')
    .execute();
  const found = await verify(rows.map((row): ChainedEntry => ({ ...chained(row), digest: row.digest })));
  const { entries, head } = found;
  if (!found.ok) return { ok: false, entries, digest: head.digest, seq: found.seq, fault: found.fault };
  const seq = await changedDeed(db, fixmedins_code, rows);
  if (seq !== null) return { ok: false, entries, digest: head.digest, seq, fault: 'deed' };
  return { ok: true, entries, digest: head.digest };
}

async function changedDeed(
  db: Kysely<Schema>,
  fixmedins_code: string,
  rows: readonly { readonly seq: number; readonly subject: string; readonly detail: string }[],
): Promise<number | null> {
  const deeds = await db
    .selectFrom('deed')
    .innerJoin('matter', 'matter.matter_id', 'deed.matter_id')
    .select(['deed.matter_id', 'seq', 'action', 'actor', 'others', 'day', 'facts'])
    .where('matter.fixmedins_code', '=', fixmedins_code)
    .execute();
  const digests = new Map(
    deeds.map(({ matter_id, seq, action, actor: by, others, day, facts }) => [
      `matter:${matter_id} ${seq}`,
      deedDigest({ action, by, with: others, on: dayOf(day), facts }),
    ]),
  );
  for (const { seq, subject, detail } of rows) {
    const { deed, seq: at }: Detail = JSON.parse(detail);
    if (deed !== undefined && digests.get(`${subject} ${String(at)}`) !== deed) return seq;
  }
  return null;
}

export interface NewNote {
  /** Made by the client: a repeat adds nothing. */
  readonly entry_id: string;
  readonly kind: 'note' | 'interview' | 'evidence';
  readonly day: string;
  readonly title: string;
  readonly text: string;
  /** SM3 of a file that it is about. */
  readonly file: string | null;
}

/** Adds what somebody writes down by hand. @throws ShouhuError SH-H006 for the id of another entry */
export async function addNote(
  db: Kysely<Schema>,
  asking: Asking,
  fixmedins_code: string,
  { entry_id, kind, ...detail }: NewNote,
): Promise<void> {
  const { caller, at } = asking;
  await transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await placeWithin(trx, caller, 'dossier.write', fixmedins_code);
    const before = await trx
      .selectFrom('dossier_entry')
      .selectAll()
      .where('entry_id', '=', entry_id)
      .executeTakeFirst();
    if (before !== undefined) {
      const known = [before.fixmedins_code, before.kind, JSON.parse(before.detail)];
      if (isDeepStrictEqual(known, [fixmedins_code, kind, detail])) return;
      throw shouhuError('SH-H006', { id: entry_id });
    }
    const entry = { entry_id, fixmedins_code, region: admdvs, kind, subject: `entry:${entry_id}`, detail };
    await addToDossier(trx, asking, entry);
    await note(trx, caller, at, {
      action: 'dossier.write',
      subject: `institution:${fixmedins_code}`,
      region: admdvs,
      detail: `${kind} ${entry_id}`,
    });
  });
}

/** An institution that the right reaches. @throws ShouhuError SH-H002 without the right; SH-H003 where there is none, or not within reach */
export async function placeWithin(
  db: Kysely<Schema> | Transaction<Schema>,
  caller: Caller,
  right: RightName,
  fixmedins_code: string,
): Promise<{ readonly fixmedins_code: string; readonly fixmedins_name: string; readonly admdvs: string }> {
  const scope = scopeOf(caller, right);
  const place = await db
    .selectFrom('institution')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  if (place === undefined || !isWithin(scope, place)) throw shouhuError('SH-H003', { id: fixmedins_code });
  return place;
}
