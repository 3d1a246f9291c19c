/** What holds at every moment, whoever is in the middle of what. Nothing else goes on while it is asked. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { assertUsed, assertWhole } from '../settlement/whole.ts';
import type { Schema } from '../store/schema.ts';
import { UNTRACED } from '../trace/whole.ts';
import type { Changes, Ground } from './ground.ts';

/** What is kept of a message that was refused, and nothing beside. */
const OF_REFUSALS: ReadonlySet<string> = new Set(['gateway_message', 'gateway_refusal', 'trace_attempt']);
/** Changed beside messages: by insured persons and by staff. */
const OF_OTHERS = /^(wallet|contribution_end|mutual_aid|ledger|clearing|settlement_closed|log_entry)/;
/** What years are made of. */
const OF_YEARS = /^(settlement|accumulation) /;

/** @returns what does not hold after what was changed since it was asked before, in words */
export async function brokenBy(ground: Ground): Promise<string[]> {
  const changes = await ground.changes();
  const broken = changes.flatMap(refusedWith);
  const changed = new Set(changes.flatMap((one) => one.changes));
  const others = [...changed].filter((change) => !OF_REFUSALS.has(tableOf(change)));
  if (others.length === 0) return broken;
  const tables = [...new Set(others.map(tableOf))];
  for (const [group, { of }] of Object.entries<Group>(GROUPS))
    if (tables.some((table) => of.test(table))) broken.push(...(await ground.broken(group)));
  if (others.some((change) => OF_YEARS.test(change))) broken.push(...(await failed(assertUsed(ground.db))));
  return broken;
}

/** The same of everything, once. */
export async function brokenAtAll(ground: Ground, isCleared: boolean): Promise<string[]> {
  const broken: string[] = [];
  for (const group of Object.keys(GROUPS)) broken.push(...(await ground.broken(group)));
  if (!isCleared) broken.push(...(await failed(assertWhole({ on: ground }))));
  return broken;
}

/** The same of any database, in one snapshot. */
export async function brokenInvariants(db: Kysely<Schema>): Promise<string[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const broken: string[] = [];
      for (const query of Object.values(BROKEN)) {
        const { rows } = await sql.raw<{ broken: string }>(query).execute(snapshot);
        broken.push(...rows.map((row) => row.broken));
      }
      return [...broken, ...(await failed(assertWhole({ on: { db: snapshot } })))];
    });
}

const tableOf = (change: string): string => change.slice(0, change.indexOf(' '));

async function failed(work: Promise<void>): Promise<string[]> {
  return work.then(
    () => [],
    (error: unknown) => [`not whole: ${error instanceof Error ? error.message : String(error)}`],
  );
}

/** A transaction that kept no answer of a message that was done changed nothing of what messages change. */
function refusedWith({ changes, outcomes }: Changes): string[] {
  if (outcomes.includes('done')) return [];
  const beside = changes.filter((change) => !OF_REFUSALS.has(tableOf(change)));
  const allowed = outcomes.length === 0 ? beside.filter((change) => !OF_OTHERS.test(change)) : beside;
  return allowed.map((change) => `changed without a message that was done: ${change}`);
}

const SETTLES = `('2102', '2103', '2207', '2208', '2304', '2305')`;

/** What is asked after which tables have changed. Each query finds rows that must not be, by an `id`. */
const GROUPS = {
  messages: {
    of: /^(gateway_message|visit|settlement|till_decision)$/,
    queries: {
      'a message with another effect than its answer says': `
    SELECT m.msgid AS id FROM gateway_message m
      LEFT JOIN (SELECT msgid, count(*) AS settled FROM settlement GROUP BY 1) s USING (msgid)
      LEFT JOIN (SELECT msgid, count(*) AS visited FROM visit GROUP BY 1) v USING (msgid)
      LEFT JOIN (SELECT msgid, count(*) AS decided FROM till_decision GROUP BY 1) d USING (msgid)
    WHERE coalesce(visited, 0) <> CASE WHEN outcome = 'done' AND infno IN ('2201', '2401', '2102') THEN 1 ELSE 0 END
      OR coalesce(decided, 0) <> CASE WHEN outcome = 'done' AND infno IN ('3101', '3102') THEN 1 ELSE 0 END
      OR (outcome = 'done' AND infno IN ${SETTLES} AND settled IS DISTINCT FROM 1) OR (outcome = 'done' AND infno = '2601' AND settled > 1)
      OR ((outcome <> 'done' OR infno NOT IN ${SETTLES} AND infno <> '2601') AND settled IS NOT NULL)`,
      'an effect without a message': `
    SELECT msgid AS id FROM (SELECT msgid FROM settlement UNION ALL SELECT msgid FROM visit UNION ALL SELECT msgid FROM till_decision) effect
    WHERE NOT EXISTS (SELECT FROM gateway_message m WHERE m.msgid = effect.msgid AND m.answer IS NOT NULL)`,
    },
  },
  books: {
    of: /^(ledger_|settlement|accumulation|clearing)/,
    queries: {
      'the ledger does not sum to 0': `SELECT sum(balance_fen)::text AS id FROM ledger_account HAVING sum(balance_fen) <> 0`,
      'a balance that is not the sum of its postings': `
    SELECT a.account AS id FROM ledger_account a LEFT JOIN (SELECT account, sum(fen) AS fen, count(*) AS n FROM ledger_posting GROUP BY 1) p USING (account)
    WHERE a.balance_fen <> coalesce(p.fen, 0) OR a.postings <> coalesce(p.n, 0)`,
      'an entry that does not sum to 0': `
    SELECT entry_id::text AS id FROM ledger_entry LEFT JOIN ledger_posting USING (entry_id) GROUP BY entry_id HAVING coalesce(sum(fen), 1) <> 0`,
      overdraft: `SELECT account AS id FROM ledger_account WHERE balance_fen < floor_fen OR (account ~ '^(acct|wallet|offered):' AND balance_fen < 0)`,
      'an entry without a settlement': `
    SELECT entry_id::text AS id FROM ledger_entry e WHERE kind = 'settled'
      AND (SELECT count(*) FROM settlement s WHERE s.entry_id = coalesce(e.reverses, e.entry_id)) <> 1`,
      'cancelled, but not reversed': `
    SELECT own.setl_id AS id FROM settlement own WHERE own.entry_id IS NOT NULL
      AND EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = own.setl_id) <> EXISTS (SELECT FROM ledger_entry e WHERE e.reverses = own.entry_id)`,
      'cancelled twice': `
    SELECT init_setl_id AS id FROM settlement WHERE init_setl_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
      'identities of a settlement': `
    SELECT setl_id AS id FROM settlement s CROSS JOIN LATERAL jsonb_to_record(s.amounts::jsonb) AS a (hifp_pay bigint, cvlserv_pay bigint, hifes_pay bigint,
      hifmi_pay bigint, hifob_pay bigint, maf_pay bigint, oth_pay bigint)
    WHERE s.medfee_sumamt <> s.fulamt_ownpay_amt + s.overlmt_selfpay + s.preselfpay_amt + s.inscp_scp_amt
      OR s.medfee_sumamt <> s.fund_pay_sumamt + s.psn_part_amt + s.hosp_part_amt OR s.psn_part_amt <> s.acct_pay + s.acct_mulaid_pay + s.psn_cash_pay
      OR s.fund_pay_sumamt <> a.hifp_pay + a.cvlserv_pay + a.hifes_pay + a.hifmi_pay + a.hifob_pay + a.maf_pay + a.oth_pay
      OR s.fund_pay_sumamt <> (SELECT coalesce(sum(fund_payamt), 0) FROM settlement_share share WHERE share.setl_id = s.setl_id)`,
      'lines that are not what their settlement says': `
    SELECT setl_id AS id FROM settlement s LEFT JOIN (SELECT setl_id, sum(det_item_fee_sumamt) AS fee, sum(inscp_scp_amt) AS scope FROM fee_line GROUP BY 1) own
      USING (setl_id) WHERE NOT refd_setl_flag AND NOT EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = s.setl_id)
      AND (coalesce(own.fee, 0) <> medfee_sumamt OR coalesce(own.scope, 0) <> s.inscp_scp_amt)`,
      'institutions are owed another sum': `
    SELECT owed.sum || ' ' || settled.sum AS id FROM (SELECT coalesce(sum(balance_fen), 0) AS sum FROM ledger_account WHERE account LIKE 'payable:%') owed,
      (SELECT coalesce(sum(fund_pay_sumamt + acct_pay + acct_mulaid_pay), 0) AS sum FROM settlement) settled,
      (SELECT coalesce(sum(gross_fen), 0) AS sum FROM clearing WHERE state IN ('approved', 'paid')) cleared
    WHERE owed.sum <> settled.sum - cleared.sum`,
      'a cleared month that is not what was settled in it': `
    SELECT fixmedins_code AS id FROM clearing c WHERE gross_fen <> (SELECT coalesce(sum(fund_pay_sumamt + acct_pay + acct_mulaid_pay), 0)
      FROM settlement s WHERE s.fixmedins_code = c.fixmedins_code AND setl_time >= c.month AND setl_time < c.month + interval '1 month')
      OR gross_fen - deducted_fen + carried_in_fen <> pay_fen + carried_out_fen`,
    },
  },
  wallets: {
    of: /^(wallet|ledger_)/,
    queries: {
      'a transfer that is not what its entries say': `
    SELECT transfer_id::text AS id FROM wallet_transfer t
    WHERE NOT EXISTS (SELECT FROM ledger_entry e WHERE e.entry_id = t.transfer_id AND e.kind = 'offered')
      OR (state IN ('declined', 'returned')) <> EXISTS (SELECT FROM ledger_entry e WHERE e.reverses = t.transfer_id)
      OR (SELECT count(*) FROM ledger_entry e WHERE e.kind = 'accepted' AND e.memo = t.transfer_id::text) <> CASE state WHEN 'accepted' THEN 1 ELSE 0 END`,
      'accepted after its time, or returned before': `
    SELECT transfer_id::text AS id FROM wallet_transfer WHERE state = 'accepted' AND ended_at >= returns_at OR state = 'returned' AND ended_at < returns_at`,
      'an entry of no transfer': `
    SELECT entry_id::text AS id FROM ledger_entry e WHERE kind IN ('offered', 'accepted')
      AND NOT EXISTS (SELECT FROM wallet_transfer t WHERE t.transfer_id::text = coalesce(e.reverses, e.entry_id)::text OR t.transfer_id::text = e.memo)`,
      'offers that are not what their receiver is offered': `
    SELECT account AS id FROM ledger_account LEFT JOIN (SELECT 'offered:' || receiver AS account, sum(fen) AS fen FROM wallet_transfer
      WHERE state = 'offered' GROUP BY receiver) waiting USING (account) WHERE account LIKE 'offered:%' AND balance_fen <> coalesce(fen, 0)`,
      'more transfers in a day than the rules allow': `
    SELECT payer || ' ' || day AS id FROM wallet_transfer GROUP BY payer, day HAVING count(*) > (SELECT max(most_per_day) FROM wallet_rule)`,
      'a contribution that is not what its entry says': `
    SELECT payment_id::text AS id FROM wallet_contribution FULL JOIN (SELECT entry_id AS payment_id, fen AS paid FROM ledger_entry
      JOIN ledger_posting USING (entry_id) WHERE kind = 'contribution' AND fen > 0) paid USING (payment_id) WHERE fen IS DISTINCT FROM paid`,
    },
  },
  boxes: { of: /^(trace_|stock_|settlement|fee_line)/, queries: UNTRACED },
} as const satisfies Readonly<Record<string, Group>>;

interface Group {
  readonly of: RegExp;
  readonly queries: Readonly<Record<string, string>>;
}

/** By group, all its queries at once: what is broken as a column `broken`, in words. */
export const BROKEN: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<Group>(GROUPS).map(([group, { queries }]) => [
    group,
    Object.entries(queries)
      .map(([what, query]) => `SELECT '${what}: ' || coalesce(id, '?') AS broken FROM (${query}) AS one`)
      .join(' UNION ALL '),
  ]),
);
