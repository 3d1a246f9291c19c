import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { samplePolicyOf } from '@shouhu/benefits';
import { migrate, openDatabase, transaction } from '@shouhu/database';
import { buildMessage } from '@shouhu/interface';
import type { Sender } from '@shouhu/interface';
import { openAccounts, post } from '@shouhu/ledger';
import { GATEWAY, migrations, takeMessage } from '@shouhu/server';
import type { Schema } from '@shouhu/server';
import { createKeyRing } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import type { Bench } from '../bench.ts';
import { describeMachine } from '../machine.ts';
import type { Machine } from '../machine.ts';
import { fillOpenVisits, LINES_OF_VISIT, PREFIX, settlingOf, visitAt } from '../settlement/open-visits.ts';
import { rival } from '../settlement/rivals.ts';
import type { Pace } from '../settlement/rivals.ts';
import { numbered, recording, statementOf } from '../settlement/script.ts';
import type { Own } from '../settlement/script.ts';
import { median, rounded, timed } from '../statistics.ts';
import { fillCounty, INSURED_IN } from '../till/county.ts';

interface Compared {
  readonly statements: number;
  /** Transactions a second. */
  readonly per_s: number;
  readonly reference: Pace['by'];
  readonly reference_per_s: number;
  /** Median of the ratios of each round. */
  readonly ratio: number;
  /** Processor time of this process for one transaction, without the database. */
  readonly cpu_ms: number;
}

export interface SettlementReport {
  readonly clients: number;
  /** 2207 from the text of a signed message to the text of its answer. */
  readonly settlement: Compared;
  /** The same of an unsigned one. */
  readonly unsigned: Compared;
  readonly posting: Compared;
  readonly machine: Machine;
}

const CLIENTS = 8;
const ACCOUNTS = 400;

interface Place {
  readonly db: Kysely<Schema>;
  readonly url: string;
  readonly folder: string;
  readonly ring: KeyRing;
  readonly rounds: number;
  /** Transactions of one side of one round, by each client. */
  readonly runs: number;
}

/** Whole settlements and bare postings beside a script that runs the same statements. `--lines` are fee lines to be settled. */
export const settlementBench: Bench<SettlementReport> = {
  about: '结算与记账，对照同样语句的 pgbench · settlements and postings beside pgbench with the same statements',
  defaults: { lines: 80_000, rounds: 3 },
  async run({ lines, rounds, workdir, keep }, onProgress) {
    const machine = describeMachine();
    const folder = join(workdir, `settlement-${lines}`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const data = join(folder, 'postgres');
    const { db, url, close } = await openDatabase<Schema>({
      folder: data,
      connections: CLIENTS,
      statement_timeout_ms: 0,
    });
    try {
      await migrate(db, migrations);
      const ring = createKeyRing();
      // Both sides of every round, signed and not, and one round for the warmth.
      const runs = Math.max(1, Math.floor(lines / LINES_OF_VISIT / (4 * rounds + 2) / CLIENTS));
      const count = runs * CLIENTS * (4 * rounds + 2);
      onProgress(`filling ${count} visits`);
      const persons = [{ prefix: PREFIX, count: count + 2, visits: 0, lines_of_visit: 0 }];
      const [sender] = await fillCounty(db, ring, { hospitals: 1, persons, codes: [] });
      assert(sender !== undefined, 'a hospital');
      await fillOpenVisits(db, count + 2);
      const place = { db, url, folder, ring, rounds, runs };
      const { privateKey: _, ...open } = sender;
      onProgress('settling');
      const settlement = await settling(place, sender, 1);
      onProgress('settling, unsigned');
      const unsigned = await settling(place, open, 2 + runs * CLIENTS * (2 * rounds + 1));
      onProgress('posting');
      return { clients: CLIENTS, settlement, unsigned, posting: await posting(place), machine };
    } finally {
      await close();
      if (!keep) await rm(folder, { recursive: true, force: true });
    }
  },
};

/** One transaction, made ready: what is asked of the clock begins when it is done. */
type Work = (db: Kysely<Schema>) => Promise<void>;

interface Contested {
  readonly make: (at: number) => Work;
  /** What belongs to the transaction of this number alone, after it was done. */
  readonly own: (at: number) => Promise<Own>;
  /** Statements that stand before the transaction. */
  readonly ahead: number;
}

/** @param first visit that is not settled; its statements make the script */
async function settling(place: Place, sender: Sender, first: number): Promise<Compared> {
  const { db, ring, folder } = place;
  const gateway = { ...GATEWAY, unsigned: true };
  const make = (at: number): Work => {
    const asked = { infno: '2207', input: settlingOf(visitAt(at)), insuplc_admdvs: INSURED_IN };
    const { text } = buildMessage(sender, { ...asked, at: new Date(), serial: at % 10_000 });
    return async (within) => {
      const services = { db: within, ring, folder, policyOf: samplePolicyOf, now: () => new Date(), gateway };
      const { outcome, text: answer } = await takeMessage(services, { text, path: '2207', local: true });
      assert.equal(outcome, 'done', answer);
    };
  };
  const own = async (at: number): Promise<Own> => {
    const { mdtrt_id, psn_no } = visitAt(at);
    const settled = db
      .selectFrom('settlement')
      .select(['setl_id', 'entry_id', 'msgid'])
      .where('mdtrt_id', '=', mdtrt_id);
    const { setl_id, entry_id, msgid } = await settled.executeTakeFirstOrThrow();
    return {
      [mdtrt_id]: numbered(`D${PREFIX}`, 9),
      [psn_no]: numbered(PREFIX, 9),
      [msgid]: numbered('M', 20),
      [setl_id]: `('${setl_id.slice(0, 14)}' || lpad(currval('settlement_serial')::text, 12, '0'))`,
      [entry_id ?? 'none']: `(md5('entry' || (:n)::text)::uuid)`,
    };
  };
  return compared(place, { make, own, ahead: 1 }, first);
}

/** Entries between accounts of which no two transactions in a row have one. */
async function posting(place: Place): Promise<Compared> {
  const { db } = place;
  const accountAt = (at: number): string => `bench:${String(at % ACCOUNTS).padStart(9, '0')}`;
  await transaction(db, 'read committed', async (trx) =>
    openAccounts(
      trx,
      Array.from({ length: ACCOUNTS }, (_, at) => accountAt(at)),
    ),
  );
  const entryAt = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const make = (at: number): Work => {
    const postings = [
      { account: accountAt(at), fen: -100 },
      { account: accountAt(at + 1), fen: 100 },
    ];
    const entry = { entry_id: entryAt(at), kind: 'settled', day: '2026-03-02', memo: `memo ${at}`, postings };
    return async (within) => {
      await transaction(within, 'read committed', async (trx) => post(trx, entry, new Date()));
    };
  };
  const account = (beside: number): string =>
    `('bench:' || lpad((((:n)::int + ${beside}) % ${ACCOUNTS})::text, 9, '0'))`;
  const own = async (at: number): Promise<Own> => ({
    [entryAt(at)]: `(('00000000-0000-4000-8000-' || lpad((:n)::text, 12, '0'))::uuid)`,
    [accountAt(at)]: account(0),
    [accountAt(at + 1)]: account(1),
  });
  return compared(place, { make, own, ahead: 0 }, 1);
}

async function compared(place: Place, { make, own, ahead }: Contested, first: number): Promise<Compared> {
  const { db, url, folder, rounds, runs } = place;
  const recorder = recording(db);
  await make(first)(recorder.db);
  const owned = await own(first);
  const asked = recorder.statements.map((statement) => statementOf(statement, owned));
  const script = [...asked.slice(0, ahead), 'BEGIN', ...asked.slice(ahead), 'COMMIT'];
  let next = first + 1;
  const taken = (): number => {
    next += runs * CLIENTS;
    return next - runs * CLIENTS;
  };
  const ours = async (): Promise<{ readonly per_s: number; readonly cpu_ms: number }> => {
    const from = taken();
    const works = Array.from({ length: runs * CLIENTS }, (_, at) => make(from + at));
    const { seconds, cpu_s } = await timed(async () => together(works, db));
    return { per_s: works.length / seconds, cpu_ms: (cpu_s * 1_000) / works.length };
  };
  const theirs = async (): Promise<Pace> => rival({ url, folder, script, clients: CLIENTS, runs, from: taken() });
  await ours();
  const paces: { readonly own: Awaited<ReturnType<typeof ours>>; readonly reference: Pace }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = round % 2 === 0 ? await ours() : undefined;
    const reference = await theirs();
    paces.push({ own: before ?? (await ours()), reference });
  }
  return {
    statements: script.length,
    per_s: rounded(median(paces.map((one) => one.own.per_s))),
    reference: paces[0]?.reference.by ?? 'pg',
    reference_per_s: rounded(median(paces.map((one) => one.reference.per_s))),
    ratio: rounded(median(paces.map((one) => one.own.per_s / one.reference.per_s))),
    cpu_ms: rounded(median(paces.map((one) => one.own.cpu_ms))),
  };
}

/** As many at once as there are clients. */
async function together(works: readonly Work[], db: Kysely<Schema>): Promise<void> {
  let at = 0;
  const client = async (): Promise<void> => {
    for (let work = works[at]; work !== undefined; work = works[at]) {
      at += 1;
      await work(db);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}
