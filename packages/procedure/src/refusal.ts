/** Why a step may not be taken: a value, with a code of the closed catalogue and what its texts name. */
import type { ErrorCode, ParamsOf } from '@shouhu/errors';

type RefusalCode = Extract<ErrorCode, `SH-C${string}`>;

export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** @returns the refusal as a value: `refusal('SH-C001', { … })` */
export function refusal<Code extends RefusalCode>(code: Code, params: ParamsOf<Code>): Refusal {
  return { code, params };
}
