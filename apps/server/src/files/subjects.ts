/**
 * What files belong to: `matter:UUID`. Who may act on the subject adds its files, who may read it reads them. A capability with files of its own adds
 * its kind here.
 */
import { shouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { readMatter } from '../casework/matter.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';

/** Where a subject lies: at an institution, or only in a region. */
export interface Place {
  readonly fixmedins_code: string | null;
  readonly admdvs: string;
}

/** @throws ShouhuError SH-H002 without the right; SH-H003 out of reach */
type Reach = (db: Kysely<Schema>, caller: Caller, id: string, right: 'read' | 'act') => Promise<Place>;

const KINDS: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ['matter', async (db, caller, id, right) => (await readMatter(db, caller, id, right)).row],
]);

const SUBJECT = /^([a-z-]{1,40}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** @throws ShouhuError SH-H002 without the right; SH-H003 for what is not there or out of reach */
export async function reachSubject(
  db: Kysely<Schema>,
  caller: Caller,
  subject: string,
  right: 'read' | 'act',
): Promise<Place> {
  const [, kind = '', id = ''] = SUBJECT.exec(subject) ?? [];
  const reach = KINDS.get(kind);
  if (reach === undefined) throw shouhuError('SH-H003', { id: subject });
  return reach(db, caller, id, right);
}
