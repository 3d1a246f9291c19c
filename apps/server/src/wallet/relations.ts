/** Who is a close relative (近亲属) of whom: declared by one, confirmed by the other or at a window. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { lockPerson } from '../insured/lock-person.ts';
import { insuredOf } from '../insured/read-insured.ts';
import { insuredWithin } from '../insured/within-reach.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { Kinship } from './schema.ts';
import type { Acting } from './acting.ts';

export interface Declared {
  /** UUID that the client made. */
  readonly relation_id: string;
  /** What `relative` is to the one who declares it. */
  readonly relative: string;
  readonly kind: Kinship;
}

type Relation = Selectable<Schema['wallet_relation']>;

/** Names a close relative; it counts when the other confirms. Repeated, nothing changes. @throws ShouhuError SH-W009, SH-W011, SH-F001 */
export async function declareRelation(
  db: Kysely<Schema>,
  { psn_no, at }: Acting,
  { relation_id, relative, kind }: Declared,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    await lockPerson(trx, psn_no, relative);
    await keep(trx, { relation_id, relative, kind, psn_no, declared_by: psn_no, declared_at: at });
  });
}

/** @throws ShouhuError SH-W011 unless the one who acts was named */
export async function confirmRelation(db: Kysely<Schema>, { psn_no, at }: Acting, relation_id: string): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const known = await standing(trx, relation_id);
    if (known?.relative !== psn_no) throw shouhuError('SH-W011', { id: relation_id });
    if (known.confirmed_at !== null) return;
    await trx
      .updateTable('wallet_relation')
      .set({ confirmed_by: psn_no, confirmed_at: at })
      .where('relation_id', '=', relation_id)
      .execute();
  });
}

/** Either of the two ends it, and with it mutual aid between them. @throws ShouhuError SH-W011 */
export async function endRelation(db: Kysely<Schema>, { psn_no, at }: Acting, relation_id: string): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const known = await standing(trx, relation_id);
    if (known === undefined || ![known.psn_no, known.relative].includes(psn_no))
      throw shouhuError('SH-W011', { id: relation_id });
    // A transfer between the two is made before or after, never amid it.
    await lockPerson(trx, known.psn_no, known.relative);
    await trx
      .updateTable('wallet_relation')
      .set({ ended_by: psn_no, ended_at: at })
      .where('relation_id', '=', relation_id)
      .where('ended_at', 'is', null)
      .execute();
    const { psn_no: one, relative: other } = known;
    await trx
      .deleteFrom('mutual_aid')
      .where((e) => e.or([e.and({ psn_no: one, payer: other }), e.and({ psn_no: other, payer: one })]))
      .execute();
  });
}

/** A relation whose papers were seen at a window, declared there or before. @throws ShouhuError SH-H002, SH-H003; SH-W009, SH-W011 */
export async function witnessRelation(
  { db }: Pick<Services, 'db'>,
  { caller, at }: Asking,
  { psn_no, papers, ...declared }: Declared & { readonly psn_no: string; readonly papers: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { region } = await insuredWithin(trx, caller, 'wallet.relate', psn_no);
    await lockPerson(trx, psn_no, declared.relative);
    const { confirmed_at } = await keep(trx, { ...declared, psn_no, declared_by: psn_no, declared_at: at });
    if (confirmed_at !== null) return;
    await trx
      .updateTable('wallet_relation')
      .set({ confirmed_by: caller.id, confirmed_at: at })
      .where('relation_id', '=', declared.relation_id)
      .execute();
    const detail = `${declared.kind} ${declared.relative}: ${papers}`;
    await note(trx, caller, at, { action: 'wallet.relate', subject: `insured:${psn_no}`, region, detail });
  });
}

/** @throws ShouhuError SH-W003 unless the two are confirmed close relatives */
export async function relationOf(trx: Transaction<Schema>, one: string, other: string): Promise<Relation> {
  const found = await between(trx, one, other);
  if (found === undefined || found.confirmed_at === null) throw shouhuError('SH-W003', { psn_no: other });
  return found;
}

async function keep(
  trx: Transaction<Schema>,
  row: Pick<Relation, 'relation_id' | 'psn_no' | 'relative' | 'kind' | 'declared_by' | 'declared_at'>,
): Promise<Pick<Relation, 'confirmed_at'>> {
  const { relation_id, psn_no, relative, kind } = row;
  if (psn_no === relative) throw shouhuError('SH-W003', { psn_no: relative });
  await insuredOf(trx, relative);
  const known = (await standing(trx, relation_id)) ?? (await between(trx, psn_no, relative));
  if (known === undefined) {
    await trx.insertInto('wallet_relation').values(row).execute();
    return { confirmed_at: null };
  }
  const same = known.psn_no === psn_no && known.relative === relative && known.kind === kind;
  if (known.relation_id !== relation_id || !same) throw shouhuError('SH-W009', { id: relation_id });
  return known;
}

async function standing(trx: Transaction<Schema>, relation_id: string): Promise<Relation | undefined> {
  return trx
    .selectFrom('wallet_relation')
    .selectAll()
    .where('relation_id', '=', relation_id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

async function between(trx: Transaction<Schema>, one: string, other: string): Promise<Relation | undefined> {
  return trx
    .selectFrom('wallet_relation')
    .selectAll()
    .where((e) => e.or([e.and({ psn_no: one, relative: other }), e.and({ psn_no: other, relative: one })]))
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}
