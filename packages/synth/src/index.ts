export { generateCounty } from './county/county.ts';
export type { CountyOptions, CountySummary } from './county/county.ts';
