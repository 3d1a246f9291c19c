/** The windows of the institutions of a town: clients of the interface with journals of their own, over a network that loses and repeats. */
import { samplePolicyOf } from '@shouhu/benefits';
import { Crash, Desk, Journal, Network, USUAL_FAULTS, booksOf, checkBooks, courseOf } from '@shouhu/his';
import type { Course, CourseKind, Person, Post } from '@shouhu/his';
import { received } from '@shouhu/interface';
import type { Sender } from '@shouhu/interface';
import { Random, fork } from '@shouhu/synth';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import { takeMessage } from '../gateway/door.ts';
import { GATEWAY } from '../gateway/options.ts';
import type { Schema } from '../store/schema.ts';
import { OF_OTHERS, SUSPENDED, cancellation, meeting } from './courses.ts';
import { BARRED, DAYS, HOSPITAL, ITEMS, PERSONS, PHARMACY, PLACES, REGION, STRANGERS } from './town.ts';
import type { Phones, Place } from './town.ts';

export interface TillsParts {
  /** The database as messages use it, and as it is looked at beside them. */
  readonly passing: Kysely<Schema>;
  readonly straight: Kysely<Schema>;
  readonly ring: KeyRing;
  readonly phones: Phones;
  readonly folder: string;
  readonly seed: number;
  readonly now: () => Date;
  /** Told after each message what became of it. */
  readonly onEnd: (what: string) => Promise<void>;
  readonly onFault: (what: string) => void;
}

/** Windows, and what each serves one after another. */
const WINDOWS: Readonly<Record<Place, number>> = { [HOSPITAL]: 3, [PHARMACY]: 4, [BARRED]: 1 };
const COURSES: Readonly<Record<Place, number>> = { [HOSPITAL]: 1, [PHARMACY]: 3, [BARRED]: 2 };
/** Of ten thousand boxes, how many other tills scan too; in some seeds hardly any, so that more is sold. */
const SHARED = [300, 2_500] as const;
/** Of ten thousand seeds, in how many everybody pays from accounts; and in how many none is of the family, so that few wait for each other before they post. */
const [PAYING, APART] = [6_000, 4_000];
/** Taken back after the month. */
const LATE = 2;
const CANCELS: Readonly<Record<string, string>> = { '2102': '2103', '2207': '2208', '2304': '2305' };

interface Institution {
  readonly sender: Sender;
  readonly network: Network;
  readonly journal: Journal;
  readonly seed: number;
}

export class Tills {
  readonly #parts: TillsParts;
  readonly #institutions: readonly Institution[];
  readonly #shared: number;
  readonly #isPaying: boolean;
  readonly #persons: readonly Person[];
  readonly counts = { messages: 0, crashes: 0, contended: 0 };

  constructor(parts: TillsParts) {
    this.#parts = parts;
    const random = new Random(fork(parts.seed, 32));
    this.#shared = random.pick(SHARED);
    this.#isPaying = random.chance(PAYING);
    this.#persons = random.chance(APART) ? STRANGERS : PERSONS;
    const post = this.#post(parts.passing, true);
    this.#institutions = PLACES.map((code, at) => {
      const seed = fork(parts.seed, at + 1);
      const who = {
        fixmedins_code: code,
        fixmedins_name: code,
        mdtrtarea_admvs: REGION,
        opter: 'SIM',
        opter_name: '模拟',
      };
      const network = new Network(post, new Random(fork(seed, 0)), USUAL_FAULTS);
      return { sender: who, network, journal: new Journal(), seed };
    });
  }

  journals(): readonly Journal[] {
    return this.#institutions.map(({ journal }) => journal);
  }

  async serve(): Promise<void> {
    await Promise.all(
      PLACES.flatMap((place, at) =>
        Array.from({ length: WINDOWS[place] }, async (_, window) => {
          const institution = this.#institutions[at];
          if (institution === undefined) return;
          const random = new Random(fork(institution.seed, window + 1));
          for (let nth = 0; nth < COURSES[place]; nth += 1)
            await this.#visit(`${window}-${nth}`, place, institution, random);
        }),
      ),
    );
    await this.#rest();
  }

  /** Some of what stands is taken back when the month is over. */
  async cancelLate(): Promise<void> {
    await Promise.all(
      this.#institutions.map(async (institution) => {
        const { journal, seed } = institution;
        const random = new Random(fork(seed, 99));
        const standing = booksOf(journal).settlements.filter(({ infno, back }) => infno in CANCELS && back === null);
        for (let nth = 0; nth < Math.min(LATE, standing.length); nth += 1) {
          const { infno, psn_no, mdtrt_id, setl_id } = random.pick(standing);
          const input = { data: infno === '2102' ? { psn_no, setl_id } : { psn_no, mdtrt_id, setl_id } };
          const course = (): Course => cancellation(CANCELS[infno] ?? '', input);
          await this.#take(`late ${nth}`, institution, random, course, false);
        }
      }),
    );
    await this.#rest();
  }

  /** @returns what the books of the institutions and the platform do not agree about */
  async check(): Promise<string[]> {
    const post = this.#post(this.#parts.straight, false);
    const faults: string[] = [];
    for (const { sender, network, journal } of this.#institutions) {
      const checking = { sender, insuplc_admdvs: REGION, post, now: this.#parts.now, serial: journal.messages };
      const found = await checkBooks(checking, booksOf(journal));
      faults.push(...network.differing().map((msgid) => `${msgid} has more than one answer`));
      faults.push(...found.map((fault) => `${sender.fixmedins_code} ${fault}`));
    }
    return faults;
  }

  async #rest(): Promise<void> {
    for (const { network } of this.#institutions) await network.rest();
  }

  async #visit(id: string, place: Place, institution: Institution, random: Random): Promise<void> {
    const kinds: readonly CourseKind[] = place === HOSPITAL ? ['outpatient', 'outpatient', 'stay'] : ['sale'];
    const kind = random.pick(kinds);
    const [person, own] = [random.pick(this.#persons), random.next()];
    const { phones, now } = this.#parts;
    const show = phones.get(person.psn_no);
    const isSuspended = place === BARRED;
    const course = (): Course => {
      const scene = { random: new Random(own), person, items: ITEMS, days: DAYS, day: 0, faults: true };
      return meeting(courseOf(kind, scene), {
        random: new Random(fork(own, 1)),
        fixmedins_code: place,
        psn_no: person.psn_no,
        shown: show === undefined ? undefined : () => show(now()),
        isSuspended,
        shared: this.#shared,
        isPaying: this.#isPaying,
      });
    };
    await this.#take(id, institution, random, course, isSuspended);
  }

  /** Clients end, and others go on from the journal. */
  async #take(
    id: string,
    parts: Institution,
    random: Random,
    course: () => Course,
    isSuspended: boolean,
  ): Promise<void> {
    const { now, onFault } = this.#parts;
    const code = parts.sender.fixmedins_code;
    for (;;) {
      const desk = new Desk({
        ...parts,
        random,
        insuplc_admdvs: REGION,
        crashes: USUAL_FAULTS.crashes,
        pace: async () => undefined,
        now,
        onAnswer: () => undefined,
        onFault: (what) => {
          if (OF_OTHERS.some((one) => one.test(what))) this.counts.contended += 1;
          else if (!isSuspended || !what.endsWith(SUSPENDED)) onFault(`${code} ${what}`);
        },
      });
      try {
        await desk.run(id, course(), DAYS.length);
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        this.counts.crashes += 1;
      }
    }
  }

  #post(db: Kysely<Schema>, isTold: boolean): Post {
    const { ring, folder, now, onEnd } = this.#parts;
    const services = { db, ring, folder, now, policyOf: samplePolicyOf, gateway: { ...GATEWAY, unsigned: true } };
    return async ({ infno, text, msgid }) => {
      const { status, text: answer, outcome } = await takeMessage(services, { text, path: infno, local: true });
      if (!isTold) return received(status, answer);
      this.counts.messages += 1;
      await onEnd(`${infno} ${msgid} ${outcome}`);
      return received(status, answer);
    };
  }
}
