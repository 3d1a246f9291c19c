import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { reasonText } from '@shouhu/errors';
import type { Params } from '@shouhu/errors';
import type { RawReject, Reject, StagedRejects } from './staged.ts';

/** What {@link RejectLog} is told of one failing field. */
export type Refusal = Omit<Reject, 'reason'> & { readonly params: Params };

const FLUSH_AT = 1 << 20;

/** Writes refused rows, as they may be shown and as they came, to two files that only their owner reads. */
export class RejectLog {
  #rows = 0;
  #entries = 0;
  readonly #masked: LineFile;
  readonly #raw: LineFile;

  private constructor(masked: LineFile, raw: LineFile) {
    this.#masked = masked;
    this.#raw = raw;
  }

  static async create(maskedPath: string, rawPath: string): Promise<RejectLog> {
    return new RejectLog(await LineFile.create(maskedPath), await LineFile.create(rawPath));
  }

  /** Takes one refused row with at least one refusal. */
  async row(raw: RawReject, refusals: readonly Refusal[]): Promise<void> {
    this.#rows += 1;
    for (const { file, line, table, field, value, code, params } of refusals) {
      const reason = { zh: reasonText(code, params, 'zh'), en: reasonText(code, params, 'en') };
      const reject: Reject = { file, line, table, field, value, code, reason };
      this.#entries += 1;
      await this.#masked.write(JSON.stringify(reject));
    }
    await this.#raw.write(JSON.stringify(raw));
  }

  async close(): Promise<StagedRejects> {
    await this.#masked.close();
    await this.#raw.close();
    return { rows: this.#rows, entries: this.#entries, masked: this.#masked.path, raw: this.#raw.path };
  }
}

/** A file of lines written in large pieces. */
class LineFile {
  readonly path: string;
  #text = '';
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async create(path: string): Promise<LineFile> {
    return new LineFile(path, await open(path, 'w', 0o600));
  }

  async write(line: string): Promise<void> {
    this.#text += `${line}\n`;
    if (this.#text.length >= FLUSH_AT) await this.#flush();
  }

  async close(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      await this.#handle.close();
    }
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    await this.#handle.writeFile(text);
  }
}
