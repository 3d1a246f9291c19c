/** Plays days of traffic of a county's institutions against a platform; reconciles, applies for the month, and holds each institution's books against it. */
import { setTimeout } from 'node:timers/promises';
import { instantText } from '@shouhu/interface';
import { fork } from '@shouhu/synth';
import { applied, detailsReconciled, nothingReconciled, refusedAfterClearing, sumsReconciled } from './accounts.ts';
import type { Accounts, Period, Reconciled } from './accounts.ts';
import { booksOf, cancellationOf } from './books.ts';
import { checkBooks } from './check.ts';
import { clientOf, live, serveDay } from './client.ts';
import type { Client, Together } from './client.ts';
import type { Course } from './course.ts';
import { rowsOfBooks } from './ledger.ts';
import { COUNTED, NO_FAULTS, noCounts } from './network.ts';
import { Figures } from './figures.ts';
import type { Played, Playing } from './playing.ts';

/** Institutions whose books are held against the platform at once. */
const AT_ONCE = 8;

export async function play(playing: Playing): Promise<Played> {
  const { days, county, seed } = playing;
  const figures = new Figures();
  const faults: string[] = [];
  const pace = paceOf(playing.rate, playing.signal);
  const together: Together = { pace, onAnswer: figures.add, onFault: (what) => faults.push(what) };
  const stayed = new Set<string>();
  const clients = county.places.map((place, at) => clientOf(playing, place, fork(seed, at), stayed));
  const department = new Department(playing, together);
  let crashes = 0;
  for (const day of days.keys()) {
    await playing.onMorning?.(day);
    const ended = await Promise.all(clients.map(async (client) => serveDay(playing, client, together, day)));
    crashes += ended.reduce((sum, lives) => sum + lives, 0);
    if (playing.months !== undefined) await Promise.all(clients.map(async (client) => department.evening(client, day)));
    playing.onProgress?.(day, figures.total);
    await playing.onNight?.(day);
  }
  const network = noCounts();
  for (const client of clients) {
    await client.network.rest();
    for (const name of COUNTED) network[name] += client.network.counts[name];
    faults.push(...client.network.differing().map((msgid) => `${msgid} has more than one answer`));
  }
  const rows = await each(clients, async (client) => department.end(client));
  for (const period of playing.months?.periods ?? []) {
    await playing.months?.close(period);
    await each(clients, async (client, at) => department.month(client, period, rows[at] ?? []));
  }
  const counts = { settlements: 0, cancelled: 0, without: 0 };
  await each(clients, async (client) => {
    const books = booksOf(client.journal, client.sender.bodyKey);
    counts.settlements += books.settlements.length;
    counts.cancelled += books.settlements.filter(({ back }) => back !== null).length;
    counts.without += books.without.length;
    const { sender, insuplc_admdvs, journal, post } = client;
    const checking = {
      sender,
      insuplc_admdvs,
      post,
      now: playing.now,
      serial: journal.messages,
      ...(playing.signal === undefined ? {} : { signal: playing.signal }),
    };
    const found = await checkBooks(checking, books);
    faults.push(...found.map((fault) => `${sender.fixmedins_code} ${fault}`));
  });
  const courses = { outpatient: 0, stay: 0, sale: 0, stock: 0, filing: 0 };
  for (const { planned } of clients) for (const { kind } of planned) courses[kind] += 1;
  const { faults: unreconciled, rows: _, ...reconciled } = department.found;
  faults.push(...unreconciled);
  return { courses, crashes, network, transactions: figures.byTransaction(), ...counts, reconciled, faults };
}

/** What the accounts departments do together. */
class Department {
  readonly found = nothingReconciled();
  readonly #playing: Playing;
  readonly #together: Together;
  /** The day on which it began, for a platform with days of its own. */
  readonly #since: string;

  constructor(playing: Playing, together: Together) {
    this.#playing = playing;
    this.#together = together;
    this.#since = this.#today();
  }

  /** Sums of the day. */
  async evening(client: Client, day: number): Promise<void> {
    const today = this.#playing.days[day] ?? '';
    const rows = this.#rows(client).filter((row) => row.day === today);
    const accounts = this.#accounts(client, rows, { begin: today, end: today }, day);
    await this.#run(client, `evening-${day}`, day, (found) => sumsReconciled({ ...accounts, faults: false }, found));
  }

  /** Every line of all days. @returns rows, with those that only the platform had */
  async end(client: Client): Promise<Reconciled['rows']> {
    const { days, months } = this.#playing;
    const rows = this.#rows(client);
    const begin = [this.#since, ...rows.map((row) => row.day)].toSorted()[0] ?? this.#since;
    const period =
      months === undefined ? { begin, end: this.#today() } : { begin: days[0] ?? '', end: days.at(-1) ?? '' };
    const day = days.length - 1;
    const accounts = this.#accounts(client, rows, period, day);
    return this.#run(client, `details-${rows.length}`, day, (found) => detailsReconciled(accounts, found));
  }

  /** Applies for the month, and tries to cancel what is cleared. */
  async month(client: Client, period: Period, all: Reconciled['rows']): Promise<void> {
    const day = this.#playing.days.length - 1;
    const rows = all.filter((row) => period.begin <= row.day && row.day <= period.end);
    const accounts = this.#accounts(client, rows, period, day);
    await this.#run(client, `month-${period.begin}`, day, (found) => applied(accounts, found));
    const standing = booksOf(client.journal, client.sender.bodyKey).settlements.findLast(
      ({ back, setl_id }) => back === null && rows.some((row) => row.setl_id === setl_id),
    );
    if (standing === undefined) return;
    await this.#run(client, `cleared-${period.begin}`, day, () => refusedAfterClearing(cancellationOf(standing), day));
  }

  #accounts({ place, journal }: Client, rows: Reconciled['rows'], period: Period, day: number): Accounts {
    const reversed = new Set(
      journal
        .all()
        .flatMap(({ message, reversing }) => (reversing === undefined ? [] : [message.msgid, reversing.msgid])),
    );
    const optins = rows[0]?.clr_optins ?? place.admdvs;
    return { rows, reversed, optins, period, day, faults: this.#playing.faults !== NO_FAULTS };
  }

  async #run(
    client: Client,
    id: string,
    day: number,
    make: (found: Reconciled) => Course,
  ): Promise<Reconciled['rows']> {
    let found = nothingReconciled();
    await live(this.#playing, client, this.#together, { id, day }, () => make((found = nothingReconciled())));
    for (const name of ['sums', 'lines', 'takenBack', 'strange', 'applied'] as const) this.found[name] += found[name];
    this.found.faults.push(...found.faults.map((fault) => `${client.sender.fixmedins_code} ${fault}`));
    return found.rows;
  }

  #rows = ({ journal, sender }: Client) => rowsOfBooks(booksOf(journal, sender.bodyKey).settlements);
  #today = (): string => instantText(this.#playing.now()).slice(0, 10);
}

async function each<Result>(
  clients: readonly Client[],
  work: (client: Client, at: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...clients.entries()];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        const [at, client] = one;
        results[at] = await work(client, at);
      }
    }),
  );
  return results;
}

/** Lets one through every so often; none waits where the rate is 0. */
function paceOf(rate: number, signal?: AbortSignal): () => Promise<void> {
  let next = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (rate === 0) return;
    const now = performance.now();
    next = Math.max(next + 1_000 / rate, now);
    await setTimeout(next - now);
  };
}
