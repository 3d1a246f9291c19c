export { draw, poolDigest } from './draw.ts';
export type { Drawn } from './draw.ts';
