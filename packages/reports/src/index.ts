export { writeReports } from './write-reports.ts';
export type { ReportOptions, ReportsWritten } from './write-reports.ts';
