/** Persons with points in a year, and the course of one of them. Points count everywhere; what is elsewhere shows as a number only. */
import type { Qualification } from '@shouhu/assessment';
import { dateParts, formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import type { Services } from '../http/new-app.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { codeIndex, personWithin } from './person.ts';
import { recordOf, recordsOf, standingOn } from './status.ts';
import type { PointsRecord } from './status.ts';

export interface PointsPerson {
  readonly person_id: string;
  readonly name_masked: string;
  readonly code_masked: string;
  /** Decided in the year, over all institutions. */
  readonly points: number;
  /** Of the year: within reach, whatever became of them. */
  readonly findings: number;
  readonly state: Qualification['state'];
  readonly since: string | null;
  readonly until: string | null;
}

interface PointsFinding {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly nature: string;
  readonly responsibility: string;
  readonly suggested: number;
  readonly found_on: string;
  readonly state: string;
  /** Points that count, from which day; null while, or as, none do. */
  readonly points: number | null;
  readonly counts_from: string | null;
}

export interface PersonPoints extends PointsPerson {
  readonly year: number;
  readonly course: readonly PointsFinding[];
  /** Points of the year from institutions out of reach. */
  readonly elsewhere: number;
}

interface PointsFilter {
  readonly year: number;
  /** Only the person with this national code. */
  readonly code?: string | undefined;
  /** Only with a finding at this institution. */
  readonly fixmedins_code?: string | undefined;
}

/** The most points first. @throws ShouhuError SH-H002 without the right */
export async function listPoints(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  { year, code, fixmedins_code }: PointsFilter,
): Promise<PointsPerson[]> {
  const scope = scopeOf(caller, 'points.read');
  const rows = await db
    .selectFrom('points_finding')
    .innerJoin('matter', 'matter.matter_id', 'points_finding.matter_id')
    .innerJoin('credit_person', 'credit_person.person_id', 'points_finding.person_id')
    .select(['credit_person.person_id', 'name_masked', 'code_masked'])
    .select(sql<number>`count(*) FILTER (WHERE extract(year FROM found_on) = ${year})::int`.as('findings'))
    .where(rowsWithin(scope, 'matter'))
    .$if(fixmedins_code !== undefined, (query) => query.where('matter.fixmedins_code', '=', fixmedins_code ?? ''))
    .$if(code !== undefined, (query) => query.where('code_index', '=', codeIndex(ring, 'staff', code ?? '')))
    .groupBy(['credit_person.person_id', 'name_masked', 'code_masked'])
    .limit(2_000)
    .execute();
  const records = await recordsOf(
    db,
    rows.map(({ person_id }) => person_id),
  );
  const people = rows.map((row) => personView(row, records.get(row.person_id), year, civilDayOf(at)));
  const shown = code === undefined ? people.filter((one) => one.findings > 0 || one.points > 0) : people;
  return shown.toSorted((a, b) => b.points - a.points || (a.person_id < b.person_id ? -1 : 1));
}

/** @throws ShouhuError SH-H003 for somebody no matter within reach is about */
export async function readPoints(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  person_id: string,
  year: number,
): Promise<PersonPoints> {
  const scope = scopeOf(caller, 'points.read');
  const person = await personWithin(db, scope, person_id);
  const record = await recordOf(db, person_id);
  const course = await courseOf(db, scope, person_id, record);
  const inYear = course.filter((one) => yearIs(one.counts_from ?? one.found_on, year));
  const { name_masked, code_masked } = person;
  const view = personView(
    { person_id, name_masked, code_masked, findings: inYear.length },
    record,
    year,
    civilDayOf(at),
  );
  const near = inYear.reduce((sum, { points }) => sum + (points ?? 0), 0);
  return { ...view, year, course: inYear, elsewhere: view.points - near };
}

const yearIs = (day: string, year: number): boolean => day.startsWith(`${year}-`);

function personView(
  person: Pick<PointsPerson, 'person_id' | 'name_masked' | 'code_masked' | 'findings'>,
  record: PointsRecord = { findings: [], restored: [] },
  year: number,
  today: CivilDate,
): PointsPerson {
  const { state, since, until } = standingOn(record, today);
  const points = record.findings
    .filter(({ on }) => dateParts(on).year === year)
    .reduce((sum, finding) => sum + finding.points, 0);
  const text = (day: CivilDate | null): string | null => (day === null ? null : formatCivilDate(day));
  return { ...person, points, state, since: text(since), until: text(until) };
}

async function courseOf(
  db: Kysely<Schema>,
  scope: Scope,
  person_id: string,
  { findings }: PointsRecord,
): Promise<PointsFinding[]> {
  const rows = await db
    .selectFrom('points_finding')
    .innerJoin('matter', 'matter.matter_id', 'points_finding.matter_id')
    .innerJoin('institution', 'institution.fixmedins_code', 'matter.fixmedins_code')
    .select([
      'matter.matter_id',
      'matter.fixmedins_code',
      'fixmedins_name',
      'nature',
      'responsibility',
      'points as suggested',
      'found_on',
      'state',
    ])
    .where('points_finding.person_id', '=', person_id)
    .where(rowsWithin(scope, 'matter'))
    .orderBy('found_on')
    .orderBy('matter.matter_id')
    .execute();
  return rows.map((row) => {
    const counted = findings.find(({ matter_id }) => matter_id === row.matter_id);
    return {
      ...row,
      points: counted?.points ?? null,
      counts_from: counted === undefined ? null : formatCivilDate(counted.on),
    };
  });
}
