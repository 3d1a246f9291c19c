export { UNKNOWN_YEAR, calendarOf, nationalCalendar } from './calendar.ts';
export type { Calendar, UnknownYear } from './calendar.ts';
export { arrangements } from './data/arrangements.ts';
export type { Arrangement } from './data/arrangements.ts';
export { dueAt, isLate } from './due.ts';
export type { Clock, ClockEvent, Policy, Span } from './due.ts';
export { addWorkingDays, workingDaysBetween } from './working-days.ts';
