/** How the door of a platform is set. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shouhuError } from '@shouhu/errors';
import { LIMITS } from '@shouhu/interface';
import type { Limits } from '@shouhu/interface';

export interface GatewayOptions {
  /** Takes messages without a signature from this machine itself: for invented data only. */
  readonly unsigned: boolean;
  /** Whether transactions need a `sign_no` of 9001, or only a valid one where they state one. */
  readonly signIn: 'needed' | 'stated';
  readonly limits: Limits;
  /** 交易状态码 of a refusal: negative, as the province has it. */
  readonly refused: number;
  /** `open`: a check that cannot be made is answered as not checked, and kept so; `closed`: it is refused. */
  readonly advice: 'open' | 'closed';
}

export const GATEWAY: GatewayOptions = {
  unsigned: false,
  signIn: 'stated',
  limits: LIMITS,
  refused: -1,
  advice: 'open',
};

/** Beside the data of a demo: everything in it is invented. */
const DEMO_MARK = '.shouhu-demo';

/** @throws ShouhuError SH-T024 where unsigned messages could come from elsewhere, or about real persons */
export function gatewayOf(
  wanted: Partial<GatewayOptions> = {},
  { folder, isLocal }: { readonly folder: string; readonly isLocal: boolean },
): GatewayOptions {
  const isDemo = isLocal && existsSync(join(dirname(folder), DEMO_MARK));
  if (wanted.unsigned === true && !isDemo) throw shouhuError('SH-T024', {});
  return { ...GATEWAY, ...wanted };
}
