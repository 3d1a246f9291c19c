/**
 * Results of a campaign that is over, entered together. One person enters them, the head confirms them; only then every step is taken, as it
 * would have been one by one: the same procedures, limits and separation of duties, in one transaction.
 */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { asShouhuError, ShouhuError, shouhuError } from '@shouhu/errors';
import type { Facts, Measure } from '@shouhu/procedure';
import { inspection, MEASURES, measure as measureProcedure } from '@shouhu/procedure';
import { formatYuan, fen } from '@shouhu/codes';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { openWithin } from '../casework/open-matter.ts';
import { stepWithin } from '../casework/take-step.ts';
import { note } from '../log/log.ts';
import { contains } from '../rights/regions.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { readCampaign } from './read-campaign.ts';
import type { Campaign, Reading } from './read-campaign.ts';
import type { ResultRow } from './schema.ts';
import { addTargets } from './targets.ts';

export interface NewBatch {
  /** Made by the client: a repeat enters nothing new. */
  readonly batch_id: string;
  /** Who else was at the visits: with the caller at least two. */
  readonly officers: readonly string[];
  readonly rows: readonly ResultRow[];
}

/**
 * Enters results, to be confirmed by the head.
 * @throws ShouhuError SH-H002, SH-H003; SH-H006 for an id of another batch; SH-C006 for fewer than two officers
 */
export async function enterBatch(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  campaign_id: string,
  { batch_id, officers, rows }: NewBatch,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const campaign = await readCampaign(trx, caller, 'campaign.record', campaign_id);
    const all = [...new Set([caller.id, ...officers])];
    if (all.length < 2) throw shouhuError('SH-C006', { count: all.length });
    await refuseStrangers(trx, campaign, all.slice(1));
    const { id, name, duties, regions } = caller;
    const made = await trx
      .insertInto('campaign_batch')
      .values({
        batch_id,
        campaign_id,
        rows: JSON.stringify(rows),
        officers: JSON.stringify(all),
        maker: JSON.stringify({ id, name, duties, regions }),
        made_at: at,
      })
      .onConflict((on) => on.column('batch_id').doNothing())
      .returning('batch_id')
      .executeTakeFirst();
    if (made === undefined) {
      const before = await readBatch(trx, campaign_id, batch_id);
      const same = isDeepStrictEqual([before.rows, before.officers, before.maker.id], [rows, all, caller.id]);
      if (!same) throw shouhuError('SH-H006', { id: batch_id });
      return;
    }
    await note(trx, caller, at, {
      action: 'campaign.record',
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify({ batch_id, officers: all, rows }),
    });
  });
}

export interface VerdictWanted {
  readonly batch_id: string;
  readonly verdict: 'confirmed' | 'returned';
  readonly reason: string;
}

/**
 * The head's word on a batch: confirmed, all its steps are taken; returned, nothing is. Said twice, it is done once.
 * @throws ShouhuError SH-H002, SH-H003; SH-H030 when another word was given; SH-C004 for who entered it; what stands against a step, with the
 * line of the row: then nothing was recorded
 */
export async function judgeBatch(
  db: Kysely<Schema>,
  asking: Asking,
  campaign_id: string,
  { batch_id, verdict, reason }: VerdictWanted,
): Promise<void> {
  const { caller, at } = asking;
  await transaction(db, 'read committed', async (trx) => {
    const campaign = await readCampaign(trx, caller, 'campaign.confirm', campaign_id);
    const batch = await readBatch(trx, campaign_id, batch_id);
    if (batch.officers.includes(caller.id))
      throw shouhuError('SH-C004', { step: '核准补录结果', person: caller.name, did: '补录检查结果' });
    const made = await trx
      .insertInto('campaign_verdict')
      .values({ batch_id, verdict, reason, given_by: caller.id, given_at: at })
      .onConflict((on) => on.column('batch_id').doNothing())
      .returning('batch_id')
      .executeTakeFirst();
    if (made === undefined) {
      const before = await trx
        .selectFrom('campaign_verdict')
        .selectAll()
        .where('batch_id', '=', batch_id)
        .executeTakeFirstOrThrow();
      if (before.verdict === verdict && before.given_by === caller.id) return;
      throw shouhuError('SH-H030', { verdict: before.verdict === 'confirmed' ? '核准' : '退回' });
    }
    if (verdict === 'confirmed') await recordResults(trx, asking, campaign, batch);
    await note(trx, caller, at, {
      action: 'campaign.confirm',
      subject: `campaign:${campaign_id}`,
      region: campaign.admdvs,
      detail: JSON.stringify({ batch_id, verdict, reason }),
    });
  });
}

type Batch = Selectable<Schema['campaign_batch']>;

async function recordResults(
  trx: Transaction<Schema>,
  asking: Asking,
  campaign: Campaign,
  { rows, officers, maker }: Batch,
): Promise<void> {
  await addTargets(
    trx,
    asking,
    campaign,
    rows.map(({ fixmedins_code }) => fixmedins_code),
  );
  const people = { head: asking, maker: { ...asking, caller: { ...maker, fixmedins_code: null } }, officers };
  for (const [index, row] of rows.entries()) {
    try {
      await recordRow(trx, people, uuidOf(`${campaign.campaign_id} ${row.fixmedins_code}`), row);
    } catch (caught) {
      const { code, params } = asShouhuError(caught);
      throw new ShouhuError(code, params, { line: index + 1, field: row.fixmedins_code }, caught);
    }
  }
}

interface People {
  readonly head: Asking;
  readonly maker: Asking;
  readonly officers: readonly string[];
}

/** Said of every step that is entered afterwards, where its day has passed. */
const AFTERWARDS = '补录既往检查结果';

async function recordRow(trx: Transaction<Schema>, people: People, matter_id: string, row: ResultRow): Promise<void> {
  const { head, maker, officers } = people;
  const { fixmedins_code, inspected_on, decided_on, findings, measures } = row;
  const visit = walker(trx, matter_id, officers.slice(1));
  await visit(head, 'assign', inspected_on, { officers });
  await visit(maker, 'enter', inspected_on, { notice_no: AFTERWARDS, place: fixmedins_code, cards_shown: true });
  await visit(maker, 'record', inspected_on, { record: findings, digest: AFTERWARDS });
  await visit(maker, 'leave', inspected_on, {});
  await visit(maker, 'inform', inspected_on, { findings });
  const proposals = proposalsOf(row).map((facts) => ({
    facts,
    id: uuidOf(`${matter_id} ${String(facts['measure'])}`),
  }));
  for (const { facts, id } of proposals) {
    const opening = {
      matter_id: id,
      procedure: measureProcedure.id,
      lead_id: null,
      parent_id: matter_id,
      fixmedins_code,
    };
    await openWithin(trx, maker, opening);
    await walker(trx, id)(maker, 'propose', inspected_on, { ...facts, grounds: findings });
  }
  const result = measures.length === 0 ? 'findNothing' : 'handle';
  await visit(head, result, decided_on, { conclusion: findings });
  for (const { facts, id } of proposals) {
    const take = walker(trx, id);
    await take(head, 'approve', decided_on, { opinion: AFTERWARDS });
    await take(maker, 'deliver', decided_on, { way: AFTERWARDS });
    const { refund_fen } = facts;
    if (refund_fen !== undefined) await take(maker, 'pay', decided_on, { paid_fen: refund_fen });
    if (isCarriedOutAtOnce(String(facts['measure']))) await take(maker, 'perform', decided_on, { record: AFTERWARDS });
  }
  if (measures.length > 0) await visit(maker, 'report', decided_on, { disposal: AFTERWARDS });
  await visit(head, 'close', decided_on, {});
}

type Walk = (asking: Asking, action: string, on: string, facts: Facts) => Promise<void>;

/** Takes one step of a matter after the other, each seen as it is. */
function walker(trx: Transaction<Schema>, matter_id: string, others: readonly string[] = []): Walk {
  return async (asking, action, on, facts) => {
    const { version } = await trx
      .selectFrom('matter')
      .select('version')
      .where('matter_id', '=', matter_id)
      .executeTakeFirstOrThrow();
    const together = inspectorSteps.has(action) ? others : [];
    const request_id = uuidOf(`${matter_id} ${version} ${action}`);
    const stated = { ...facts, late_reason: AFTERWARDS };
    await stepWithin(trx, asking, { matter_id, request_id, seen: version, action, on, with: together, facts: stated });
  };
}

/** Steps of a visit, which its officers take together. */
const inspectorSteps: ReadonlySet<string> = new Set(
  Object.entries(inspection.steps).flatMap(([action, step]) => ('officers' in step ? [action] : [])),
);

const isCarriedOutAtOnce = (name: string): boolean => kinds.get(name)?.ends.includes('perform') === true;

const kinds = new Map<
  string,
  { readonly money: string; readonly term: string | null; readonly ends: readonly string[] }
>(Object.entries(MEASURES));

/** Measures that bear the money, the first that a row has. */
const BEARERS: readonly Measure[] = ['refuse', 'terminate', 'interrupt', 'suspend', 'rectify'];

/** What is proposed for a row: each measure with its term, one of them with the money. @throws ShouhuError SH-H034 */
function proposalsOf({ measures, recovered_fen, terms, fixmedins_code }: ResultRow): Facts[] {
  const bearer = BEARERS.find((each) => measures.includes(each));
  if (recovered_fen > 0 && bearer === undefined)
    throw shouhuError('SH-H034', { place: fixmedins_code, amount: formatYuan(fen(recovered_fen)) });
  return measures.map((name) => ({
    measure: name,
    ...(kinds.get(name)?.term === null ? {} : { days: terms[name] ?? USUAL_DAYS[name] ?? 30 }),
    ...(name === bearer && recovered_fen > 0 ? { refund_fen: recovered_fen } : {}),
  }));
}

/** Terms where a row names none: defaults of agreements, unverified. */
const USUAL_DAYS: Readonly<Record<string, number>> = { rectify: 30, suspend: 90, interrupt: 180 };

async function readBatch(trx: Transaction<Schema>, campaign_id: string, batch_id: string): Promise<Batch> {
  const batch = await trx
    .selectFrom('campaign_batch')
    .selectAll()
    .where('batch_id', '=', batch_id)
    .where('campaign_id', '=', campaign_id)
    .executeTakeFirst();
  if (batch === undefined) throw shouhuError('SH-H003', { id: batch_id });
  return batch;
}

/** Officers are inspectors of the region. */
async function refuseStrangers(
  trx: Transaction<Schema>,
  { admdvs }: Campaign,
  officers: readonly string[],
): Promise<void> {
  const accounts = await trx
    .selectFrom('user_account')
    .select(['id', 'duties', 'regions'])
    .where('disabled_at', 'is', null)
    .execute();
  const stranger = officers.find(
    (officer) =>
      !accounts.some(
        ({ id, duties, regions }) =>
          id === officer && duties.includes('inspector') && regions.some((region) => contains(region, admdvs)),
      ),
  );
  if (stranger !== undefined) throw shouhuError('SH-H003', { id: stranger });
}

export interface BatchView {
  readonly batch_id: string;
  readonly rows: readonly ResultRow[];
  readonly officers: readonly string[];
  readonly made_by: string;
  readonly made_at: string;
  readonly verdict: {
    readonly verdict: 'confirmed' | 'returned';
    readonly reason: string;
    readonly given_by: string;
    readonly given_at: string;
  } | null;
}

/** Batches of a campaign with what became of them. */
export async function batchesOf(db: Reading, campaign_id: string): Promise<BatchView[]> {
  const rows = await db
    .selectFrom('campaign_batch')
    .leftJoin('campaign_verdict', 'campaign_verdict.batch_id', 'campaign_batch.batch_id')
    .select([
      'campaign_batch.batch_id',
      'rows',
      'officers',
      'maker',
      'made_at',
      'verdict',
      'reason',
      'given_by',
      'given_at',
    ])
    .where('campaign_id', '=', campaign_id)
    .orderBy('made_at')
    .orderBy('campaign_batch.batch_id')
    .execute();
  return rows.map(({ maker, made_at, verdict, reason, given_by, given_at, ...row }) => ({
    ...row,
    made_by: maker.id,
    made_at: made_at.toISOString(),
    verdict:
      verdict === null || given_at === null
        ? null
        : { verdict, reason: reason ?? '', given_by: given_by ?? '', given_at: given_at.toISOString() },
  }));
}
