export * from './predicate.ts';
export * from './model.ts';
export * from './finding.ts';
