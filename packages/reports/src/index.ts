export { writeReports } from './write-reports.ts';
export type { ReportOptions, ReportsWritten } from './write-reports.ts';
export { writeLetters } from './letters/write-letters.ts';
export type { LetterOptions } from './letters/write-letters.ts';
