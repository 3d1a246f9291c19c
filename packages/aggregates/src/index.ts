export { buildAggregates } from './build.ts';
export type { BuildOptions } from './build.ts';
export { Cache, sourceOf } from './cache.ts';
export { CT_PREFIX, MRI_PREFIX } from './partial.ts';
export type { Condition } from './visits.ts';
