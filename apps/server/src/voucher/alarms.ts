/** Mass activation: many persons enrolled by one device, in one place or before one witness within a few days is told to the supervisors, once in that time. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { holdersOf } from '../outbox/holders.ts';
import { tell } from '../outbox/tell.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { rulesAt } from '../wallet/rules.ts';
import type { WalletRules } from '../wallet/rules.ts';
import { thresholdOf } from './activations.ts';
import type { Asked } from './activations.ts';

type By = Asked['by'];
type Row = Selectable<Schema['voucher_alarm']>;

const BY: readonly By[] = ['device', 'place', 'witness'];
const DAY_MS = 86_400_000;

/** Raises what has come together, and tells those who may deal with it. @returns how many were raised */
export async function watchActivations(db: Kysely<Schema>, at: Date): Promise<number> {
  return transaction(db, 'read committed', async (trx) => {
    // Two who look at once raise one alarm.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('voucher alarm', 0))`.execute(trx);
    const rules = await rulesAt(trx, at);
    let raised = 0;
    for (const by of BY) {
      for (const found of await comeTogether(trx, by, rules, at)) {
        await raise(trx, { ...found, by, threshold: thresholdOf(rules, by), days: rules.alarm_days, raised_at: at });
        raised += 1;
      }
    }
    return raised;
  });
}

type Found = Pick<Row, 'of' | 'persons' | 'place' | 'regions' | 'first_at' | 'last_at'>;

/** A place of the same name in another region is another place. */
async function comeTogether(trx: Transaction<Schema>, by: By, rules: WalletRules, at: Date): Promise<Found[]> {
  const since = new Date(at.getTime() - rules.alarm_days * DAY_MS);
  const of = sql.ref(by);
  const { rows } = await sql<Found>`
    SELECT of, persons, place, regions, first_at, last_at FROM (
      SELECT ${of} AS of, count(DISTINCT psn_no)::integer AS persons, mode() WITHIN GROUP (ORDER BY place) AS place, array_agg(DISTINCT admdvs) AS regions,
        min(enrolled_at) AS first_at, max(enrolled_at) AS last_at
      FROM voucher WHERE enrolled_at > ${since} AND enrolled_at <= ${at} AND ${of} IS NOT NULL
      GROUP BY ${of}, CASE WHEN ${by} = 'place' THEN admdvs END) counted
    WHERE persons >= ${thresholdOf(rules, by)} AND NOT EXISTS (
      SELECT FROM voucher_alarm a WHERE a.by = ${by} AND a.of = counted.of AND a.raised_at > ${since} AND a.regions && counted.regions)
    ORDER BY of`.execute(trx);
  return rows;
}

async function raise(
  trx: Transaction<Schema>,
  row: Found & Pick<Row, 'by' | 'threshold' | 'days' | 'raised_at'>,
): Promise<void> {
  const { alarm_id } = await trx
    .insertInto('voucher_alarm')
    .values({ ...row, handled_by: null, handled_at: null, words: null })
    .returning('alarm_id')
    .executeTakeFirstOrThrow();
  const { by, persons, days, place, regions, raised_at: at } = row;
  const to = await holdersOf(trx, 'voucher.alarm', regions);
  await tell(trx, {
    to,
    template: `voucher.mass.${by}`,
    values: { persons, days, place },
    at,
    key: `alarm ${alarm_id}`,
  });
}

export interface Alarm extends Omit<Row, 'first_at' | 'last_at' | 'raised_at' | 'handled_at'> {
  readonly first_at: string;
  readonly last_at: string;
  readonly raised_at: string;
  readonly handled_at: string | null;
}

/** Shown at once; what was dealt with moves down. */
const SHOWN = 200;

const within = (scope: Scope) =>
  scope.reach === 'region'
    ? sql<boolean>`EXISTS (SELECT FROM unnest(regions) AS place WHERE ${sql.join(
        scope.regions.map((region) => sql`place LIKE ${`${prefixOf(region)}%`}`),
        sql` OR `,
      )})`
    : sql<boolean>`false`;

/** Within reach, those that wait first, then the latest. @throws ShouhuError SH-H002 */
export async function listAlarms(db: Kysely<Schema>, { caller }: Asking): Promise<Alarm[]> {
  const rows = await db
    .selectFrom('voucher_alarm')
    .selectAll()
    .where(within(scopeOf(caller, 'voucher.statistics')))
    .orderBy((e) => e('handled_at', 'is not', null))
    .orderBy('raised_at', 'desc')
    .orderBy('alarm_id')
    .limit(SHOWN)
    .execute();
  return rows.map(({ first_at, last_at, raised_at, handled_at, ...row }) => ({
    ...row,
    first_at: first_at.toISOString(),
    last_at: last_at.toISOString(),
    raised_at: raised_at.toISOString(),
    handled_at: handled_at?.toISOString() ?? null,
  }));
}

/** Says what came of one. Repeated by the same person, nothing changes. @throws ShouhuError SH-H002, SH-H003, SH-H006 when another did */
export async function handleAlarm(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { alarm_id, words }: { readonly alarm_id: string; readonly words: string },
): Promise<void> {
  const scope = scopeOf(caller, 'voucher.alarm');
  await transaction(db, 'read committed', async (trx) => {
    const row = await trx
      .selectFrom('voucher_alarm')
      .selectAll()
      .where('alarm_id', '=', alarm_id)
      .where(within(scope))
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw shouhuError('SH-H003', { id: alarm_id });
    if (row.handled_by === caller.id && row.words === words) return;
    if (row.handled_by !== null) throw shouhuError('SH-H006', { id: alarm_id });
    const handled = { handled_by: caller.id, handled_at: at, words };
    await trx.updateTable('voucher_alarm').set(handled).where('alarm_id', '=', alarm_id).execute();
    const subject = `voucher-alarm:${alarm_id}`;
    await note(trx, caller, at, { action: 'voucher.alarm', subject, region: row.regions[0] ?? '', detail: words });
  });
}
