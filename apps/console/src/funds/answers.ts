/** What the server answers about funds and the ledger (api/answers.ts says how these are held to it). */
interface Figures {
  readonly income_fen: number;
  readonly paid_fen: number;
  readonly accrued_fen: number;
  readonly balance_fen: number;
  /** In 1e-4; null without income. */
  readonly used: number | null;
}

export interface FundPosition extends Figures {
  readonly fund: string;
  readonly name: string;
}

export interface Position {
  readonly from: string;
  readonly day: string;
  readonly funds: readonly FundPosition[];
  readonly total: Figures;
  readonly personal_fen: number;
  readonly wallet_fen: number;
}

export interface Booking {
  readonly booking_id: string;
  readonly fund: string;
  readonly source: string;
  readonly fen: number;
  readonly day: string;
  readonly note: string;
  readonly made_by: string;
  readonly state: 'proposed' | 'posted' | 'dropped';
  readonly decided_by: string | null;
  /** The booking that this one takes back. */
  readonly reverses: string | null;
}

export interface LedgerKind {
  readonly kind: string;
  readonly personal: boolean;
  readonly accounts: number;
  readonly balance_fen: number;
}

export interface LedgerAccount {
  readonly account: string;
  readonly balance_fen: number;
  readonly postings: number;
}

export interface LedgerEntry {
  readonly entry_id: string;
  readonly kind: string;
  readonly day: string;
  readonly memo: string;
  readonly reverses: string | null;
  readonly recorded_at: string;
  readonly postings: readonly { readonly account: string; readonly fen: number }[];
  readonly others: number;
}

export interface TrialBalance {
  readonly sum_fen: number;
  readonly accounts: readonly string[];
  readonly entries: readonly string[];
}
