/** Spans of days, both ends included; an open end never ends. */
import { shouhuError } from '@shouhu/errors';

export interface Span {
  readonly begndate: string;
  readonly enddate: string | null;
}

/** @throws ShouhuError SH-F011 when it ends before it begins */
export function checkSpan(begndate: string, enddate: string | null): void {
  if (enddate !== null && enddate < begndate) throw shouhuError('SH-F011', { from: begndate, to: enddate });
}

/** Whether two spans have a day in common. */
export function meets(one: Span, other: Span): boolean {
  return (
    (one.enddate === null || other.begndate <= one.enddate) && (other.enddate === null || one.begndate <= other.enddate)
  );
}
