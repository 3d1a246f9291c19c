export { COUNTED, simulate } from './simulate.ts';
export type { Counts, Plant, Simulated } from './simulate.ts';
export { makeWorld } from './world.ts';
export type { World } from './world.ts';
export { REHEARSED, rehearse } from './rehearse.ts';
