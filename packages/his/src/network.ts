/** What lies between a client and the platform, and what goes wrong there: lost messages, lost answers, copies at once and copies much later. */
import { codeOf } from '@shouhu/interface';
import type { Message, Received } from '@shouhu/interface';
import type { Random } from '@shouhu/synth';

/** Hands a message over. @throws when no answer comes */
export type Post = (message: Message) => Promise<Received>;

/** Of ten thousand messages, how many meet which fate. */
export interface Faults {
  readonly lostMessages: number;
  readonly lostAnswers: number;
  readonly repeats: number;
  readonly late: number;
  /** Of ten thousand moments between two steps of a client, at how many it ends. */
  readonly crashes: number;
}

export const NO_FAULTS: Faults = { lostMessages: 0, lostAnswers: 0, repeats: 0, late: 0, crashes: 0 };
export const USUAL_FAULTS: Faults = { lostMessages: 300, lostAnswers: 500, repeats: 500, late: 500, crashes: 150 };

/** A copy that is late comes at most so many messages later. */
const LATE_MESSAGES = 40;

/** What happened to messages; `faults` are answers that the platform itself failed to give. */
export const COUNTED = ['lostMessages', 'lostAnswers', 'repeats', 'late', 'faults'] as const;
export const noCounts = (): Record<(typeof COUNTED)[number], number> => ({
  lostMessages: 0,
  lostAnswers: 0,
  repeats: 0,
  late: 0,
  faults: 0,
});

export class Network {
  readonly #post: Post;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #late: { readonly message: Message; readonly due: number }[] = [];
  /** Each message with the answers that it got, which must be one. */
  readonly #answers = new Map<string, Set<string>>();
  readonly counts = noCounts();
  #sent = 0;

  constructor(post: Post, random: Random, faults: Faults) {
    this.#post = post;
    this.#random = random;
    this.#faults = faults;
  }

  /** @returns undefined when no answer came */
  async send(message: Message): Promise<Received | undefined> {
    const { lostMessages, lostAnswers, repeats, late } = this.#faults;
    const [lost, deaf, twice] = [lostMessages, lostAnswers, repeats].map((share) => this.#random.chance(share));
    this.#sent += 1;
    if (this.#random.chance(late)) {
      this.counts.late += 1;
      this.#late.push({ message, due: this.#sent + this.#random.between(1, LATE_MESSAGES) });
    }
    await this.#deliverLate(this.#sent);
    if (lost === true) {
      this.counts.lostMessages += 1;
      return undefined;
    }
    const copy = twice === true ? this.#carry(message) : undefined;
    if (copy !== undefined) this.counts.repeats += 1;
    const [received] = await Promise.all([this.#carry(message), copy]);
    if (deaf !== true) return received;
    this.counts.lostAnswers += 1;
    return undefined;
  }

  /** Brings what is still on its way. */
  async rest(): Promise<void> {
    await this.#deliverLate(Infinity);
  }

  /** Messages that got more than one answer. */
  differing(): readonly string[] {
    return [...this.#answers].filter(([, answers]) => answers.size > 1).map(([msgid]) => msgid);
  }

  async #deliverLate(until: number): Promise<void> {
    const due = this.#late.filter((one) => one.due <= until);
    for (const one of due) this.#late.splice(this.#late.indexOf(one), 1);
    for (const { message } of due) await this.#carry(message);
  }

  async #carry(message: Message): Promise<Received | undefined> {
    const received = await this.#post(message).catch(() => undefined);
    if (received === undefined || received.status === FAULT) {
      this.counts.faults += 1;
      return undefined;
    }
    // A message that is barred from coming, or comes days after it was made, is turned away each time.
    if (TURNED_AWAY.has(codeOf(received.answer) ?? '')) return received;
    const answers = this.#answers.get(message.msgid) ?? new Set();
    this.#answers.set(message.msgid, answers.add(received.text));
    return received;
  }
}

const FAULT = 500;
const TURNED_AWAY: ReadonlySet<string> = new Set(['SH-T013', 'SH-T023']);
