/** A stream whose next value can be seen before it is taken: where one sheet ends, the next begins. */
export class Ahead<Value> {
  readonly #source: AsyncIterator<Value>;
  #next: IteratorResult<Value> | null = null;

  constructor(source: AsyncIterable<Value>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** @returns undefined at the end */
  async see(): Promise<Value | undefined> {
    this.#next ??= await this.#source.next();
    return this.#next.done === true ? undefined : this.#next.value;
  }

  take(): void {
    if (this.#next?.done !== true) this.#next = null;
  }
}
