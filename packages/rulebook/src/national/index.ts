export { coverage } from './coverage.ts';
export type { ClassCoverage, Coverage } from './coverage.ts';
export { formatFact, parseFact } from './fact.ts';
export type { AgeBound, AgeGroup, Fact } from './fact.ts';
export { pointFactsOf } from './point-facts.ts';
export type { PointFacts } from './point-facts.ts';
export { readAnnexPoint } from './reading.ts';
export type { AnnexPoint, Reading } from './annex-point.ts';
export { nationalRules } from './rules.ts';
export { NATIONAL_DATA, loadNational, parseTable, readLexicons } from './tables.ts';
export type {
  ClassRow,
  CodeGaps,
  Confidence,
  HerbPair,
  LexiconRow,
  Lexicons,
  NationalFacts,
  PointRow,
  PointState,
  PointTerms,
} from './tables.ts';
