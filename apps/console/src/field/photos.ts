/**
 * Photographs on their way from a phone to the server. The picture is kept in IndexedDB before its digest is recorded, and stays there until
 * the server says that it has the very same one.
 */
import { createStore, del, get, set, update } from 'idb-keyval';
import { isSignedOut, Refused, refusedBy } from '../api/ask.ts';
import { sessionEnded } from '../session/ended.ts';

/** What is known of a picture; its bytes lie beside, and are read when they are sent or saved. */
export interface KeptPhoto {
  readonly matter_id: string;
  /** SHA-256. */
  readonly digest: string;
  readonly name: string;
  /** `refused`: the server will not have it; it stays here. `sent`: the server has it, and what is shown may not yet. */
  readonly state: 'waiting' | 'sent' | 'refused';
  readonly refusal: Refused['said'] | null;
}

const store = createStore('shouhu-photos', 'photos');

/** The pictures of one person. */
export class Photos {
  readonly #person: string;
  readonly #tell: () => void;
  #entries: readonly KeptPhoto[] = [];

  /** @param tell called when something of them changes */
  constructor(person: string, tell: () => void) {
    this.#person = person;
    this.#tell = tell;
  }

  readonly entries = (): readonly KeptPhoto[] => this.#entries;

  async load(): Promise<void> {
    this.#entries = (await get<readonly KeptPhoto[]>(this.#person, store)) ?? [];
    this.#tell();
  }

  /**
   * Keeps a picture.
   * @returns its digest, when it is kept
   * @throws when the device has no room for it: then nothing of it is recorded
   */
  async keep(matter_id: string, file: File): Promise<string> {
    const bytes = await file.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex();
    await set(this.#keyOf(matter_id, digest), bytes, store);
    const photo = { matter_id, digest, name: file.name.slice(0, 200), state: 'waiting', refusal: null } as const;
    await this.#change((entries) => [...entries.filter((each) => !isSame(each, photo)), photo]);
    return digest;
  }

  /** Sends what waits, one after another, as pictures are large. @param isAhead whether the answer that names a picture is still on its way */
  async send(isAhead: (photo: KeptPhoto) => boolean): Promise<void> {
    const waiting = ((await get<readonly KeptPhoto[]>(this.#person, store)) ?? []).filter(
      ({ state }) => state === 'waiting',
    );
    for (const photo of waiting) if (!isAhead(photo) && !(await this.#sendOne(photo))) return;
  }

  /** Lets a refused picture be sent once more. */
  async again(photo: KeptPhoto): Promise<void> {
    await this.#mark(photo, 'waiting', null);
  }

  /** The picture itself; undefined where it is here no longer. */
  async bytesOf({ matter_id, digest }: Pick<KeptPhoto, 'matter_id' | 'digest'>): Promise<ArrayBuffer | undefined> {
    return get<ArrayBuffer>(this.#keyOf(matter_id, digest), store);
  }

  /** Removes pictures that the server has, or that somebody wants to have removed. */
  async remove(gone: (photo: KeptPhoto) => boolean): Promise<void> {
    const removed = this.#entries.filter(gone);
    await this.#change((entries) => entries.filter((each) => !gone(each)));
    for (const { matter_id, digest } of removed) await del(this.#keyOf(matter_id, digest), store);
  }

  /** @returns false while nobody answers: the rest would fare no better */
  async #sendOne(photo: KeptPhoto): Promise<boolean> {
    const { matter_id, digest, name } = photo;
    try {
      const bytes = await this.bytesOf(photo);
      if (bytes === undefined) return true;
      const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) };
      const path = `/api/inspections/${matter_id}/photos/${digest}`;
      const response = await fetch(path, { method: 'POST', headers, body: bytes }).catch(() => undefined);
      if (response?.ok !== true) throw await refusedBy(response);
      await this.#mark(photo, 'sent', null);
      return true;
    } catch (error) {
      if (isSignedOut(error)) sessionEnded.set(true);
      if (!(error instanceof Refused) || error.status === 0 || error.status >= 500 || error.status === 401)
        return false;
      await this.#mark(photo, 'refused', error.said);
      return true;
    }
  }

  async #mark(photo: KeptPhoto, state: KeptPhoto['state'], refusal: KeptPhoto['refusal']): Promise<void> {
    await this.#change((entries) => entries.map((each) => (isSame(each, photo) ? { ...each, state, refusal } : each)));
  }

  async #change(change: (entries: readonly KeptPhoto[]) => readonly KeptPhoto[]): Promise<void> {
    await update<readonly KeptPhoto[]>(
      this.#person,
      (before) => {
        this.#entries = change(before ?? []);
        return this.#entries;
      },
      store,
    );
    this.#tell();
  }

  #keyOf(matter_id: string, digest: string): string {
    return `${this.#person} ${matter_id} ${digest}`;
  }
}

const isSame = (a: Pick<KeptPhoto, 'matter_id' | 'digest'>, b: Pick<KeptPhoto, 'matter_id' | 'digest'>): boolean =>
  a.matter_id === b.matter_id && a.digest === b.digest;
