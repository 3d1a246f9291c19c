/** Assessments of a year, one line for each institution; and one of them whole, with every deduction and sheet. */
import { DAILY_ITEMS, schemeOf, YEAR_END_ITEMS } from '@shouhu/assessment';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Caller, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { scoreOf } from './score.ts';
import type { Score } from './score.ts';

export interface AssessmentRow {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly year: number;
  readonly state: string;
  /** As last proposed; null before. */
  readonly score: number | null;
  readonly grade: string | null;
  /** The last grade that was published for a year before; the scheme's first grade where there is none. */
  readonly previous: string;
}

/** What everybody may know who supervises: published grades, and what followed. */
export type PublishedRow = Omit<AssessmentRow, 'matter_id' | 'previous'>;

export interface AssessmentView extends AssessmentRow {
  readonly version: number;
  /** Names and full marks of the items, by id. */
  readonly daily_items: Readonly<Record<string, Item>>;
  readonly year_end_items: Readonly<Record<string, Item>>;
  readonly least_sheets: number;
  /** As last proposed; for an institution that is all there is. */
  readonly proposed: Score | null;
  /** As it would be now; null for an institution, and when scoring is over. */
  readonly now: Score | null;
}

interface Item {
  readonly zh: string;
  readonly en: string;
  readonly full: number;
}

const PUBLISHED = ['published', 'rectified', 'renewed', 'ended', 'declined'];

export async function listAssessments(
  db: Kysely<Schema>,
  caller: Caller,
  { year, grade }: { readonly year: number; readonly grade?: string | undefined },
): Promise<AssessmentRow[]> {
  const rows = await rowsOf(db, scopeOf(caller, 'assessment.read'), year).execute();
  const known = rows.map((row) => ({ ...row, previous: row.previous ?? schemeOf(year).first }));
  return grade === undefined ? known : known.filter((row) => row.grade === grade);
}

export async function listPublished(db: Kysely<Schema>, caller: Caller, year: number): Promise<PublishedRow[]> {
  const rows = await rowsOf(db, scopeOf(caller, 'assessment.published'), year)
    .where('matter.state', 'in', PUBLISHED)
    .execute();
  return rows.map(({ matter_id: _matter, previous: _previous, ...row }) => row);
}

/** @throws ShouhuError SH-H003 where there is none within reach */
export async function readAssessment(db: Kysely<Schema>, caller: Caller, matter_id: string): Promise<AssessmentView> {
  const scope = scopeOf(caller, 'assessment.read');
  return transaction(db, 'repeatable read', async (trx) => {
    const place = await trx
      .selectFrom('assessment')
      .innerJoin('matter', 'matter.matter_id', 'assessment.matter_id')
      .select(['matter.fixmedins_code', 'matter.admdvs', 'matter.version', 'assessment.year'])
      .where('assessment.matter_id', '=', matter_id)
      .executeTakeFirst();
    if (place === undefined || !isWithin(scope, place)) throw shouhuError('SH-H003', { id: matter_id });
    const { year, version, fixmedins_code } = place;
    const row = await rowsOf(trx, scope, year).where('assessment.matter_id', '=', matter_id).executeTakeFirstOrThrow();
    const scheme = schemeOf(year);
    const last = await trx
      .selectFrom('assessment_result')
      .select((e) => e.ref('content').$castTo<Score>().as('content'))
      .where('matter_id', '=', matter_id)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const inside = scope.reach === 'region';
    const scoring = inside && row.state === 'scoring';
    return {
      ...row,
      previous: row.previous ?? scheme.first,
      version,
      daily_items: itemsOf(DAILY_ITEMS, scheme.daily),
      year_end_items: itemsOf(YEAR_END_ITEMS, scheme.yearEnd),
      least_sheets: scheme.leastSheets,
      proposed: last === undefined ? null : inside ? last.content : nameless(last.content),
      now: scoring ? await scoreOf(trx, { matter_id, fixmedins_code, year }) : null,
    };
  });
}

/** Experts judge unnamed before the institution they judge. */
function nameless(score: Score): Score {
  const sheets = score.sheets.map((sheet, at) => ({ ...sheet, expert_id: '', name: `${at + 1}` }));
  return { ...score, sheets };
}

function itemsOf(
  names: Readonly<Record<string, { readonly zh: string; readonly en: string }>>,
  full: Readonly<Record<string, number>>,
): Record<string, Item> {
  return Object.fromEntries(
    Object.entries(names).map(([id, { zh, en }]): [string, Item] => [id, { zh, en, full: full[id] ?? 0 }]),
  );
}

function rowsOf(db: Pick<Kysely<Schema>, 'selectFrom'>, scope: Scope, year: number) {
  return db
    .selectFrom('assessment')
    .innerJoin('matter', 'matter.matter_id', 'assessment.matter_id')
    .innerJoin('institution', 'institution.fixmedins_code', 'assessment.fixmedins_code')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('assessment_result')
          .select(['assessment_result.score', 'assessment_result.grade'])
          .whereRef('assessment_result.matter_id', '=', 'assessment.matter_id')
          .orderBy('assessment_result.seq', 'desc')
          .limit(1)
          .as('result'),
      (join) => join.onTrue(),
    )
    .select([
      'assessment.matter_id',
      'assessment.fixmedins_code',
      'institution.fixmedins_name',
      'assessment.year',
      'matter.state',
      'result.score',
      'result.grade',
    ])
    .select(
      sql<string | null>`(
        SELECT r.grade FROM assessment a JOIN matter m ON m.matter_id = a.matter_id JOIN assessment_result r ON r.matter_id = a.matter_id
        WHERE a.fixmedins_code = assessment.fixmedins_code AND a.year < ${year} AND m.state IN (${sql.join(PUBLISHED)})
        ORDER BY a.year DESC, r.seq DESC LIMIT 1)`.as('previous'),
    )
    .where('assessment.year', '=', year)
    .where(rowsWithin(scope, 'matter'))
    .orderBy('result.score', (order) => order.desc().nullsLast())
    .orderBy('assessment.fixmedins_code')
    .limit(5_000);
}
