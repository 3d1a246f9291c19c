export { causesOf, DAILY_ITEMS, GRADES, schemeOf, UNDOING, YEAR_END_ITEMS } from './scheme.ts';
export type { Cause, DailyItem, Grade, Scheme, YearEndItem } from './scheme.ts';
export { averageOf, dailyScore, totalOf, gradeOf } from './score.ts';
export type { Deduction, ItemScore } from './score.ts';
export { NATURES, pointsFor, rangeOf, RESPONSIBILITIES, standingOf, yearPoints } from './points.ts';
export type { Finding, Nature, Qualification, Responsibility } from './points.ts';
