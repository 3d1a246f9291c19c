/** How good probabilities are: rank, distance, and whether 0.3 means three in ten. */

export interface Judged {
  readonly probability: number;
  readonly confirmed: boolean;
}

export interface ReliabilityBin {
  readonly cases: number;
  /** Mean probability told. */
  readonly told: number;
  /** Share that was confirmed. */
  readonly confirmed: number;
}

/** Probability that a confirmed case is ranked above another one; ties count half. */
export function aucOf(judged: readonly Judged[]): number {
  const guilty = judged.filter(({ confirmed }) => confirmed);
  const others = judged.filter(({ confirmed }) => !confirmed);
  const wins = guilty.reduce(
    (sum, { probability }) =>
      sum +
      others.reduce(
        (won, other) => won + (probability > other.probability ? 1 : probability === other.probability ? 0.5 : 0),
        0,
      ),
    0,
  );
  return wins / (guilty.length * others.length);
}

/** Mean squared distance from the truth. */
export function brierOf(judged: readonly Judged[]): number {
  return mean(judged.map(({ probability, confirmed }) => (probability - Number(confirmed)) ** 2));
}

const CERTAIN = 1e-12;

export function logLossOf(judged: readonly Judged[]): number {
  return mean(
    judged.map(({ probability, confirmed }) => -Math.log(Math.max(CERTAIN, confirmed ? probability : 1 - probability))),
  );
}

const BINS = 5;

/** Cases in order of their probability, in bins of like size. */
export function reliabilityOf(judged: readonly Judged[]): ReliabilityBin[] {
  const sorted = judged.toSorted((a, b) => a.probability - b.probability);
  const size = Math.ceil(sorted.length / BINS);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, bin) =>
    sorted.slice(bin * size, (bin + 1) * size),
  ).map((bin) => ({
    cases: bin.length,
    told: mean(bin.map(({ probability }) => probability)),
    confirmed: mean(bin.map(({ confirmed }) => Number(confirmed))),
  }));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
