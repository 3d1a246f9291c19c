/**
 * Answers on their way from a phone to the server: kept in IndexedDB until the server has them, so that neither a lost network nor a closed browser
 * loses one. Each has an id of its own: sent twice, it lands once.
 */
import { createStore, get, update } from 'idb-keyval';
import { ask, isSignedOut, Refused } from '../api/ask.ts';
import type { Answer } from '../campaigns/answers.ts';
import { sessionEnded } from '../session/ended.ts';
import { Photos } from './photos.ts';
import type { KeptPhoto } from './photos.ts';

export interface Queued {
  readonly matter_id: string;
  readonly answer: Answer;
  /** `sent`: the server has it, and what is shown may not yet. `refused`: it will not have it. */
  readonly state: 'waiting' | 'sent' | 'refused';
  readonly refusal: Refused['said'] | null;
}

const store = createStore('shouhu-field', 'queue');

/** The queue of one person: another who signs in on the same phone sends nothing of it. */
export class Queue {
  readonly #person: string;
  readonly #listeners = new Set<() => void>();
  /** Pictures that answers name by their digest. */
  readonly photos: Photos;
  #entries: readonly Queued[] = [];
  #sending: Promise<void> | null = null;

  constructor(person: string) {
    this.#person = person;
    this.photos = new Photos(person, () => this.#tell());
    void this.#load();
  }

  readonly entries = (): readonly Queued[] => this.#entries;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Kept when this returns; sent when it can be. A later answer to an item takes the place of one that waits. */
  async add(matter_id: string, answer: Answer): Promise<void> {
    await this.#change((entries) => [
      ...entries.filter(
        (each) => !(each.state !== 'sent' && each.matter_id === matter_id && each.answer.item_id === answer.item_id),
      ),
      { matter_id, answer, state: 'waiting', refusal: null },
    ]);
    void this.send();
  }

  /** Sends what waits, once at a time. */
  async send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Drops what the server has shown that it has, and what it refused and the user has seen. */
  async drop(gone: (each: Queued) => boolean): Promise<void> {
    await this.#change((entries) => entries.filter((each) => each.state === 'waiting' || !gone(each)));
  }

  async #load(): Promise<void> {
    this.#entries = (await get<readonly Queued[]>(this.#person, store)) ?? [];
    this.#tell();
    await this.photos.load();
    void this.send();
  }

  async #sendAll(): Promise<void> {
    const waiting = ((await get<readonly Queued[]>(this.#person, store)) ?? []).filter(
      ({ state }) => state === 'waiting',
    );
    for (const [matter_id, of] of Map.groupBy(waiting, (each) => each.matter_id)) {
      const answers = of.map(({ answer }) => answer);
      if (await this.#sendSome(matter_id, answers)) continue;
      return;
    }
    await this.photos.send((photo) => this.#isAhead(photo));
  }

  /** A picture goes after the answer that names it. */
  #isAhead({ matter_id, digest }: KeptPhoto): boolean {
    return this.#entries.some(
      (each) =>
        each.state === 'waiting' &&
        each.matter_id === matter_id &&
        each.answer.photos.some((photo) => photo.digest === digest),
    );
  }

  /** @returns false while nobody answers: the rest would fare no better */
  async #sendSome(matter_id: string, answers: readonly Answer[]): Promise<boolean> {
    try {
      await ask('POST', `/api/inspections/${matter_id}/answers`, { answers });
      await this.#mark(answers, 'sent', null);
      return true;
    } catch (error) {
      if (isSignedOut(error)) sessionEnded.set(true);
      if (!(error instanceof Refused) || error.status === 0 || error.status >= 500 || error.status === 401)
        return false;
      // One of several may be at fault: each for itself.
      if (answers.length === 1) await this.#mark(answers, 'refused', error.said);
      else for (const answer of answers) if (!(await this.#sendSome(matter_id, [answer]))) return false;
      return true;
    }
  }

  async #mark(answers: readonly Answer[], state: Queued['state'], refusal: Queued['refusal']): Promise<void> {
    const ids = new Set(answers.map(({ answer_id }) => answer_id));
    await this.#change((entries) =>
      entries.map((each) => (ids.has(each.answer.answer_id) ? { ...each, state, refusal } : each)),
    );
  }

  async #change(change: (entries: readonly Queued[]) => readonly Queued[]): Promise<void> {
    await update<readonly Queued[]>(
      this.#person,
      (before) => {
        this.#entries = change(before ?? []);
        return this.#entries;
      },
      store,
    );
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
