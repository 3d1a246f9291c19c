/** Statutory reports: made of the figures of a period, kept as they were made, printed again from what is kept. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { formatCivilDate } from '@shouhu/codes';
import { periodAt } from './periods.ts';
import type { Period } from './periods.ts';
import { digestOf, reportOf } from './report.ts';
import type { ReportContent } from './report-content.ts';
import { spanOf } from './span.ts';
import { totalsOf } from './totals.ts';

export interface ReportMade {
  readonly report_id: string;
  readonly period: Period;
  readonly period_from: string;
  readonly period_to: string;
  readonly admdvs: string;
  readonly made_at: string;
  readonly made_by_name: string;
  readonly digest: string;
}

export interface ReportView extends ReportMade {
  readonly content: ReportContent;
}

export interface ReportWanted {
  readonly period: Period;
  /** Any day of it. */
  readonly day: string;
  readonly admdvs?: string | undefined;
}

/** What a report would say now; nothing is kept. @throws ShouhuError SH-H002, SH-H003, SH-H005 */
export async function draftReport(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { period, day, admdvs = caller.regions[0] }: ReportWanted,
): Promise<ReportContent> {
  const span = spanOf(caller, 'figures.read', { ...periodAt(period, day), admdvs });
  return reportOf(await totalsOf(db, span, formatCivilDate(civilDayOf(at))), admdvs ?? '');
}

/**
 * Makes a report and keeps it. A repeat gives the one that was made.
 * @throws ShouhuError SH-H002, SH-H003; SH-H006 for an id of another report
 */
export async function makeReport(
  db: Kysely<Schema>,
  asking: Asking,
  { report_id, ...wanted }: ReportWanted & { readonly report_id: string },
): Promise<ReportView> {
  const { caller, at } = asking;
  scopeOf(caller, 'report.make');
  const { period, admdvs = caller.regions[0] ?? '' } = wanted;
  const { from: period_from, to: period_to } = periodAt(period, wanted.day);
  spanOf(caller, 'figures.read', { from: period_from, to: period_to, admdvs });
  return transaction(db, 'repeatable read', async (trx) => {
    const before = await trx
      .selectFrom('report_made')
      .selectAll()
      .where('report_id', '=', report_id)
      .executeTakeFirst();
    if (before !== undefined) {
      const same = before.period === period && before.period_from === period_from && before.admdvs === admdvs;
      if (!same) throw shouhuError('SH-H006', { id: report_id });
      return viewOf(before);
    }
    const content = await draftReport(trx, asking, wanted);
    const row = { report_id, period, period_from, period_to, admdvs, made_by: caller.id, made_by_name: caller.name };
    const digest = digestOf(content);
    await trx
      .insertInto('report_made')
      .values({ ...row, made_at: at, content: JSON.stringify(content), digest })
      .execute();
    await note(trx, caller, at, {
      action: 'report.make',
      subject: `report:${report_id}`,
      region: admdvs,
      detail: digest,
    });
    return viewOf({ ...row, made_at: at, content, digest });
  });
}

const HISTORY = 200;

/** Reports of the caller's regions, the latest first. */
export async function listReports(db: Kysely<Schema>, caller: Caller): Promise<readonly ReportMade[]> {
  const scope = scopeOf(caller, 'figures.read');
  const rows = await db
    .selectFrom('report_made')
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('report_id')
    .limit(HISTORY)
    .execute();
  return rows.filter(({ admdvs }) => isWithin(scope, { fixmedins_code: '', admdvs })).map(madeOf);
}

/** @throws ShouhuError SH-H003 where there is none within reach */
export async function readReport(db: Kysely<Schema>, caller: Caller, report_id: string): Promise<ReportView> {
  const scope = scopeOf(caller, 'figures.read');
  const row = await db.selectFrom('report_made').selectAll().where('report_id', '=', report_id).executeTakeFirst();
  if (row === undefined || !isWithin(scope, { fixmedins_code: '', admdvs: row.admdvs })) {
    throw shouhuError('SH-H003', { id: report_id });
  }
  return viewOf(row);
}

type Row = Omit<ReportView, 'made_at'> & { readonly made_at: Date };

function madeOf({
  report_id,
  period,
  period_from,
  period_to,
  admdvs,
  made_at,
  made_by_name,
  digest,
}: Omit<Row, 'content'>): ReportMade {
  return { report_id, period, period_from, period_to, admdvs, made_at: made_at.toISOString(), made_by_name, digest };
}

function viewOf(row: Row): ReportView {
  return { ...madeOf(row), content: row.content };
}
