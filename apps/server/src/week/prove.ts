/** What a platform proves about itself after a week of traffic: its books, every decision of its tills, and the nights after. */
import { sql } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { brokenInvariants } from '../simulation/invariants.ts';
import { replay } from '../till-check/replay.ts';

type Proving = Pick<Services, 'db' | 'ring'>;

export interface BooksProved {
  readonly settlements: number;
  readonly entries: number;
  /** Settlements paid by an e-voucher, by a face, by a personal account, and by a wallet or relatives. */
  readonly byVoucher: number;
  readonly byFace: number;
  readonly byAccount: number;
  readonly byRelatives: number;
  /** What does not hold, in words. */
  readonly broken: readonly string[];
}

/** Trial balance, overdrafts, one effect of each message, identities of every settlement, lines, shares, years: in one snapshot. */
export async function proveBooks({ db }: Proving): Promise<BooksProved> {
  const broken = await brokenInvariants(db);
  const { rows } = await sql<Omit<BooksProved, 'entries' | 'broken'>>`
    SELECT count(*) AS settlements, count(*) FILTER (WHERE mdtrt_cert_type = '01' AND NOT refd_setl_flag) AS "byVoucher",
      count(*) FILTER (WHERE mdtrt_cert_type = '04' AND NOT refd_setl_flag) AS "byFace",
      count(*) FILTER (WHERE acct_pay > 0) AS "byAccount", count(*) FILTER (WHERE acct_mulaid_pay > 0) AS "byRelatives" FROM settlement`.execute(
    db,
  );
  const { settlements = 0, byVoucher = 0, byFace = 0, byAccount = 0, byRelatives = 0 } = rows[0] ?? {};
  const { entries } = await db
    .selectFrom('ledger_entry')
    .select((e) => e.fn.countAll<number>().as('entries'))
    .executeTakeFirstOrThrow();
  return { settlements, entries, byVoucher, byFace, byAccount, byRelatives, broken };
}

export interface DecisionsProved {
  readonly decisions: number;
  /** Decisions with at least one reminder. */
  readonly reminded: number;
  readonly reminders: number;
  /** Reminders of which the institution said what it did, and those of which it changed the order. */
  readonly answered: number;
  readonly heeded: number;
  /** Judged again on what was kept, to the byte. */
  readonly replayed: number;
  /** For which no advice could be given. */
  readonly notChecked: number;
  /** That give other bytes. */
  readonly differing: readonly string[];
}

/** Decisions that are read together. */
const AT_ONCE = 100;

/** Judges every decision again on the inputs and by the rules that were kept with it. */
export async function proveDecisions({ db, ring }: Proving): Promise<DecisionsProved> {
  const counts = { decisions: 0, reminded: 0, replayed: 0, notChecked: 0 };
  const differing: string[] = [];
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('till_decision')
      .selectAll()
      .where('decision_id', '>', after)
      .orderBy('decision_id')
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) {
      counts.decisions += 1;
      if (row.outcome === 'reminded') counts.reminded += 1;
      const { given, again } = await replay({ db, ring }, row);
      if (again === null) counts.notChecked += 1;
      else if (again === given) counts.replayed += 1;
      else differing.push(row.decision_id);
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.decision_id;
  }
  return { ...counts, ...(await told(db)), differing };
}

async function told(db: Proving['db']): Promise<Pick<DecisionsProved, 'reminders' | 'answered' | 'heeded'>> {
  const { reminders } = await db
    .selectFrom('till_reminder')
    .select((e) => e.fn.countAll<number>().as('reminders'))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('till_feedback')
    .distinctOn(['decision_id', 'jr_id'])
    .select(['decision_id', 'jr_id', 'dspo_way'])
    .orderBy('decision_id')
    .orderBy('jr_id')
    .orderBy('told_at', 'desc')
    .execute();
  return { reminders, answered: rows.length, heeded: rows.filter(({ dspo_way }) => dspo_way === '2').length };
}
