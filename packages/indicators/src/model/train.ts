/** Trains a model from confirmed cases: chosen, calibrated and measured on institutions it had not seen. */
import { shouhuError } from '@shouhu/errors';
import { aucOf, brierOf, logLossOf, reliabilityOf } from './assess.ts';
import type { Judged } from './assess.ts';
import { fitOf, scaleOf } from './examples.ts';
import type { Example, Scale } from './examples.ts';
import { featureNames, featureOf } from './features.ts';
import type { Case } from './features.ts';
import { sigmoid } from './logistic.ts';
import type { Fit } from './logistic.ts';
import type { Model } from './model.ts';
import { calibrate, calibratedUnseen, FOLDS, foldsOf, unseenScores } from './unseen.ts';

/** Fewest institutions of either kind: below that a model learns their names, not their ways. */
const LEAST_CASES = 10;

const PENALTIES = [0.3, 1, 3, 10, 30, 100];

/**
 * @param labels confirmed by institution; cases without a label are left out
 * @throws ShouhuError SH-P002 with too few institutions of either kind, SH-P003 when no run knows a labelled one
 */
export function trainModel(cases: readonly Case[], labels: ReadonlyMap<string, boolean>): Model {
  const examples = cases
    .flatMap(({ fixmedins_code, z }): Example[] => {
      const confirmed = labels.get(fixmedins_code);
      if (confirmed === undefined) return [];
      return [{ fixmedins_code, confirmed, features: featureNames.map((name) => featureOf(name, z.get(name))) }];
    })
    .toSorted((a, b) => (a.fixmedins_code < b.fixmedins_code ? -1 : 1));
  refuseFew(examples, labels);
  const folds = foldsOf(examples);
  const tried = PENALTIES.map((penalty) => ({ penalty, scores: unseenScores(examples, folds, penalty) }));
  const lossOf = (scores: readonly number[]): number =>
    logLossOf(examples.map(({ confirmed }, at) => ({ confirmed, probability: sigmoid(scores[at] ?? 0) })));
  const best = tried.reduce((least, one) => (lossOf(one.scores) < lossOf(least.scores) ? one : least));
  const judged = calibratedUnseen(examples, folds, best.scores);
  const scale = scaleOf(examples);
  const fit = fitOf(examples, scale, best.penalty);
  const calibration = calibrate(best.scores, examples);
  return modelOf(examples, cases, { fit, scale, calibration, penalty: best.penalty, judged });
}

function refuseFew(examples: readonly Example[], labels: ReadonlyMap<string, boolean>): void {
  if (examples.length === 0) throw shouhuError('SH-P003', { labelled: labels.size });
  const distinct = (confirmed: boolean): number =>
    new Set(examples.filter((one) => one.confirmed === confirmed).map(({ fixmedins_code }) => fixmedins_code)).size;
  const [guilty, clear] = [distinct(true), distinct(false)];
  if (guilty < LEAST_CASES || clear < LEAST_CASES) {
    throw shouhuError('SH-P002', { confirmed: guilty, clear, least: LEAST_CASES });
  }
}

interface Trained {
  readonly fit: Fit;
  readonly scale: Scale;
  readonly calibration: Fit;
  readonly penalty: number;
  readonly judged: readonly Judged[];
}

/** The calibration is folded into the weights, so that contributions add up to what is told. */
function modelOf(
  examples: readonly Example[],
  cases: readonly Case[],
  { fit, scale, calibration, penalty, judged }: Trained,
): Model {
  const slope = calibration.weights[0] ?? 1;
  const confirmed = examples.filter((one) => one.confirmed).length;
  const base = confirmed / examples.length;
  return {
    format: 1,
    kind: 'logistic',
    intercept: fine(slope * fit.intercept + calibration.intercept),
    features: featureNames.flatMap((indicator, at) => {
      const sd = scale.sds[at] ?? 0;
      if (sd <= 0) return [];
      return [
        { indicator, mean: fine(scale.means[at] ?? 0), sd: fine(sd), weight: fine(slope * (fit.weights[at] ?? 0)) },
      ];
    }),
    validation: {
      cases: examples.length,
      confirmed,
      runs: new Set(cases.map(({ run }) => run)).size,
      folds: FOLDS,
      penalty,
      auc: short(aucOf(judged)),
      brier: short(brierOf(judged)),
      brier_base: short(base * (1 - base)),
      log_loss: short(logLossOf(judged)),
      reliability: reliabilityOf(judged).map((one) => ({
        cases: one.cases,
        told: short(one.told),
        confirmed: short(one.confirmed),
      })),
    },
  };
}

const fine = (value: number): number => Math.round(value * 1e8) / 1e8;
const short = (value: number): number => Math.round(value * 1e4) / 1e4;
