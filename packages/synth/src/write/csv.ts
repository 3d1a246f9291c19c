/** Comma-separated files that are written in large pieces, so that a county of any size needs little memory. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { dayText } from './text.ts';

const PIECE = 1 << 18;
/** Most bytes of one UTF-16 code unit in UTF-8. */
const WIDEST = 3;
/** Code units from which a call out of the engine pays off. */
const LONG = 24;
/** Room for any number of a row. */
const MOST_DIGITS = 24;
const [LINE_FEED, BLANK, COMMA, MINUS, POINT, ZERO, COLON] = [10, 32, 44, 45, 46, 48, 58] as const;

/** One growing table file. A row is one `add`, or pieces that end with a line feed. */
export class TableFile {
  readonly #file: number;
  #bytes = Buffer.allocUnsafe(PIECE);
  #used = 0;
  rows = 0;

  constructor(path: string, columns: string) {
    this.#file = openSync(path, 'w', 0o600);
    this.text(`${columns}\n`);
  }

  /** A whole row without its line feed. */
  add(row: string): void {
    this.text(`${row}\n`);
    this.rows += 1;
  }

  text(piece: string): void {
    this.#reserve(piece.length * WIDEST);
    this.#used += this.#bytes.write(piece, this.#used, 'utf8');
  }

  /** Text of code units below 128, which is most of a row: written without encoding. */
  ascii(piece: string): void {
    const { length } = piece;
    this.#reserve(length);
    const bytes = this.#bytes;
    const from = this.#used;
    if (length > LONG) bytes.write(piece, from, 'latin1');
    else for (let at = 0; at < length; at += 1) bytes[from + at] = piece.charCodeAt(at);
    this.#used = from + length;
  }

  /** Keeps so many bytes together, so that `again` finds what was written of them. */
  together(bytes: number): void {
    this.#reserve(bytes);
  }

  /** Where the next byte goes. */
  get place(): number {
    return this.#used;
  }

  /** Writes the bytes from a place up to another once more. */
  again(from: number, to: number): void {
    this.#bytes.copyWithin(this.#used, from, to);
    this.#used += to - from;
  }

  comma(): void {
    this.#reserve(1);
    this.#bytes[this.#used] = COMMA;
    this.#used += 1;
  }

  /** Ends a row that was written in pieces. */
  end(): void {
    this.#reserve(1);
    this.#bytes[this.#used] = LINE_FEED;
    this.#used += 1;
    this.rows += 1;
  }

  /** Fen as yuan with two decimals, and a comma. */
  yuan(fen: number): void {
    this.#reserve(MOST_DIGITS);
    const size = fen < 0 ? -fen : fen;
    if (fen < 0) this.#byte(MINUS);
    const whole = Math.floor(size / 100);
    this.#digits(whole);
    this.#byte(POINT);
    this.#two(size - whole * 100);
    this.#byte(COMMA);
  }

  /** yyyy-MM-dd HH:mm:ss and a comma. */
  time(day: number, second: number): void {
    this.ascii(dayText(day));
    this.#reserve(MOST_DIGITS);
    const hours = Math.floor(second / 3600);
    const minutes = Math.floor(second / 60) - hours * 60;
    this.#byte(BLANK);
    this.#two(hours);
    this.#byte(COLON);
    this.#two(minutes);
    this.#byte(COLON);
    this.#two(second - hours * 3600 - minutes * 60);
    this.#byte(COMMA);
  }

  #byte(value: number): void {
    this.#bytes[this.#used] = value;
    this.#used += 1;
  }

  #two(value: number): void {
    const tens = Math.floor(value / 10);
    this.#bytes[this.#used] = ZERO + tens;
    this.#bytes[this.#used + 1] = ZERO + value - tens * 10;
    this.#used += 2;
  }

  #digits(value: number): void {
    let width = 1;
    for (let limit = 10; value >= limit; limit *= 10) width += 1;
    let rest = value;
    for (let at = this.#used + width - 1; at >= this.#used; at -= 1) {
      const tens = Math.floor(rest / 10);
      this.#bytes[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.#used += width;
  }

  /** Bytes of UTF-8. */
  piece(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    this.#flush();
    if (bytes > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(bytes);
  }

  #flush(): void {
    for (let at = 0; at < this.#used; at += writeSync(this.#file, this.#bytes, at, this.#used - at)) continue;
    this.#used = 0;
  }
}

/** The files of one folder by name, opened when first written to. */
export class TableFolder {
  readonly #folder: string;
  readonly #files = new Map<string, TableFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  file(name: string, columns: string): TableFile {
    let file = this.#files.get(name);
    if (file === undefined) {
      file = new TableFile(join(this.#folder, `${name}.csv`), columns);
      this.#files.set(name, file);
    }
    return file;
  }

  /** Closes all files. @returns rows by file name */
  close(): ReadonlyMap<string, number> {
    for (const file of this.#files.values()) file.close();
    return new Map([...this.#files].map(([name, file]) => [name, file.rows]));
  }
}
