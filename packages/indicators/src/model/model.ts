/** A trained model as it is kept, and what it says of an institution. */
import { readFile } from 'node:fs/promises';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import { featureOf } from './features.ts';
import { sigmoid } from './logistic.ts';

const finite = z.number();

const bin = z.object({ cases: z.int(), told: finite, confirmed: finite });

const modelSchema = z.object({
  format: z.literal(1),
  kind: z.literal('logistic'),
  /** Log-odds of a calibrated case are intercept + Σ weight × (feature − mean) ÷ sd. */
  intercept: finite,
  features: z.array(z.object({ indicator: z.string(), mean: finite, sd: finite.positive(), weight: finite })),
  /** Measured by cross-validation: on institutions that the judging model had not seen. */
  validation: z.object({
    cases: z.int(),
    confirmed: z.int(),
    runs: z.int(),
    folds: z.int(),
    penalty: finite,
    auc: finite,
    brier: finite,
    /** Of always telling the share of confirmed cases: what a model must beat. */
    brier_base: finite,
    log_loss: finite,
    reliability: z.array(bin),
  }),
});

export type Model = z.infer<typeof modelSchema>;

/** @throws ShouhuError SH-P005 when the file is no model of this version */
export async function readModel(path: string): Promise<Model> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
  const parsed = modelSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw shouhuError('SH-P005', { path, detail: issue?.path.join('.') || 'JSON' });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Contribution {
  readonly indicator: string;
  /** What it adds to the log-odds. */
  readonly log_odds: number;
}

export interface Opinion {
  /** 0 to 1, calibrated. */
  readonly probability: number;
  /** Log-odds before any indicator speaks. */
  readonly base_log_odds: number;
  /** Together with the base the log-odds of the probability; the strongest first. */
  readonly contributions: readonly Contribution[];
}

const LEAST_SHOWN = 0.00005;

export function opinionOf({ intercept, features }: Model, zs: ReadonlyMap<string, number>): Opinion {
  const all = features.map(({ indicator, mean, sd, weight }) => ({
    indicator,
    log_odds: (weight * (featureOf(indicator, zs.get(indicator)) - mean)) / sd,
  }));
  const log_odds = all.reduce((sum, one) => sum + one.log_odds, intercept);
  return {
    probability: round(sigmoid(log_odds)),
    base_log_odds: round(intercept),
    contributions: all
      .filter((one) => Math.abs(one.log_odds) >= LEAST_SHOWN)
      .toSorted((a, b) => Math.abs(b.log_odds) - Math.abs(a.log_odds) || (a.indicator < b.indicator ? -1 : 1))
      .map((one) => ({ indicator: one.indicator, log_odds: round(one.log_odds) })),
  };
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
