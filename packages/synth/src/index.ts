export { generateCounty } from './county/county.ts';
export type { CountyOptions, CountySummary } from './county/county.ts';
export type { Label, LabelKind, SchemeLabel, SchemeLabelKind } from './labels.ts';
export { scoreFindings } from './score.ts';
export type { ClassScore, ScoredFinding } from './score.ts';
export type { SchemeHit } from './score-extent.ts';
export { scoreSchemes } from './score-schemes.ts';
export type { SchemeScore } from './score-schemes.ts';
