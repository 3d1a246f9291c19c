/** A client of the interface: takes courses step by step, each step once, whatever becomes of messages, answers and of the client itself. */
import { buildMessage, codeOf, received } from '@shouhu/interface';
import type { Message, Received, Sender } from '@shouhu/interface';
import type { Random } from '@shouhu/synth';
import { textOf } from './course.ts';
import type { Ask, Course, Showing, Told } from './course.ts';
import type { Journal } from './journal.ts';
import type { Network } from './network.ts';

/** The client ended here; another one goes on from its journal. */
export class Crash extends Error {}

/** Transactions that 2601 takes back. */
const REVERSIBLE: ReadonlySet<string> = new Set(['2102', '2201', '2207', '2304', '2401']);
/** Of ten thousand lost answers, after how many the client takes the message back. */
const TAKES_BACK = 4_000;
/** A platform that answers nothing so often is gone. */
const MOST_TRIES = 200;
const MOST_SERIAL = 9_999;

export interface DeskParts {
  readonly sender: Sender;
  readonly insuplc_admdvs: string;
  readonly journal: Journal;
  readonly network: Network;
  readonly random: Random;
  readonly now: () => Date;
  /** What the telephone of a person shows at this moment; absent, or undefined: nothing that could be used. */
  readonly show?: (showing: Showing) => Promise<string | undefined>;
  /** Of ten thousand moments, at how many it ends. */
  readonly crashes: number;
  /** Waits until the next message may go. */
  readonly pace: () => Promise<void>;
  /** Told how a message went. */
  readonly onAnswer: (infno: string, code: string | null, ms: number) => void;
  /** Told when something came that should not. */
  readonly onFault: (what: string) => void;
}

export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /**
   * Takes a course on from where the journal has it, up to the end of a played day.
   * @returns whether it has ended
   * @throws Crash
   */
  async run(id: string, course: Course, day: number): Promise<boolean> {
    let step = course.next();
    for (let nth = 0; step.done !== true; nth += 1) {
      const ask = step.value;
      if (ask.day > day) return false;
      const told = await this.#ask(id, nth, ask);
      step = course.next(told);
    }
    return true;
  }

  async #ask(course: string, nth: number, ask: Ask): Promise<Told> {
    const { journal, onFault } = this.#parts;
    const kept = journal.at(course, nth);
    if (kept?.answer !== undefined && kept.reversed === undefined) return toldBy(this.#read(kept.answer), kept.input);
    const text = await this.#perform(course, nth, ask);
    const told = toldBy(this.#read(text), journal.at(course, nth)?.input ?? {});
    const expected = ask.refusedBy;
    if (told.done !== (expected === undefined) || (!told.done && expected?.includes(told.code) !== true))
      onFault(`${course} ${ask.infno}: ${told.done ? 'done, but should be refused' : told.code}`);
    return told;
  }

  /** Until the step is answered: the same message again, or another one after it was taken back. */
  async #perform(course: string, nth: number, ask: Ask): Promise<string> {
    const { journal, random } = this.#parts;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const before = journal.at(course, nth);
      // A reversal that was begun is brought to its end before anything else.
      if (before?.reversing !== undefined && before.reversed === undefined) await this.#reverse(before.message);
      const kept = journal.at(course, nth);
      const again = kept !== undefined && (kept.reversed === undefined || kept.reversed === REFUSED);
      const message = again ? kept.message : await this.#write(course, nth, ask, kept !== undefined);
      const answer = await this.#send(message);
      if (answer !== undefined) {
        journal.append({ kind: 'answered', msgid: message.msgid, text: answer.text });
        this.#mayCrash();
        return answer.text;
      }
      if (REVERSIBLE.has(ask.infno) && kept?.reversed === undefined && random.chance(TAKES_BACK))
        await this.#reverse(message);
    }
    throw new Error(`no answer to ${ask.infno}`);
  }

  /** 2601, repeated until it is answered. */
  async #reverse(original: Message): Promise<void> {
    const { journal, onFault } = this.#parts;
    const { msgid: of, infno: oinfno } = original;
    const kept = journal.all().find(({ message }) => message.msgid === of);
    const message = kept?.reversing ?? this.#build('2601', { data: { omsgid: of, oinfno } });
    if (kept?.reversing === undefined) journal.append({ kind: 'reversing', of, message });
    this.#mayCrash();
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answer = await this.#send(message);
      if (answer === undefined) continue;
      const told = toldBy(this.#read(answer.text), {});
      if (!told.done) onFault(`2601 of ${oinfno}: ${told.code}`);
      const result = told.done ? textOf(told.output['result'], 'revs_rslt') : REFUSED;
      journal.append({ kind: 'reversed', of, result });
      this.#mayCrash();
      return;
    }
    throw new Error('no answer to 2601');
  }

  async #write(course: string, nth: number, { infno, again, ...ask }: Ask, anew: boolean): Promise<Message> {
    const input = anew && again !== undefined ? again : await this.#inputOf(ask);
    const message = this.#build(infno, input);
    this.#parts.journal.append({ kind: 'sent', course, nth, input, message });
    this.#mayCrash();
    return message;
  }

  async #inputOf({ input, shows }: Pick<Ask, 'input' | 'shows'>): Promise<object> {
    if (typeof input !== 'function') return input;
    return input(shows === undefined ? undefined : await this.#parts.show?.(shows));
  }

  #build(infno: string, input: object): Message {
    const { sender, insuplc_admdvs, journal, now } = this.#parts;
    const serial = (journal.messages % MOST_SERIAL) + 1;
    return buildMessage(sender, { infno, input, at: now(), serial, insuplc_admdvs });
  }

  async #send(message: Message): Promise<Received | undefined> {
    const { network, pace, onAnswer } = this.#parts;
    await pace();
    const begun = performance.now();
    const answer = await network.send(message);
    if (answer !== undefined) onAnswer(message.infno, codeOf(answer.answer), performance.now() - begun);
    this.#mayCrash();
    return answer;
  }

  #read(text: string): Received {
    return received(OK, text, this.#parts.sender.bodyKey);
  }

  #mayCrash(): void {
    if (this.#parts.random.chance(this.#parts.crashes)) throw new Crash();
  }
}

const OK = 200;
/** `revs_rslt`: the original was refused, so that there was nothing to take back. */
const REFUSED = '2';

function toldBy({ answer }: Received, input: object): Told {
  const code = codeOf(answer);
  if (answer.infcode !== 0) return { done: false, code: code ?? 'none', input };
  return { done: true, output: typeof answer.output === 'string' ? {} : { ...answer.output }, input };
}
