/** Labelled cases as rows of numbers, and a regression over them. */
import { mean } from './assess.ts';
import { featureNames } from './features.ts';
import { fitLogistic } from './logistic.ts';
import type { Fit } from './logistic.ts';

export interface Example {
  readonly fixmedins_code: string;
  readonly features: readonly number[];
  readonly confirmed: boolean;
}

export interface Scale {
  readonly means: readonly number[];
  readonly sds: readonly number[];
}

export function scaleOf(examples: readonly Example[]): Scale {
  const columns = featureNames.map((_, at) => examples.map(({ features }) => features[at] ?? 0));
  const means = columns.map(mean);
  const sds = columns.map((column, at) => Math.sqrt(mean(column.map((value) => (value - (means[at] ?? 0)) ** 2))));
  return { means, sds };
}

/** A feature that is the same for all says nothing and stays 0. */
export function scaled({ features }: Example, { means, sds }: Scale): number[] {
  return features.map((value, at) => {
    const sd = sds[at] ?? 0;
    return sd > 0 ? (value - (means[at] ?? 0)) / sd : 0;
  });
}

export function fitOf(examples: readonly Example[], scale: Scale, penalty: number): Fit {
  return fitLogistic(
    examples.map((one) => scaled(one, scale)),
    examples.map(({ confirmed }) => Number(confirmed)),
    penalty,
  );
}
