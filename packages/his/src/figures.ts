/** What was sent, how it was answered, and how long that took. */
export interface TransactionFigures {
  readonly infno: string;
  readonly messages: number;
  readonly done: number;
  /** Refusals by code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export class Figures {
  readonly #byInfno = new Map<string, { times: number[]; refused: Map<string, number> }>();
  total = 0;

  add = (infno: string, code: string | null, ms: number): void => {
    const own = this.#byInfno.get(infno) ?? { times: [], refused: new Map<string, number>() };
    this.#byInfno.set(infno, own);
    own.times.push(ms);
    this.total += 1;
    if (code !== null) own.refused.set(code, (own.refused.get(code) ?? 0) + 1);
  };

  byTransaction(): TransactionFigures[] {
    const all = [...this.#byInfno].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return all.map(([infno, { times, refused }]) => {
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      const done = times.length - [...refused.values()].reduce((sum, count) => sum + count, 0);
      const codes = Object.fromEntries([...refused].toSorted(([a], [b]) => (a < b ? -1 : 1)));
      return { infno, messages: times.length, done, refused: codes, p50: at(0.5), p99: at(0.99) };
    });
  }
}
