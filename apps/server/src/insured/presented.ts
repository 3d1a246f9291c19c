/** Credentials as institutions present them, and what the part that keeps a kind of them does. */
import type { KeyRing } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** A credential as it was presented, where and when. */
export interface Presented {
  readonly mdtrt_cert_type: string;
  /** Token of the e-voucher for 01, identity number for 02, card number for 03. */
  readonly mdtrt_cert_no: string;
  /** Serial of the card's chip, for 03. */
  readonly card_sn?: string | null | undefined;
  readonly at: Date;
  readonly fixmedins_code: string;
  /** Only looks who it is (1101): a credential that works once is not used up by it, and still taken from this institution. */
  readonly looks?: boolean;
}

/** Who keeps a kind of credential says whose it is, and that it was used. @returns the person number */
export type Redeem = (trx: Transaction<Schema>, ring: KeyRing, presented: Presented) => Promise<string>;
