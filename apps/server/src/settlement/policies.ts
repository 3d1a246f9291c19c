/** The policy that a settlement goes by: of the place of insurance, on the day it is made. */
import type { Policy, PolicyOf } from '@shouhu/benefits';
import { civilDayOf } from '../casework/matter.ts';

interface Asked {
  readonly policyOf: PolicyOf;
  readonly at: Date;
}

/** @throws ShouhuError SH-S002 where none is in force */
export function policyOn({ policyOf, at }: Asked, insuplc_admdvs: string): Policy {
  return policyOf({ insuplc_admdvs, day: civilDayOf(at) });
}
