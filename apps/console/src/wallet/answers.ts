/** What the server answers about wallets (api/answers.ts says how these are held to it). */
export type Freezable = 'money' | 'voucher';

export interface PersonSeen {
  readonly psn_no: string;
  readonly psn_name: string;
  readonly acct_balance_fen: number;
  readonly wallet: {
    readonly balance_fen: number;
    readonly offered_fen: number;
    readonly use_admdvs: string;
    readonly opened_by_owner: boolean;
    readonly opened_at: string;
  } | null;
  readonly freezes: readonly {
    readonly freeze_id: string;
    readonly what: Freezable;
    readonly reason: string;
    readonly frozen_at: string;
    readonly release_by: string | null;
    readonly released_at: string | null;
  }[];
  readonly relations: readonly {
    readonly relation_id: string;
    readonly psn_no: string;
    readonly relative: string;
    readonly kind: string;
    readonly confirmed: boolean;
  }[];
  readonly transfers: readonly {
    readonly transfer_id: string;
    readonly payer: string;
    readonly receiver: string;
    readonly source: 'account' | 'wallet';
    readonly fen: number;
    readonly state: 'offered' | 'accepted' | 'declined' | 'returned';
    readonly offered_at: string;
  }[];
  readonly vouchers: readonly {
    readonly voucher_id: string;
    readonly way: 'phone' | 'face' | 'window';
    readonly place: string;
    readonly admdvs: string;
    readonly enrolled_at: string;
    readonly revoked_at: string | null;
  }[];
  readonly uses: readonly {
    readonly kind: string;
    readonly fixmedins_code: string;
    readonly shown_at: string;
    readonly used: boolean;
  }[];
}

export interface FreezeRow {
  readonly freeze_id: string;
  readonly psn_no: string;
  readonly what: Freezable;
  readonly frozen_by: string;
  readonly frozen_at: string;
  readonly release_by: string | null;
}

export interface WalletRules {
  readonly begndate: string;
  readonly most_per_day: number;
  readonly most_fen: number;
  readonly closed_from: string;
  readonly closed_to: string;
  readonly return_at: string;
  readonly elder_age: number;
  readonly rotate_s: number;
  readonly grace_s: number;
  readonly hold_s: number;
  readonly most_wrong: number;
  readonly code_minutes: number;
  readonly alarm_days: number;
  readonly alarm_device: number;
  readonly alarm_place: number;
  readonly alarm_witness: number;
  readonly source: string;
}
