/**
 * Statements of many clients, let through one at a time in an order that a seed decides, so that transactions meet at every statement and meet
 * again in the same way. A connection is cut before or after any statement, COMMIT included, as when a server or a cable ends; a statement is cancelled
 * as when it took too long.
 */
import { setImmediate } from 'node:timers/promises';
import type { Random } from '@shouhu/synth';
import { sql } from 'kysely';
import type { Kysely, QueryResult } from 'kysely';

/** What becomes of a statement: `broken` its connection is rolled back and dead, `killed` the server ended what serves it. */
export type Fate = 'carried out' | 'cancelled' | `${'broken' | 'killed'} ${'before' | 'after'}`;

export interface Statement {
  /** The connection, numbered in the order in which they were asked for. */
  readonly on: number;
  readonly pid: number;
  readonly text: string;
  /** `back` to a savepoint. Of what is `within` or `alone` some are cancelled. */
  readonly kind: 'begin' | 'end' | 'within' | 'back' | 'alone' | 'pause';
  readonly run: (isCancelled: boolean) => Promise<QueryResult<unknown>>;
  /** Ends its connection for those who use it: what was not committed is gone. */
  readonly breakOff: () => Promise<void>;
}

interface Waiting extends Statement {
  readonly done: PromiseWithResolvers<QueryResult<unknown>>;
}

/** Of ten thousand statements, how many meet which fate, after how many their connection is held back, and before how many that write it is held until another comes to the same one. */
export interface Shares {
  readonly cuts: number;
  readonly cancels: number;
  readonly holds: number;
  readonly meets: number;
}

/** Of one seed: what is rare in all of them is frequent in some, alone or with the rest. */
export const sharesOf = (random: Random): Shares => ({
  cuts: random.pick([20, 60, 150]),
  cancels: random.pick([10, 40, 250]),
  holds: random.pick([200, 500, 2_000]),
  meets: random.pick([0, 6_000, 9_000]),
});
/** Of ten thousand cuts, how many end the process of the server that serves the connection: another one takes long to begin. */
const KILLS = 1_000;
/** A statement that takes so many times as long as others may be waiting for another transaction; a machine at work is not asked at every one. */
const PATIENCE = 4;
const LEAST_MS = 2;
/** Of so many statements the mean is taken. */
const FOLLOWS = 50;

const WRITES = /^\s*(insert|update|delete|with\b.*\b(insert|update|delete))\b/is;

export class Statements {
  readonly #random: Random;
  readonly #admin: Kysely<unknown>;
  readonly #shares: Shares;
  /** Told of every statement and of its end, in their order. */
  readonly #onPass: (what: string) => void;
  #waiting: Waiting[] = [];
  readonly #running = new Map<Waiting, Promise<void>>();
  /** Of those that run, which wait for other transactions; until one ends. */
  readonly #blocked = new Set<Waiting>();
  /** Whether some of them may go on since they were asked about. */
  #isReleased = false;
  readonly #met = new WeakSet<Waiting>();
  /** How long a statement takes, in milliseconds: a mean that follows. */
  #usual_ms = LEAST_MS;
  /** Done, but not told: what follows from one is over before the next is told. */
  #finished: { readonly on: number; readonly tell: () => void }[] = [];
  readonly #held = new Set<number>();
  readonly #expecting = new WeakSet<Waiting>();
  /** Connections in the midst of a transaction. */
  readonly #open = new Set<number>();
  /** Works beside the statements, for which the next one waits. */
  #busy = 0;
  /** Comes when something may go on. */
  #news = Promise.withResolvers<void>();
  #connections = 0;
  #ended = false;
  readonly counts = { statements: 0, cuts: 0, cancels: 0, met: 0 };

  constructor(
    admin: Kysely<unknown>,
    random: Random,
    shares: Shares,
    onPass: (what: string) => void = () => undefined,
  ) {
    this.#admin = admin;
    this.#onPass = onPass;
    this.#random = random;
    this.#shares = shares;
  }

  /** Lets statements through until `end` is called. */
  async run(): Promise<void> {
    while (!this.#ended) {
      const news = this.#news.promise;
      await this.#settled();
      const [told] = this.#finished.toSorted((a, b) => a.on - b.on);
      if (told !== undefined) {
        this.#finished = this.#finished.filter((one) => one !== told);
        told.tell();
        continue;
      }
      const next = this.#choose();
      if (next === undefined) {
        await news;
        continue;
      }
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#start(next);
    }
  }

  /** Any that waits, but for connections that are held back in the midst of their work until no other can go on. */
  #choose(): Waiting | undefined {
    for (;;) {
      const ready = this.#ready();
      if (ready.length > 0 && ready.every(({ on }) => this.#held.has(on))) this.#held.clear();
      const free = ready.filter(({ on }) => !this.#held.has(on));
      // How often it is asked for nothing is a matter of time: dice are thrown for somebody only.
      if (free.length === 0) return undefined;
      const next = this.#random.pick(free);
      if (this.#isToMeet(next)) {
        this.#held.add(next.on);
        continue;
      }
      if (this.#random.chance(this.#shares.holds)) this.#held.add(next.on);
      return next;
    }
  }

  /** Of those that a connection is asked together the first. */
  #ready(): Waiting[] {
    const running = new Set([...this.#running.keys()].map(({ on }) => on));
    const first = new Map(this.#waiting.toReversed().map((one) => [one.on, one]));
    return [...first.values()].filter(({ on }) => !running.has(on)).toSorted((a, b) => a.on - b.on);
  }

  /** Two that are about to write by the same statement meet there: of those that each come when they come hardly two do. */
  #isToMeet(next: Waiting): boolean {
    if (next.kind !== 'within' || !WRITES.test(next.text) || this.#expecting.has(next)) return false;
    const other = this.#waiting.find((one) => one.text === next.text && this.#expecting.has(one));
    if (other !== undefined) this.#held.delete(other.on);
    else if (this.#random.chance(this.#shares.meets)) this.#expecting.add(next);
    return this.#expecting.has(next);
  }

  end(): void {
    this.#ended = true;
    this.#tellNews();
  }

  async aside<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#busy += 1;
    return work().finally(() => {
      this.#busy -= 1;
      this.#tellNews();
    });
  }

  number(): number {
    return (this.#connections += 1);
  }

  async pass(statement: Statement): Promise<QueryResult<unknown>> {
    const done = Promise.withResolvers<QueryResult<unknown>>();
    this.#waiting.push({ ...statement, done });
    this.#tellNews();
    return done.promise;
  }

  /** Lets others go first, so many times unless they have nothing to do. */
  async pause(turns: number): Promise<void> {
    const on = this.number();
    const [run, breakOff] = [
      async (): Promise<QueryResult<unknown>> => ({ rows: [] }),
      async (): Promise<void> => undefined,
    ];
    for (let turn = 0; turn < turns; turn += 1)
      await this.pass({ on, pid: 0, text: 'pause', kind: 'pause', run, breakOff });
  }

  #tellNews(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  #start(statement: Waiting): void {
    const { on, kind, text, done } = statement;
    const fate = this.#fateOf(statement);
    this.#onPass(`${on} ${fate}: ${text}`);
    this.counts.statements += 1;
    if (fate === 'cancelled') this.counts.cancels += 1;
    else if (fate !== 'carried out') this.counts.cuts += 1;
    if (kind === 'begin') this.#open.add(on);
    const begun = performance.now();
    let isFailed = false;
    const work = this.#carryOut(statement, fate).then(
      (result) => () => done.resolve(result),
      (error: unknown) => {
        isFailed = true;
        return () => done.reject(error);
      },
    );
    const finish = (tell: () => void): void => {
      this.#finished.push({
        on,
        tell: () => {
          this.#onPass(`${on} ${isFailed ? 'failed' : 'done'}`);
          tell();
        },
      });
      this.#running.delete(statement);
      this.#blocked.delete(statement);
      const isCut = fate !== 'carried out' && fate !== 'cancelled';
      if (kind === 'end' || isCut) this.#open.delete(on);
      // With a statement that fails its transaction, or what came after a savepoint, lets its locks go at once; one that waited was before others in a row.
      const isEnd = isFailed || isCut || kind === 'end' || kind === 'alone' || kind === 'back';
      if (isEnd || this.#met.has(statement)) {
        this.#isReleased = this.#blocked.size > 0;
        this.#blocked.clear();
      }
      if (!this.#met.has(statement)) this.#usual_ms += (performance.now() - begun - this.#usual_ms) / FOLLOWS;
      this.#tellNews();
    };
    this.#running.set(statement, work.then(finish));
  }

  #fateOf({ kind }: Statement): Fate {
    if (kind === 'pause') return 'carried out';
    const { cuts, cancels } = this.#shares;
    if (this.#random.chance(cuts)) {
      const when = this.#random.pick(['before', 'after'] as const);
      return this.#random.chance(KILLS) ? `killed ${when}` : `broken ${when}`;
    }
    return (kind === 'within' || kind === 'alone') && this.#random.chance(cancels) ? 'cancelled' : 'carried out';
  }

  async #carryOut({ pid, run, breakOff }: Statement, fate: Fate): Promise<QueryResult<unknown>> {
    if (fate === 'killed before') {
      await this.#kill(pid);
      return run(false);
    }
    if (fate !== 'broken before') {
      const result = await run(fate === 'cancelled');
      if (fate === 'carried out' || fate === 'cancelled') return result;
      if (fate === 'killed after') await this.#kill(pid);
    }
    await breakOff();
    throw new Error('Connection terminated unexpectedly');
  }

  async #kill(pid: number): Promise<void> {
    await sql`SELECT pg_terminate_backend(${pid}, 1000)`.execute(this.#admin);
  }

  /** Until every statement that was let through is done or waits for another transaction, and what follows from it has asked for the next. */
  async #settled(): Promise<void> {
    for (;;) {
      const news = this.#news.promise;
      await setImmediate();
      if (this.#busy > 0) {
        await news;
        continue;
      }
      if (this.#unsure().length === 0) return;
      // Of those that waited before a transaction ended most wait on; any other is given its time.
      if (!this.#isReleased) await earlierOf(news, Math.max(LEAST_MS, this.#usual_ms * PATIENCE));
      this.#isReleased = false;
      if (this.#unsure().length > 0 && this.#open.size > 1) await this.#askBlocked();
    }
  }

  #unsure(): Waiting[] {
    return [...this.#running.keys()].filter((one) => !this.#blocked.has(one));
  }

  async #askBlocked(): Promise<void> {
    const unsure = this.#unsure();
    const { rows } = await sql<{ pid: number }>`
      SELECT pid FROM unnest(${unsure.map(({ pid }) => pid)}::int[]) AS pid WHERE cardinality(pg_blocking_pids(pid)) > 0`.execute(
      this.#admin,
    );
    const blocked = new Set(rows.map(({ pid }) => pid));
    for (const one of unsure) {
      if (!blocked.has(one.pid) || !this.#running.has(one)) continue;
      if (!this.#met.has(one)) this.counts.met += 1;
      this.#met.add(one);
      this.#blocked.add(one);
    }
  }
}

async function earlierOf(work: Promise<void>, most_ms: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, most_ms);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}
