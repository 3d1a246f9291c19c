/** What a client remembers: written before a message is sent and after its answer came. All else is made of it. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Message } from '@shouhu/interface';

export type Entry =
  | {
      readonly kind: 'sent';
      readonly course: string;
      readonly nth: number;
      /** In clear, as the message may be encrypted. */
      readonly input: object;
      readonly message: Message;
    }
  | { readonly kind: 'answered'; readonly msgid: string; readonly text: string }
  /** A reversal (2601) of a message whose answer was lost, about to be sent; then what it said. */
  | { readonly kind: 'reversing'; readonly of: string; readonly message: Message }
  | { readonly kind: 'reversed'; readonly of: string; readonly result: string };

/** A message of a course with what is known of it. */
export interface Kept {
  readonly course: string;
  readonly nth: number;
  readonly input: object;
  readonly message: Message;
  answer?: string;
  reversing?: Message;
  /** `revs_rslt` of its reversal. */
  reversed?: string;
}

export class Journal {
  readonly #write: (entry: Entry) => void;
  readonly #byMsgid = new Map<string, Kept>();
  readonly #latest = new Map<string, Kept>();
  #written = 0;

  constructor(entries: readonly Entry[] = [], write: (entry: Entry) => void = () => undefined) {
    for (const entry of entries) this.#take(entry);
    this.#write = write;
  }

  append(entry: Entry): void {
    this.#write(entry);
    this.#take(entry);
  }

  /** The message that stands for a step of a course: the last that was made for it. */
  at(course: string, nth: number): Kept | undefined {
    return this.#latest.get(`${course} ${nth}`);
  }

  all(): readonly Kept[] {
    return [...this.#byMsgid.values()];
  }

  /** Of messages in it; of the next one the serial is made. */
  get messages(): number {
    return this.#written;
  }

  #take(entry: Entry): void {
    if (entry.kind === 'sent') {
      const { course, nth, input, message } = entry;
      const kept: Kept = { course, nth, input, message };
      this.#byMsgid.set(message.msgid, kept);
      this.#latest.set(`${course} ${nth}`, kept);
      this.#written += 1;
      return;
    }
    const kept = this.#byMsgid.get(entry.kind === 'answered' ? entry.msgid : entry.of);
    if (kept === undefined) return;
    if (entry.kind === 'answered') kept.answer = entry.text;
    else if (entry.kind === 'reversed') kept.reversed = entry.result;
    else {
      kept.reversing = entry.message;
      this.#written += 1;
    }
  }
}

/** A journal in a file of lines; a last line that was cut off is as if it had not been written. */
export function journalIn(path: string): Journal {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  const entries = lines.map((line): Entry => JSON.parse(line));
  return new Journal(entries, (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 }));
}
