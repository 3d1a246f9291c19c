/** A JSONL file sorted by id, written through buckets so that memory does not grow with its length. */
import { appendFile, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareCodePoints } from '@shouhu/codes';

/** Rows kept in memory before they go to their bucket. */
const FLUSH_ROWS = 50_000;
/** `F` and one hexadecimal digit of the digest: sixteen even parts, themselves in order. */
const BUCKET_CHARS = 2;

interface Row {
  readonly id: string;
  readonly text: string;
}

export class SortedFile {
  readonly #folder: string;
  readonly #rows: Row[] = [];
  readonly #buckets = new Set<string>();
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<SortedFile> {
    return new SortedFile(await mkdtemp(join(tmpdir(), 'shouhu-sort-')));
  }

  get count(): number {
    return this.#count;
  }

  /** Takes rows; each id names one row. */
  async add(rows: readonly { finding_id: string }[]): Promise<void> {
    for (const row of rows) this.#rows.push({ id: row.finding_id, text: JSON.stringify(row) });
    this.#count += rows.length;
    if (this.#rows.length >= FLUSH_ROWS) await this.#flush();
  }

  /** Writes the file whole or not at all, readable by its owner only. */
  async finish(path: string): Promise<void> {
    const partial = `${path}.part`;
    try {
      if (this.#buckets.size > 0) await this.#flush();
      const file = await open(partial, 'w', 0o600);
      try {
        if (this.#buckets.size === 0) await file.appendFile(textOf(this.#rows));
        for (const bucket of [...this.#buckets].toSorted(compareCodePoints)) {
          await file.appendFile(textOf(await this.#read(bucket)));
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, path);
    } finally {
      await this.discard();
    }
  }

  async discard(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #flush(): Promise<void> {
    const buckets = Map.groupBy(this.#rows, ({ id }) => id.slice(0, BUCKET_CHARS));
    for (const [bucket, rows] of buckets) {
      await appendFile(join(this.#folder, bucket), textOf(rows), { mode: 0o600 });
      this.#buckets.add(bucket);
    }
    this.#rows.length = 0;
  }

  async #read(bucket: string): Promise<Row[]> {
    const text = await readFile(join(this.#folder, bucket), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ id: idOf(line), text: line }));
  }
}

function textOf(rows: readonly Row[]): string {
  return rows
    .toSorted((a, b) => compareCodePoints(a.id, b.id))
    .map(({ text }) => `${text}\n`)
    .join('');
}

/** The id is the first value of every row. */
function idOf(line: string): string {
  return line.slice('{"finding_id":"'.length, line.indexOf('"', '{"finding_id":"'.length));
}
