/** Comma-separated files that are written in large pieces, so that a county of any size needs little memory. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PIECE = 1 << 18;

/** One growing table file; rows are complete lines without the line feed. */
export class TableFile {
  readonly #file: number;
  #pending: string;
  rows = 0;

  constructor(path: string, columns: readonly string[]) {
    this.#file = openSync(path, 'w', 0o600);
    this.#pending = `${columns.join(',')}\n`;
  }

  add(row: string): void {
    this.#pending += row;
    this.#pending += '\n';
    this.rows += 1;
    if (this.#pending.length > PIECE) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending, 'utf8');
    for (let at = 0; at < bytes.length; at += writeSync(this.#file, bytes, at)) continue;
    this.#pending = '';
  }
}

/** The files of one folder by name, opened when first written to. */
export class TableFolder {
  readonly #folder: string;
  readonly #files = new Map<string, TableFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  file(name: string, columns: readonly string[]): TableFile {
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
