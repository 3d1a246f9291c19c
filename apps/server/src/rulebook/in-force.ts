/** Which version of the rules holds. */
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { contains } from '../rights/regions.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { Files } from './files.ts';

export interface InForce {
  /** Number of the last change of what holds; 0 before the first. */
  readonly seq: number;
  readonly version: number;
  readonly digest: string;
  readonly files: Files;
}

export async function inForce(db: Kysely<Schema> | Transaction<Schema>): Promise<InForce> {
  const last = await db
    .selectFrom('rule_in_force')
    .innerJoin('rule_version', 'rule_version.version', 'rule_in_force.version')
    .select(['seq', 'rule_version.version', 'digest', 'files'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last !== undefined) return last;
  const first = db.selectFrom('rule_version').select(['version', 'digest', 'files']).where('version', '=', 0);
  return { seq: 0, ...(await first.executeTakeFirstOrThrow()) };
}

/** Of two who publish or return at once the second sees what the first did. The lock ends with the transaction. */
export async function lockInForce(trx: Transaction<Schema>): Promise<InForce> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('shouhu rules', 0))`.execute(trx);
  return inForce(trx);
}

/** Rules hold for every institution. @throws ShouhuError SH-C092 for somebody who does not answer for them all */
export async function refuseNarrow(trx: Transaction<Schema>, caller: Caller): Promise<void> {
  const places = await trx.selectFrom('institution').select('admdvs').distinct().execute();
  const outside = places.find(({ admdvs }) => !caller.regions.some((region) => contains(region, admdvs)));
  if (outside !== undefined) throw shouhuError('SH-C092', { admdvs: outside.admdvs });
}

export interface Change {
  readonly before: InForce;
  readonly version: number;
  readonly request_id: string;
  readonly since: Date;
  readonly by: string;
  readonly reason: string;
}

export async function putInForce(trx: Transaction<Schema>, { before, ...change }: Change): Promise<void> {
  await trx
    .insertInto('rule_in_force')
    .values({ seq: before.seq + 1, ...change })
    .execute();
}
