/** The answer to a message (输出报文). */
import type { ShouhuError } from '@shouhu/errors';

export interface Answer {
  /** 交易状态码: 0 done, negative refused. */
  readonly infcode: number;
  /** 接收方报文 ID: 医保区划 (6), time (14), serial (10). */
  readonly inf_refmsgid: string;
  /** When the message was taken, and answered: `yyyyMMddHHmmssSSS`. */
  readonly refmsg_time: string;
  readonly respond_time: string;
  /** `SM4` where `output` is encrypted. */
  readonly enctype?: 'SM4';
  /** Empty where it is done. */
  readonly err_msg: string;
  readonly output: object | string;
}

export const DONE = 0;
const MESSAGE_LENGTH = 200;

/** `[SH-T001] what happened；处理：what to do`, 200 characters at most. */
export function errorMessage({ code, zh, fix_zh }: ShouhuError): string {
  const whole = Array.from(`[${code}] ${zh}；处理：${fix_zh}`);
  return whole.length <= MESSAGE_LENGTH ? whole.join('') : `${whole.slice(0, MESSAGE_LENGTH - 1).join('')}…`;
}

const CODE = /^\[(SH-[A-Z]\d{3})\]/;

/** The error code of an answer; null of one that is done. */
export function codeOf({ err_msg }: Pick<Answer, 'err_msg'>): string | null {
  return CODE.exec(err_msg)?.[1] ?? null;
}
