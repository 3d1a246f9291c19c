export { writeLetters } from './letters/write-letters.ts';
export type { LetterOptions } from './letters/write-letters.ts';
export { removeReports, writeReports } from './write-reports.ts';
export type { ReportOptions } from './write-reports.ts';
