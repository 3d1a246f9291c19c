export { checkMessage } from './message/check.ts';
export type { HistoryOf } from './message/check.ts';
export type { CheckAnswer, ResultDetail, ResultRow } from './message/answer.ts';
export { runAudit } from './run.ts';
export type { RunOptions, RunProgress } from './run.ts';
export { FILES, findFinding, readFindings } from './output/read.ts';
export type { Summary } from './output/summary.ts';
export type { WrittenFinding } from './output/written.ts';
