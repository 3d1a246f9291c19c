/** A process that typesets, one page after the other: it can be ended at any moment, and ends with this one. */
import { fork } from 'node:child_process';
import { shouhuError, ShouhuError } from '@shouhu/errors';
import type { Answer, Order, Typeset } from './press-child.ts';

/** Typesetter and fonts take a hundred megabytes: given back when nobody asked for so long. */
const IDLE_MS = 300_000;

export class Press {
  readonly #child = fork(new URL('press-child.ts', import.meta.url), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  #idle: NodeJS.Timeout | undefined;
  /** Whether another page may be asked of it. */
  isAlive = true;

  constructor() {
    this.#child.on('close', () => (this.isAlive = false));
    // What goes wrong while nobody waits shows to who asks next.
    this.#child.on('error', () => this.end());
  }

  /** @throws ShouhuError SH-D004, SH-X004, SH-X005 */
  async typeset(order: Order, limitMs: number): Promise<Typeset> {
    clearTimeout(this.#idle);
    this.#hold(true);
    try {
      const answer = await this.#answerTo(order, limitMs);
      if ('refused' in answer) {
        const { code, params, place } = answer.refused;
        throw new ShouhuError(code, params, place, undefined);
      }
      const { buffer, byteOffset, byteLength } = answer.pdf;
      return { pdf: Buffer.from(buffer, byteOffset, byteLength), pages: answer.pages };
    } finally {
      this.#hold(false);
      this.#idle = setTimeout(() => this.end(), IDLE_MS).unref();
    }
  }

  end(): void {
    this.isAlive = false;
    // It runs native code that heeds nothing else, and leaves nothing behind.
    this.#child.kill('SIGKILL');
  }

  async #answerTo(order: Order, limitMs: number): Promise<Answer> {
    const child = this.#child;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const failed = (detail: string): void => reject(shouhuError('SH-X004', { document: order.name, detail }));
    const ended = (status: number | null, by: string | null): void => failed(by ?? `status ${status ?? ''}`);
    const limit = setTimeout(() => {
      reject(shouhuError('SH-X005', { document: order.name, seconds: limitMs / 1000 }));
      this.end();
    }, limitMs);
    child.once('message', resolve).once('close', ended);
    child.send(order, (error) => {
      if (error !== null) failed(error.message);
    });
    return promise.finally(() => {
      clearTimeout(limit);
      child.off('message', resolve).off('close', ended);
    });
  }

  /** Who waits for a page keeps this process; one that is idle does not. */
  #hold(held: boolean): void {
    if (held) this.#child.ref();
    else this.#child.unref();
    if (held) this.#child.channel?.ref();
    else this.#child.channel?.unref();
  }
}
