/**
 * The one writing of a JSON text: no blanks, keys in ASCII order at every depth, texts with the fewest escapes, numbers as they were written.
 * Read from the text itself, in one pass: numbers that were parsed have lost how they were written.
 */

/**
 * Members of an object by their keys, in ASCII order, each in its one writing; of two with one key the last. None for what is no object.
 * @param json a text that was found to be JSON
 */
export function membersOf(json: string): readonly (readonly [key: string, value: string])[] {
  const reader = new Reader(json);
  return reader.next() === '{' ? reader.members().map(([key, value]) => [plain(key), value] as const) : [];
}

type Member = readonly [key: string, value: string];

/** Of a text that is JSON for sure. */
class Reader {
  readonly #json: string;
  #at = 0;
  /** Where the next escape stands. */
  #escape: number;
  /** Whether half of a character stands alone somewhere, which JSON writes as an escape. */
  readonly #wellFormed: boolean;
  /** Keys of the last object, and the places of those that count, in ASCII order: the next line has the same. */
  #keys: readonly string[] = [];
  #places: readonly number[] = [];

  constructor(json: string) {
    this.#json = json;
    this.#escape = placeOf(json, '\\', 0);
    this.#wellFormed = json.isWellFormed();
  }

  /** The character that begins the next token. */
  next(): string {
    while (isBlank(this.#json.charCodeAt(this.#at))) this.#at += 1;
    return this.#json.charAt(this.#at);
  }

  /** With the quotes of their keys. */
  members(): readonly Member[] {
    const found: Member[] = [];
    this.#at += 1;
    for (let sign = this.next(); sign !== '}'; sign = this.next()) {
      if (sign === ',') this.#at += 1;
      this.next();
      const key = this.#text();
      this.next();
      this.#at += 1;
      found.push([key, this.#value()]);
    }
    this.#at += 1;
    const members: Member[] = [];
    for (const place of this.#order(found)) {
      const member = found[place];
      if (member !== undefined) members.push(member);
    }
    return members;
  }

  #order(found: readonly Member[]): readonly number[] {
    if (found.length === this.#keys.length && found.every(([key], place) => key === this.#keys[place]))
      return this.#places;
    const places = new Map(found.map(([key], place) => [plain(key), place]));
    this.#keys = found.map(([key]) => key);
    this.#places = [...places].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
    return this.#places;
  }

  #value(): string {
    const sign = this.next();
    if (sign === '"') return this.#text();
    if (sign === '{')
      return `{${this.members()
        .map(([key, value]) => `${key}:${value}`)
        .join(',')}}`;
    if (sign === '[') return `[${this.#elements().join(',')}]`;
    const from = this.#at;
    while (!isEnd(this.#json.charCodeAt(this.#at))) this.#at += 1;
    return this.#json.slice(from, this.#at);
  }

  #elements(): string[] {
    const elements: string[] = [];
    this.#at += 1;
    for (let sign = this.next(); sign !== ']'; sign = this.next()) {
      if (sign === ',') this.#at += 1;
      elements.push(this.#value());
    }
    this.#at += 1;
    return elements;
  }

  /** With its quotes. */
  #text(): string {
    const from = this.#at;
    let end = this.#json.indexOf('"', from + 1);
    const isPlain = this.#escape > end && this.#wellFormed;
    while (this.#escape < end) {
      // What is escaped may be a quote, or an escape.
      if (this.#escape + 1 === end) end = this.#json.indexOf('"', end + 1);
      this.#escape = placeOf(this.#json, '\\', this.#escape + 2);
    }
    this.#at = end + 1;
    const written = this.#json.slice(from, this.#at);
    return isPlain ? written : JSON.stringify(JSON.parse(written));
  }
}

/** What a text in its one writing says. */
export function plain(text: string): string {
  if (!text.includes('\\')) return text.slice(1, -1);
  const value: unknown = JSON.parse(text);
  return String(value);
}

function placeOf(json: string, sign: string, from: number): number {
  const at = json.indexOf(sign, from);
  return at === -1 ? Number.POSITIVE_INFINITY : at;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Whether a number or a word ends here. */
const isEnd = (code: number): boolean =>
  code === 0x2c || code === 0x7d || code === 0x5d || isBlank(code) || Number.isNaN(code);
