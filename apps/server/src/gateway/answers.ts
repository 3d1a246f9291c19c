/** Answers as they are sent. */
import type { ShouhuError } from '@shouhu/errors';
import { compactTime, DONE, errorMessage } from '@shouhu/interface';
import type { Answer } from '@shouhu/interface';
import { encryptText } from '@shouhu/vault';
import type { Outcome } from './schema.ts';

/** The bytes of an answer with how they came about. */
export interface Answered {
  readonly text: string;
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly latency_ms: number;
}

/** What an answer says of its message. */
export interface About {
  /** When the message was taken. */
  readonly at: Date;
  /** When it is answered, where that is later. */
  readonly now?: Date;
  /** Region of its institution. */
  readonly admdvs: string;
  /** Serial of the message here; 0 where none was given. */
  readonly seq: number;
  /** 交易状态码 of a refusal. */
  readonly refused: number;
}

export function completion(about: About, output: object, bodyKey: string | null): Answered {
  const answer = { ...headOf(about, DONE), err_msg: '' };
  const whole: Answer =
    bodyKey === null
      ? { ...answer, output }
      : { ...answer, enctype: 'SM4', output: encryptText(bodyKey, JSON.stringify(output)) };
  return { text: JSON.stringify(whole), outcome: 'done', code: null, latency_ms: latencyOf(about) };
}

export function refusal(about: About, error: ShouhuError): Answered {
  const answer: Answer = { ...headOf(about, about.refused), err_msg: errorMessage(error), output: {} };
  return { text: JSON.stringify(answer), outcome: 'refused', code: error.code, latency_ms: latencyOf(about) };
}

function headOf({ at, now = at, admdvs, seq }: About, infcode: number) {
  return {
    infcode,
    inf_refmsgid: `${admdvs}${compactTime(at)}${String(seq).padStart(10, '0')}`,
    refmsg_time: compactTime(at, true),
    respond_time: compactTime(now, true),
  };
}

const latencyOf = ({ at, now = at }: About): number => Math.max(0, now.getTime() - at.getTime());
