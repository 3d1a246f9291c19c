/**
 * One seed: windows of a hospital and of two pharmacies serve a family and strangers at once, while the family moves its money, over the handlers of the
 * platform and a real database. Messages and answers are lost, repeated and late, clients end, connections are cut and statements cancelled; after
 * whatever ends the invariants are asked. Then comes the deadline of what was offered, and the clearing of the month with late cancellations.
 */
import { createHash } from 'node:crypto';
import { Random, fork } from '@shouhu/synth';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { replay } from '../till-check/replay.ts';
import { Family } from './family.ts';
import type { Ground } from './ground.ts';
import { brokenAtAll, brokenBy } from './invariants.ts';
import { approve, compute } from './month.ts';
import { soldTwice, usedTwice } from './once.ts';
import { through } from './passing.ts';
import type { Altered } from './passing.ts';
import { Statements, sharesOf } from './statements.ts';
import type { Shares } from './statements.ts';
import { Tills } from './tills.ts';
import { BEGINS, PAYER, RELATIVES } from './town.ts';
import type { World } from './world.ts';

/** A fault that is planted to see that it is found. */
export interface Plant extends Altered {
  /** Of the database of a seed, before it begins. */
  readonly prepare?: (db: Kysely<Schema>) => Promise<void>;
  /** Faults that are more frequent than usual. */
  readonly shares?: Partial<Shares>;
}

export interface Simulated {
  readonly seed: number;
  /** What does not hold; the first ones are what to look at. */
  readonly faults: readonly string[];
  readonly counts: Counts;
  /** Of every statement in its order, every answer, and what is in the database at the end: the same for the same seed. */
  readonly digest: string;
}

/** What happened; `met` is how often a statement waited for another transaction, `contended` how often somebody else had been first. */
export const COUNTED = [
  'messages',
  'transfers',
  'decisions',
  'statements',
  'cuts',
  'cancels',
  'met',
  'crashes',
  'contended',
] as const;
export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

/** Of the family, and what each does, one thing after another: in some seeds nothing, so that tills meet each other the more. */
const MEMBERS = 3;
const DEEDS = [0, 4, 8] as const;
/** Ten in the morning after the month; and when the days for objections are over. */
const CLEARED = Date.parse('2026-04-03T02:00:00Z');
const APPROVED = Date.parse('2026-04-20T02:00:00Z');

export async function simulate(world: World, seed: number, plant: Plant = {}): Promise<Simulated> {
  const ground = await world.lend();
  let isSpoilt = true;
  try {
    await plant.prepare?.(ground.db);
    const simulated = await new Seed(world, ground, seed, plant).run();
    isSpoilt = plant.prepare !== undefined;
    return simulated;
  } finally {
    await world.giveBack(ground, isSpoilt);
  }
}

class Seed {
  readonly #world: World;
  readonly #ground: Ground;
  readonly #seed: number;
  readonly #statements: Statements;
  readonly #passing: Kysely<Schema>;
  readonly #faults: string[] = [];
  readonly #digest = createHash('sha256');
  readonly #tills: Tills;
  readonly #family: Family;
  #at = BEGINS.getTime();
  #transfers = 0;
  #decisions = 0;

  constructor(world: World, ground: Ground, seed: number, plant: Plant) {
    this.#world = world;
    this.#ground = ground;
    this.#seed = seed;
    const shares = { ...sharesOf(new Random(fork(seed, 30))), ...plant.shares };
    this.#statements = new Statements(world.admin.db, new Random(fork(seed, 0)), shares, this.#note);
    this.#passing = through(ground.db, this.#statements, plant);
    const { ring, phones, folder } = world;
    const now = this.#now;
    const onFault = (what: string): void => void this.#faults.push(what);
    const onEnd = this.#ask;
    this.#tills = new Tills({
      passing: this.#passing,
      straight: ground.db,
      ring,
      phones,
      folder,
      seed,
      now,
      onEnd,
      onFault,
    });
    this.#family = new Family({ db: this.#passing, now, seed, payer: PAYER, relatives: RELATIVES, onEnd: this.#moved });
  }

  async run(): Promise<Simulated> {
    const passing = this.#statements.run();
    const members = Array.from({ length: MEMBERS }, (_, nth) => new Random(fork(this.#seed, 10 + nth)));
    const deeds = new Random(fork(this.#seed, 31)).pick(DEEDS);
    await Promise.all([
      this.#tills.serve(),
      ...members.map(async (random, nth) => this.#family.act(nth, deeds, random)),
    ]);
    await this.#meetDeadline();
    await this.#clearMonth();
    this.#statements.end();
    await passing;
    await this.#lookBack();
    this.#note(await this.#ground.state());
    const { messages, crashes, contended } = this.#tills.counts;
    const { counts } = this.#statements;
    return {
      seed: this.#seed,
      faults: this.#faults,
      counts: { messages, transfers: this.#transfers, decisions: this.#decisions, ...counts, crashes, contended },
      digest: this.#digest.digest('hex'),
    };
  }

  /** A clock that goes on with what is asked of it. */
  #now = (): Date => new Date((this.#at += 1_000));

  #note = (what: string): void => void this.#digest.update(`${what}\n`);

  /** After something has ended. */
  #ask = async (what: string): Promise<void> => {
    this.#note(what);
    await this.#statements.aside(async () => {
      const broken = await brokenBy(this.#ground);
      this.#faults.push(...broken.map((one) => `after ${what}: ${one}`));
    });
  };

  #moved = async (what: string, end: string): Promise<void> => {
    this.#transfers += 1;
    await this.#ask(`${what} ${end}`);
  };

  async #meetDeadline(): Promise<void> {
    const { first } = await this.#ground.db
      .selectFrom('wallet_transfer')
      .select((e) => e.fn.min('returns_at').as('first'))
      .where('state', '=', 'offered')
      .executeTakeFirstOrThrow();
    if (first === null) return;
    this.#at = new Date(first).getTime() - 4_000;
    await this.#family.meetDeadline(new Random(fork(this.#seed, 20)));
  }

  async #clearMonth(): Promise<void> {
    this.#at = CLEARED;
    const refused = await Promise.all([compute(this.#passing, this.#now), this.#tills.cancelLate()]);
    await this.#ask(`computed ${refused[0].join(' ')}`);
    this.#faults.push(...(await brokenAtAll(this.#ground, false)));
    this.#at = APPROVED;
    const ends = await approve(this.#passing, this.#now, async () => this.#seenSum());
    await this.#ask(`approved ${ends.join(' ')}`);
    this.#faults.push(...(await brokenAtAll(this.#ground, true)));
  }

  async #seenSum(): Promise<number> {
    const { rows } = await sql<{ sum: number }>`
      SELECT coalesce(sum(pay_fen), 0)::bigint AS sum FROM clearing WHERE state IN ('computed', 'confirmed')`.execute(
      this.#passing,
    );
    return rows[0]?.sum ?? 0;
  }

  /** What the institutions believe is what the platform has; each decision follows from what it was decided on. */
  async #lookBack(): Promise<void> {
    const { db } = this.#ground;
    this.#faults.push(...(await this.#tills.check()));
    const done = await db.selectFrom('gateway_message').select('msgid').where('outcome', '=', 'done').execute();
    const journals = this.#tills.journals();
    this.#faults.push(...soldTwice(journals).map((box) => `box ${box} is in two sales`));
    const used = usedTwice(journals, new Set(done.map(({ msgid }) => msgid)));
    this.#faults.push(...used.map((token) => `token ${token} was used twice`));
    for (const row of await db.selectFrom('till_decision').selectAll().execute()) {
      this.#decisions += 1;
      const { given, again } = await replay({ db, ring: this.#world.ring }, row);
      if (again !== null && again !== given) this.#faults.push(`decision ${row.decision_id} replays to other bytes`);
      if (again === null && row.outcome !== 'not-checked')
        this.#faults.push(`decision ${row.decision_id} has no rules`);
    }
  }
}
