export { noCodes } from './code-set.ts';
export type { Evidence, Finding, Judgement, Undecided } from './finding.ts';
export type * from './model.ts';
export { numberFields, textFields } from './predicate.ts';
export type * from './predicate.ts';
export { compileClosures } from './closures/index.ts';
export type { Closures } from './closures/index.ts';
export { judgeByReference } from './reference/index.ts';
