export { arrangements } from './data/arrangements.ts';
export type { Arrangement } from './data/arrangements.ts';
export { UNKNOWN_YEAR, addWorkingDays, isWorkingDay, knownYears, workingDaysBetween } from './working-days.ts';
export type { UnknownYear } from './working-days.ts';
