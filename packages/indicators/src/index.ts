export { buildIndicators } from './build.ts';
export type { IndicatorNotRun } from './build.ts';
export { givenBy } from './given.ts';
export { indicators } from './definitions/index.ts';
export type { Indicator } from './definitions/indicator.ts';
export { indicatorClasses } from './national/classes.ts';
export { rankInstitutions } from './score/institutions.ts';
export type { RankedInstitution } from './score/institutions.ts';
export { writeValues } from './values/write.ts';
