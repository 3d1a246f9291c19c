export { newYear, putBack } from './accumulation.ts';
export { calculate } from './calculate.ts';
export type { CalculationInput } from './calculate.ts';
export { yearOf } from './circumstances.ts';
export { entitlement } from './entitlement.ts';
export type { Entitled } from './entitlement.ts';
export { readClaims } from './claim-file.ts';
export type { FiledClaim } from './claim-file.ts';
export { AMOUNTS } from './model.ts';
export type {
  Accumulation,
  AmountName,
  Amounts,
  CalculatedLine,
  Calculation,
  Claim,
  ClaimLine,
  Filing,
  FundShare,
  Insured,
  Place,
  PricedLine,
  Step,
} from './model.ts';
export { policyBook } from './policy/book.ts';
export type { PolicyOf } from './policy/book.ts';
export { readPolicy } from './policy/policy.ts';
export type { Policy } from './policy/policy.ts';
export { priceLine } from './price-line.ts';
export { recompute } from './recompute.ts';
export type { Change, Recomputed, Standing } from './recompute.ts';
export { sampleFiles, samplePolicies, samplePolicyOf } from './sample.ts';
