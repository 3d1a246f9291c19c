import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { RejectCode } from '@shouhu/errors';
import type { Delimiter } from './csv-header.ts';

/** Why a row cannot be taken apart. */
const SHAPE_CODES = [
  'SH-R017',
  'SH-R019',
  'SH-R020',
  'SH-R021',
  'SH-R022',
  'SH-R023',
] as const satisfies readonly RejectCode[];

/** A fault of a row as a whole: the reason and the number of its fields where that is wrong. */
export interface RowShapeFault {
  readonly code: (typeof SHAPE_CODES)[number];
  readonly found?: number;
}

const FLUSH_AT = 1 << 20;
const LINE_END = Buffer.from('\n');

/**
 * A CSV file in scratch, without header, whose first columns are the line of the source and the fault of the row's
 * shape, if any. A row with such a fault holds its whole text in the first column, so that nothing is lost.
 */
export class NumberedCopy {
  #pieces: Buffer[] = [];
  #size = 0;
  readonly #handle: FileHandle;
  readonly #delimiter: Delimiter;
  readonly #columns: number;

  private constructor(handle: FileHandle, delimiter: Delimiter, columns: number) {
    this.#handle = handle;
    this.#delimiter = delimiter;
    this.#columns = columns;
  }

  static async create(path: string, delimiter: Delimiter, columns: number): Promise<NumberedCopy> {
    return new NumberedCopy(await open(path, 'w', 0o600), delimiter, columns);
  }

  /** Takes a record as it stands; it has as many fields as there are columns. */
  record(line: number, bytes: Buffer): void {
    this.#push(Buffer.from(`${line}${this.#delimiter}${this.#delimiter}`), bytes, LINE_END);
  }

  /** Takes a row of texts; null is an empty field. */
  row(line: number, cells: readonly (string | null)[]): void {
    const texts = cells.map((cell) => (cell === null ? '' : quoted(cell)));
    this.#push(Buffer.from(`${[line, '', ...texts].join(this.#delimiter)}\n`));
  }

  /** Takes a row that cannot be taken apart. */
  fault(line: number, { code, found }: RowShapeFault, text: string): void {
    const fault = found === undefined ? code : `${code} ${found}`;
    const rest = Array<string>(this.#columns - 1).fill('');
    this.#push(Buffer.from(`${[line, fault, quoted(text), ...rest].join(this.#delimiter)}\n`));
  }

  /** Writes what has gathered; to be called between blocks of rows. */
  async flush(atLeast: number = FLUSH_AT): Promise<void> {
    if (this.#size < atLeast) return;
    const bytes = Buffer.concat(this.#pieces, this.#size);
    this.#pieces = [];
    this.#size = 0;
    await this.#handle.writeFile(bytes);
  }

  async close(): Promise<void> {
    try {
      await this.flush(0);
    } finally {
      await this.#handle.close();
    }
  }

  #push(...pieces: Buffer[]): void {
    for (const piece of pieces) this.#size += piece.length;
    this.#pieces.push(...pieces);
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Reads the fault of a row's shape back. */
export function parseShapeFault(text: string): RowShapeFault {
  const [written, found] = text.split(' ');
  const code = SHAPE_CODES.find((one) => one === written);
  if (code === undefined) throw new Error(`a numbered copy holds the unknown fault ${text}`);
  return found === undefined ? { code } : { code, found: Number(found) };
}
