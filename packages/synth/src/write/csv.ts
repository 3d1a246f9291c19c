/** Comma-separated files that are written in large pieces, so that a county of any size needs little memory. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PIECE = 1 << 18;
/** Most bytes of one UTF-16 code unit in UTF-8. */
const WIDEST = 3;

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

  /** Text of code units below 128, which is most of a fee line: written without encoding. */
  ascii(piece: string): void {
    this.#reserve(piece.length);
    this.#used += this.#bytes.write(piece, this.#used, 'latin1');
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
