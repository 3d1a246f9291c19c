/** Kinds of credential that another part keeps, by `mdtrt_cert_type`: each part adds its own line. */
import { redeemFace } from '../voucher/face.ts';
import { redeemToken } from '../voucher/redeem.ts';
import type { Redeem } from './presented.ts';

export const REDEEMERS: Readonly<Record<string, Redeem>> = { '01': redeemToken, '04': redeemFace };
