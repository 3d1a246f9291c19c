export { judgeBySql } from './judge.ts';
export type { SqlJudgement, SqlOptions, Unknown } from './judge.ts';
export { loadWorld } from './load-world.ts';
