/** What the settled day shows, judged the night after, beside what the till said: every visit, every difference with its cause. */
import { transaction } from '@shouhu/database';
import { addDays, formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { namedItemsOf } from '@shouhu/audit';
import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import type { Services } from '../http/new-app.ts';
import type { Schema } from '../store/schema.ts';
import { compareVisit, neverChecked } from './compare-visit.ts';
import type { Difference } from './compare-visit.ts';
import { historyOf } from './history.ts';
import { judge, openInputs } from './judge.ts';
import { readPersons } from './read-persons.ts';
import { tillBySnapshot, tillOf, keepKnowledge } from './tills.ts';
import type { Compiled } from './tills.ts';

type Doing = Pick<Services, 'db' | 'ring' | 'now'>;

/** Visits whose persons are read together. */
const AT_ONCE = 200;

/** A visit that was settled on the day, with the last check before its settlement. */
interface SettledVisit {
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly fixmedins_code: string;
  readonly decision_id: string | null;
}

export interface DayCompared {
  readonly day: string;
  readonly visits: number;
  readonly never_checked: number;
  readonly causes: Readonly<Record<string, number>>;
}

/** Compares the day before. */
export async function compareYesterday(doing: Doing): Promise<DayCompared> {
  return compareDay(doing, addDays(civilDayOf(doing.now()), -1));
}

/** Done again it takes the place of what it said before. */
export async function compareDay(doing: Doing, day: CivilDate): Promise<DayCompared> {
  const visits = await settledOn(doing, formatCivilDate(day));
  const differences: (Difference & SettledVisit)[] = [];
  let unchecked = 0;
  for (let at = 0; at < visits.length; at += AT_ONCE) {
    const part = visits.slice(at, at + AT_ONCE);
    const known = await readPersons(doing.db, {
      psn_nos: [...new Set(part.map(({ psn_no }) => psn_no))],
      mdtrt_ids: [],
      fixmedins_code: '',
      // Checks of long stays were made with the history of the year before theirs.
      day: addDays(day, -366),
    });
    const compiled = await tillOf(doing.db, known);
    await keepKnowledgeOf(doing, compiled);
    for (const visit of part) {
      const decided = visit.decision_id === null ? undefined : await decidedOf(doing, visit.decision_id);
      const { data_from } = known;
      const after = historyOf(known.rows, { psn_no: visit.psn_no, day: decided?.day ?? day, data_from });
      if (decided === undefined) unchecked += 1;
      const found =
        decided === undefined
          ? neverChecked(compiled.till, visit.mdtrt_id, after)
          : compareVisit(compiled.till, decided, after);
      differences.push(...found.map((one) => ({ ...visit, ...one })));
    }
  }
  return write(doing, { day: formatCivilDate(day), visits: visits.length, never_checked: unchecked }, differences);
}

async function keepKnowledgeOf({ db, now }: Doing, { snapshot }: Compiled): Promise<void> {
  await transaction(db, 'read committed', async (trx) => keepKnowledge(trx, snapshot, now()));
}

async function settledOn({ db }: Doing, day: string): Promise<SettledVisit[]> {
  const { rows } = await sql<SettledVisit>`
    SELECT v.mdtrt_id, v.psn_no, v.fixmedins_code, d.decision_id FROM (
      SELECT s.mdtrt_id, s.psn_no, s.fixmedins_code, max(s.setl_time) AS settled FROM settlement s
      WHERE s.setl_time >= ${day}::date AND s.setl_time < ${day}::date + 1 AND NOT s.refd_setl_flag
        AND NOT EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = s.setl_id)
      GROUP BY 1, 2, 3) v
    LEFT JOIN LATERAL (
      SELECT decision_id FROM till_decision d WHERE d.mdtrt_id = v.mdtrt_id AND d.fixmedins_code = v.fixmedins_code AND d.outcome <> 'not-checked'
        AND d.decided_at <= v.settled AT TIME ZONE 'Asia/Shanghai' + interval '1 second'
      ORDER BY d.decided_at DESC, d.decision_id DESC LIMIT 1) d ON true
    ORDER BY v.mdtrt_id`.execute(db);
  return rows;
}

/** What a decision was, judged again; undefined where nothing was judged. */
export async function decidedOf({ db, ring }: Pick<Doing, 'db' | 'ring'>, decision_id: string) {
  const row = await db
    .selectFrom('till_decision')
    .selectAll()
    .where('decision_id', '=', decision_id)
    .executeTakeFirstOrThrow();
  if (row.snapshot === null) return undefined;
  const inputs = openInputs(ring, decision_id, row.inputs);
  const { judgement, world } = judge(inputs, (await tillBySnapshot(db, row.snapshot)).till);
  return {
    judgement,
    world,
    named: namedItemsOf(inputs.patient),
    known: new Set(inputs.history?.visits.map(({ mdtrt_id }) => mdtrt_id)),
    mdtrt_id: row.mdtrt_id,
    fixmedins_code: row.fixmedins_code,
    day: civilDayOf(row.decided_at),
  };
}

async function write(
  { db, now }: Doing,
  head: Omit<DayCompared, 'causes'>,
  differences: readonly (Difference & SettledVisit)[],
): Promise<DayCompared> {
  const causes = Object.fromEntries(
    [...Map.groupBy(differences, ({ cause }) => cause)].map(([cause, rows]) => [cause, rows.length]),
  );
  const rows = differences.map((row): Insertable<Schema['till_difference']> => {
    const { mdtrt_id, fixmedins_code, jr_id, rule_code, rule_name, decision_id, change, cause } = row;
    const { till_fen, day_fen } = row;
    const found = { jr_id, rule_code, rule_name, change, cause, till_fen, day_fen };
    return { day: head.day, mdtrt_id, fixmedins_code, decision_id, ...found };
  });
  await transaction(db, 'read committed', async (trx) => {
    await trx.deleteFrom('till_day').where('day', '=', head.day).execute();
    await trx
      .insertInto('till_day')
      .values({ ...head, compared_at: now(), causes: JSON.stringify(causes) })
      .execute();
    for (let at = 0; at < rows.length; at += 1_000)
      await trx
        .insertInto('till_difference')
        .values(rows.slice(at, at + 1_000))
        .execute();
  });
  return { ...head, causes };
}
