/**
 * The one typesetter: data into a page, PDF/A, the same bytes for the same data, instant and fonts. It works in processes beside this one,
 * which answers others meanwhile.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Order, Typeset } from './press-child.ts';
import { Press } from './press.ts';

export type { Typeset } from './press-child.ts';

export interface Page {
  /** What refusals call it. */
  readonly name: string;
  /** File of the template. */
  readonly template: URL;
  /** What the template reads: texts, never markup. */
  readonly data: object;
  /** The moment that the page names, in seconds. */
  readonly creationTimestamp: number;
  /** Folder with Chinese fonts of one's own. */
  readonly fonts?: string;
}

interface PressesOptions {
  /** Processes at most; whoever comes when all are at work waits. */
  readonly most: number;
  /** Longest time of one page, in milliseconds. */
  readonly limitMs: number;
}

/** A few processes that typeset, made when they are wanted. */
export class Presses {
  readonly #options: PressesOptions;
  readonly #waiting: (() => void)[] = [];
  #free: Press[] = [];
  #atWork = 0;

  constructor(options: PressesOptions) {
    this.#options = options;
  }

  /** @throws ShouhuError SH-D004 without a Chinese font, SH-X004 when it cannot be typeset, SH-X005 when it takes too long */
  async typeset({ name, template, data, creationTimestamp, fonts }: Page): Promise<Typeset> {
    const order: Order = {
      name,
      template: fileURLToPath(template),
      data: JSON.stringify(data),
      creationTimestamp,
      ...(fonts === undefined ? {} : { fonts }),
    };
    if (this.#atWork === this.#options.most) await new Promise<void>((turn) => this.#waiting.push(turn));
    else this.#atWork += 1;
    const press = this.#free.findLast(({ isAlive }) => isAlive) ?? new Press();
    this.#free = this.#free.filter((each) => each !== press && each.isAlive);
    try {
      return await press.typeset(order, this.#options.limitMs);
    } finally {
      if (press.isAlive) this.#free.push(press);
      // The place is handed on, so that nobody who came later takes it.
      const turn = this.#waiting.shift();
      if (turn === undefined) this.#atWork -= 1;
      else turn();
    }
  }
}

/** One processor is left to the requests. */
const most = Math.max(1, Math.min(2, availableParallelism() - 1));
/** A page takes a tenth of a second; the annex of a letter with its five thousand lines takes seconds. */
const presses = new Presses({ most, limitMs: 60_000 });

/** @throws ShouhuError SH-D004 without a Chinese font, SH-X004 when it cannot be typeset, SH-X005 when it takes too long */
export async function typeset(page: Page): Promise<Typeset> {
  return presses.typeset(page);
}
