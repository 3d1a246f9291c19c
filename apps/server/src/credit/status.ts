/** Whether fees of a person are settled: counted over all institutions and regions, out of the deeds of the matters on points. */
import { standingOf } from '@shouhu/assessment';
import type { Finding, Qualification } from '@shouhu/assessment';
import { parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { codeIndex, findPerson } from './person.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

/** What stands of a person's points, and the days on which the qualification was restored. */
export interface PointsRecord {
  readonly findings: readonly (Finding & { readonly matter_id: string })[];
  readonly restored: readonly CivilDate[];
}

const NOTHING: PointsRecord = { findings: [], restored: [] };

/** By person. A decision counts from its day with the points that the appeal left of it, and not at all when it was taken back. */
export async function recordsOf(db: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, PointsRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('points_finding')
    .innerJoin('deed', 'deed.matter_id', 'points_finding.matter_id')
    .select(['points_finding.person_id', 'deed.matter_id', 'deed.action', 'deed.day', 'deed.facts'])
    .where('points_finding.person_id', 'in', [...new Set(ids)])
    .where('deed.action', 'in', ['decide', 'uphold', 'takeBack', 'restore'])
    .orderBy('deed.matter_id')
    .orderBy('deed.seq')
    .execute();
  const records = new Map<string, { findings: Map<string, Finding>; restored: CivilDate[] }>();
  for (const { person_id, matter_id, action, day, facts } of rows) {
    const record = records.get(person_id) ?? { findings: new Map<string, Finding>(), restored: [] };
    records.set(person_id, record);
    const on = dayOf(day);
    const before = record.findings.get(matter_id);
    const points = Number(facts['points']);
    if (action === 'decide') record.findings.set(matter_id, { on, points });
    else if (action === 'uphold' && before !== undefined) record.findings.set(matter_id, { on: before.on, points });
    else if (action === 'takeBack') record.findings.delete(matter_id);
    else if (action === 'restore') record.restored.push(on);
  }
  return new Map(
    [...records].map(([person_id, { findings, restored }]): [string, PointsRecord] => [
      person_id,
      { restored, findings: [...findings].map(([matter_id, finding]) => ({ matter_id, ...finding })) },
    ]),
  );
}

export async function recordOf(db: Reading, person_id: string): Promise<PointsRecord> {
  return (await recordsOf(db, [person_id])).get(person_id) ?? NOTHING;
}

export function standingOn({ findings, restored }: PointsRecord, day: CivilDate): Qualification {
  return standingOf(findings, restored, day);
}

export interface PaymentStatus extends Qualification {
  /** Whether a fee of that day is settled; emergency rescue always is. */
  readonly settles: (care: { readonly emergency: boolean }) => boolean;
}

/** The payment qualification of whoever has this national code, on a day. Nobody who has no points is barred. */
export async function paymentStatus(
  { db, ring }: { readonly db: Reading; readonly ring: KeyRing },
  code: string,
  day: CivilDate,
): Promise<PaymentStatus> {
  const person_id = await findPerson(db, codeIndex(ring, 'staff', code));
  return statusOf(person_id === undefined ? NOTHING : await recordOf(db, person_id), day);
}

/**
 * The same for many at once, who are nearly always clear.
 * @returns of those only who have points: by national code, whether a fee of a day is settled
 */
export async function paymentStatuses(
  { db, ring }: { readonly db: Reading; readonly ring: KeyRing },
  codes: readonly string[],
): Promise<ReadonlyMap<string, (day: CivilDate) => PaymentStatus>> {
  const byIndex = new Map(codes.map((code) => [codeIndex(ring, 'staff', code), code]));
  if (byIndex.size === 0) return new Map();
  const persons = await db
    .selectFrom('credit_person')
    .select(['person_id', 'code_index'])
    .where('kind', '=', 'staff')
    .where('code_index', 'in', [...byIndex.keys()])
    .execute();
  const records = await recordsOf(
    db,
    persons.map(({ person_id }) => person_id),
  );
  return new Map(
    persons.flatMap(({ person_id, code_index }) => {
      const record = records.get(person_id);
      return record === undefined ? [] : [[byIndex.get(code_index) ?? '', (day: CivilDate) => statusOf(record, day)]];
    }),
  );
}

function statusOf(record: PointsRecord, day: CivilDate): PaymentStatus {
  const now = standingOn(record, day);
  return { ...now, settles: ({ emergency }) => emergency || now.state === 'clear' };
}

function dayOf(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new TypeError(`no day: ${text}`);
  return parsed.value;
}
