export { agree } from './agree.ts';
export type { Disagreement } from './case.ts';
export { ENOUGH_TO_TELL, runParity } from './run.ts';
export type { ParityOptions, ParityReport } from './run.ts';
