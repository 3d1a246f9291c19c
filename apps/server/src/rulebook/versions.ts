/** Published versions: which there are, what they say, which one holds, and the return to an older one. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { namesOf } from '../people/people.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import { doWith, reachDraft } from './draft.ts';
import type { Files } from './files.ts';
import { inForce, lockInForce, putInForce, refuseNarrow } from './in-force.ts';

export interface VersionRow {
  readonly version: number;
  readonly title: string;
  readonly reason: string;
  readonly digest: string;
  readonly snapshot: string;
  readonly draft_id: string | null;
  readonly written_by: readonly string[];
  readonly approved_by: string;
  /** Null for version 0, which nobody published. */
  readonly published_at: string | null;
  readonly replaces: number | null;
}

export interface VersionsView {
  /** Number of the last change, by which a return is asked for. */
  readonly seq: number;
  readonly version: number;
  readonly versions: readonly VersionRow[];
  /** What held from when, the last first. */
  readonly history: readonly {
    readonly seq: number;
    readonly version: number;
    readonly since: string;
    readonly by: string;
    readonly reason: string;
  }[];
  readonly names: Readonly<Record<string, string>>;
}

type Reading = Kysely<Schema> | Transaction<Schema>;

/** Versions of the caller's regions; version 0 is everybody's. */
export async function listVersions(db: Reading, { caller }: Asking): Promise<VersionsView> {
  const scope = scopeOf(caller, 'rulebook.read');
  const rows = await db.selectFrom('rule_version').selectAll().orderBy('version', 'desc').execute();
  const versions = rows.filter(
    ({ version, admdvs }) => version === 0 || isWithin(scope, { fixmedins_code: '', admdvs }),
  );
  const seen = new Set(versions.map(({ version }) => version));
  const changes = await db.selectFrom('rule_in_force').selectAll().orderBy('seq', 'desc').execute();
  const history = changes.filter(({ version }) => seen.has(version));
  const { seq, version } = await inForce(db);
  return {
    seq,
    version,
    versions: versions.map(rowOf),
    history: history.map(({ since, request_id: _request, ...rest }) => ({ ...rest, since: since.toISOString() })),
    names: await namesOf(db, [
      ...versions.flatMap(({ written_by, approved_by }) => [...written_by, approved_by]),
      ...history.map(({ by }) => by),
    ]),
  };
}

export async function readVersion(
  db: Reading,
  { caller }: Asking,
  version: number,
): Promise<VersionRow & { readonly files: Files }> {
  const row = await reachVersion(db, caller, 'rulebook.read', version);
  return { ...rowOf(row), files: row.files };
}

async function reachVersion(db: Reading, caller: Caller, right: RightName, version: number) {
  const scope = scopeOf(caller, right);
  const row = await db.selectFrom('rule_version').selectAll().where('version', '=', version).executeTakeFirst();
  if (row === undefined || !(version === 0 || isWithin(scope, { fixmedins_code: '', admdvs: row.admdvs })))
    throw shouhuError('SH-H003', { id: String(version) });
  return row;
}

function rowOf(row: Selectable<Schema['rule_version']>): VersionRow {
  const { version, title, reason, digest, snapshot, draft_id, written_by, approved_by, published_at, replaces } = row;
  return {
    version,
    title,
    reason,
    digest,
    snapshot,
    draft_id,
    written_by,
    approved_by,
    published_at: version === 0 ? null : published_at.toISOString(),
    replaces,
  };
}

export interface ReturnWanted {
  readonly version: number;
  /** Made by the client: a repeat gets the same answer and does nothing. */
  readonly request_id: string;
  /** Number of the last change that the caller saw. */
  readonly seen: number;
  readonly reason: string;
}

/**
 * Makes a published version hold again: whoever does it approves it, and had no part in writing it. Version 0 was written by nobody.
 * @throws ShouhuError SH-H003 out of reach, SH-H004 when what holds changed meanwhile, SH-C093 for the version that holds, SH-C004 for one's own
 */
export async function returnTo(db: Kysely<Schema>, asking: Asking, wanted: ReturnWanted): Promise<VersionsView> {
  const { caller, at } = asking;
  const { version, request_id, seen, reason } = wanted;
  return transaction(db, 'read committed', async (trx) => {
    const { draft_id, admdvs } = await reachVersion(trx, caller, 'rulebook.publish', version);
    const draft = draft_id === null ? null : await reachDraft(trx, caller, 'rulebook.publish', draft_id, true);
    const before = await lockInForce(trx);
    const done = await trx
      .selectFrom('rule_in_force')
      .select(['version', 'by', 'reason'])
      .where('request_id', '=', request_id)
      .executeTakeFirst();
    if (done !== undefined) {
      if (done.version !== version || done.by !== caller.id || done.reason !== reason)
        throw shouhuError('SH-H006', { id: request_id });
      return listVersions(trx, asking);
    }
    if (before.seq !== seen) throw shouhuError('SH-H004', { seen, now: before.seq });
    if (before.version === version) throw shouhuError('SH-C093', { version });
    await refuseNarrow(trx, caller);
    if (draft !== null) await doWith(trx, asking, draft, { request_id, action: 'return', facts: { reason } });
    await putInForce(trx, { before, version, request_id, since: at, by: caller.id, reason });
    await note(trx, caller, at, {
      action: 'rulebook.publish',
      subject: `rules:${draft_id ?? '0'}`,
      region: draft_id === null ? (caller.regions[0] ?? '') : admdvs,
      detail: `return ${version}`,
    });
    return listVersions(trx, asking);
  });
}
