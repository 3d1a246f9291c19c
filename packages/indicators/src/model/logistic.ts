/**
 * Logistic regression with a ridge penalty, by Newton's method. The algebra is ml-matrix's; the regression is ours because
 * the one kept for npm (ml-logistic-regression) has neither penalty nor intercept, and with few confirmed cases the penalty
 * is what makes the weights mean anything.
 */
import { Matrix, solve } from 'ml-matrix';

export interface Fit {
  readonly intercept: number;
  readonly weights: readonly number[];
}

const MOST_STEPS = 50;
const SETTLED = 1e-9;
/** Keeps a point that is already certain from making the equations singular. */
const LEAST_CURVATURE = 1e-9;

export function sigmoid(value: number): number {
  return value >= 0 ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / (1 + Math.exp(value));
}

/**
 * @param rows features, all rows of one length
 * @param targets 0 to 1, one for each row
 * @param penalty of the squared weights, above 0; the intercept is free
 */
export function fitLogistic(rows: readonly (readonly number[])[], targets: readonly number[], penalty: number): Fit {
  const width = (rows[0]?.length ?? 0) + 1;
  const design = new Matrix(rows.map((row) => [1, ...row]));
  let beta = Matrix.zeros(width, 1);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const linear = design.mmul(beta);
    const residuals = Matrix.zeros(rows.length, 1);
    const weighted = design.clone();
    for (const [at, target] of targets.entries()) {
      const p = sigmoid(linear.get(at, 0));
      residuals.set(at, 0, target - p);
      weighted.mulRow(at, Math.max(p * (1 - p), LEAST_CURVATURE));
    }
    const gradient = design.transpose().mmul(residuals);
    const curvature = design.transpose().mmul(weighted);
    for (let at = 1; at < width; at += 1) {
      gradient.set(at, 0, gradient.get(at, 0) - penalty * beta.get(at, 0));
      curvature.set(at, at, curvature.get(at, at) + penalty);
    }
    const change = solve(curvature, gradient);
    beta = Matrix.add(beta, change);
    if (change.abs().max() < SETTLED) break;
  }
  const [intercept = 0, ...weights] = beta.to1DArray();
  return { intercept, weights };
}

export function linearOf({ intercept, weights }: Fit, row: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * (row[at] ?? 0), intercept);
}
