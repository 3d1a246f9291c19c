/** Tables of wallets. Amounts are fen; days text `yyyy-MM-dd`, times of a day `HH:mm:ss`, both of Asia/Shanghai. */
import type { ColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

interface WalletTable {
  psn_no: Fixed<string>;
  /** 使用地: where it pays. */
  use_admdvs: string;
  /** The owner, or the relative who opened it for an elder. */
  opened_by: Fixed<string>;
  opened_at: Fixed<Date>;
}

/** What `relative` is to `psn_no`. */
export const KINSHIPS = [
  'spouse', // 配偶
  'parent', // 父母
  'child', // 子女
  'sibling', // 兄弟姐妹
  'fathers-parent', // 祖父母
  'mothers-parent', // 外祖父母
  'sons-child', // 孙子女
  'daughters-child', // 外孙子女
] as const;

export type Kinship = (typeof KINSHIPS)[number];

interface WalletRelationTable {
  relation_id: Fixed<string>;
  psn_no: Fixed<string>;
  relative: Fixed<string>;
  kind: Fixed<Kinship>;
  declared_by: Fixed<string>;
  declared_at: Fixed<Date>;
  /** The other of the two, or who saw the papers at a window. */
  confirmed_by: string | null;
  confirmed_at: Date | null;
  ended_by: string | null;
  ended_at: Date | null;
}

/** `account`: the personal account; `wallet`: what the wallet holds. */
export type Source = 'account' | 'wallet';
/** `offered` waits for its receiver; `returned` was not accepted in time. */
type TransferState = 'offered' | 'accepted' | 'declined' | 'returned';

interface WalletTransferTable {
  transfer_id: Fixed<string>;
  payer: Fixed<string>;
  receiver: Fixed<string>;
  source: Fixed<Source>;
  fen: Fixed<number>;
  day: Fixed<string>;
  /** Which of the payer's transfers of the day. */
  nth: Fixed<number>;
  offered_at: Fixed<Date>;
  /** Until this instant, without it, it may be accepted. */
  returns_at: Fixed<Date>;
  state: TransferState;
  ended_at: Date | null;
}

interface WalletContributionTable {
  payment_id: Fixed<string>;
  psn_no: Fixed<string>;
  /** For whom. */
  beneficiary: Fixed<string>;
  year: Fixed<number>;
  fen: Fixed<number>;
  paid_at: Fixed<Date>;
}

/** `money`: personal account, mutual aid from it, and wallet; `voucher`: the e-voucher. */
export type Freezable = 'money' | 'voucher';

interface WalletFreezeTable {
  freeze_id: Fixed<string>;
  psn_no: Fixed<string>;
  what: Fixed<Freezable>;
  /** Sealed: it may tell of others. */
  reason: Fixed<string>;
  frozen_by: Fixed<string>;
  frozen_at: Fixed<Date>;
  release_by: string | null;
  release_at: Date | null;
  released_by: string | null;
  released_at: Date | null;
}

/** What holds from a day on, until a later row. */
export interface WalletRuleTable {
  begndate: Fixed<string>;
  /** Transfers of a payer in a day, and the most of each. */
  most_per_day: Fixed<number>;
  most_fen: Fixed<number>;
  /** Between these no transfer is made. */
  closed_from: Fixed<string>;
  closed_to: Fixed<string>;
  /** On the next day: what was not accepted goes back. */
  return_at: Fixed<string>;
  /** From this age on a relative may open a wallet for somebody. */
  elder_age: Fixed<number>;
  /** How long a display token of the e-voucher lives, and how much later or earlier it is still taken. */
  rotate_s: Fixed<number>;
  grace_s: Fixed<number>;
  /** How long an institution that was shown a token may act on it. */
  hold_s: Fixed<number>;
  /** Wrong tokens from one institution in ten minutes, before it has to wait. */
  most_wrong: Fixed<number>;
  /** Minutes for which a code sent to a phone holds. */
  code_minutes: Fixed<number>;
  /** Persons enrolled within so many days by one device, in one place, before one witness: from there on somebody is told. */
  alarm_days: Fixed<number>;
  alarm_device: Fixed<number>;
  alarm_place: Fixed<number>;
  alarm_witness: Fixed<number>;
  /** Whence the figures are. */
  source: Fixed<string>;
  set_by: Fixed<string>;
  set_at: Fixed<Date>;
}

export interface WalletSchema {
  wallet: WalletTable;
  wallet_relation: WalletRelationTable;
  wallet_transfer: WalletTransferTable;
  wallet_contribution: WalletContributionTable;
  /** How a contribution ended, once: `cleared` to the fund, or `withdrawn` before. */
  contribution_end: {
    payment_id: Fixed<string>;
    kind: Fixed<'cleared' | 'withdrawn'>;
    entry_id: Fixed<string>;
    ended_at: Fixed<Date>;
  };
  wallet_freeze: WalletFreezeTable;
  wallet_rule: WalletRuleTable;
}
