import { fill } from './entry.ts';
import type { Language, Params, Reason } from './entry.ts';
import { noticeReasons } from './reasons/notices.ts';
import type { NoticeCode } from './reasons/notices.ts';
import { rejectReasons } from './reasons/rejects.ts';
import type { RejectCode } from './reasons/rejects.ts';

export type ReasonCode = RejectCode | NoticeCode;

/** Every reason for a reject and every notice, by code. */
export const reasons: Readonly<Record<ReasonCode, Reason>> = { ...rejectReasons, ...noticeReasons };

/** The text of a reject reason or notice; a parameter without a value stays visible as `{name}`. */
export function reasonText(code: ReasonCode, params: Params, language: Language): string {
  return fill(reasons[code][language], params);
}
