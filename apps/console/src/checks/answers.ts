/** What the server answers about the real-time check; compared with its own types in e2e/answers.ts. */
import type { Labelled } from '../api/answers.ts';
import type { FindingView } from '../findings/answers.ts';

export type CheckOutcome = 'clean' | 'reminded' | 'undecided' | 'not-checked';
export type NotChecked = 'history' | 'knowledge' | 'engine';
export type Cause =
  | 'knowledge'
  | 'other-institution'
  | 'late-upload'
  | 'refund'
  | 'discharge'
  | 'told-otherwise'
  | 'not-charged'
  | 'later-line'
  | 'never-checked'
  | 'unexplained';

export interface DecisionListed {
  readonly decision_id: string;
  readonly infno: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly psn_tail: string;
  readonly mdtrt_id: string;
  readonly decided_at: string;
  readonly outcome: CheckOutcome;
  readonly reason: NotChecked | null;
  readonly lines: number;
  readonly history_lines: number;
  readonly findings: number;
  readonly undecided: number;
  readonly engine_us: number;
  readonly latency_ms: number | null;
}

export interface ReminderSeen {
  readonly jr_id: string;
  readonly rule_id: string;
  readonly rule_name: string;
  readonly sev_deg: string;
  readonly amount_fen: number | null;
  readonly message: string;
  readonly evidence: readonly Labelled[];
  readonly basis: readonly string[];
  readonly knowledge: readonly string[];
  readonly points: FindingView['points'];
  readonly rx_ids: readonly string[];
  readonly related_rx_ids: readonly string[];
  readonly dspo_way: string | null;
  readonly told_at: string | null;
}

export interface UndecidedSeen {
  readonly rule_id: string;
  readonly rule_name: string;
  readonly rx_ids: readonly string[];
  readonly missing: readonly { readonly field: string; readonly zh: string; readonly en: string }[];
}

export interface OrderSeen {
  readonly rx_id: string;
  readonly hilist_code: string;
  readonly hilist_name: string | null;
  readonly drord_begn_date: string;
  /** In 1e-4. */
  readonly cnt: number;
  /** In 1e-6 yuan. */
  readonly pric: number | null;
  readonly sum_fen: number;
}

export interface DifferenceFound {
  readonly jr_id: string;
  readonly rule_code: string;
  readonly rule_name: string | null;
  readonly decision_id: string | null;
  readonly change: 'appeared' | 'vanished' | 'changed';
  readonly cause: Cause;
  readonly till_fen: number | null;
  readonly day_fen: number | null;
}

export interface DecisionSeen extends DecisionListed {
  readonly msgid: string;
  readonly snapshot: string | null;
  readonly visit: {
    readonly med_type: string | null;
    readonly insutype: string | null;
    readonly adm_date: string;
    readonly dscg_date: string | null;
    readonly diagnoses: readonly string[] | null;
    readonly orders: readonly OrderSeen[];
  } | null;
  readonly reminders: readonly ReminderSeen[];
  readonly cannot_decide: readonly UndecidedSeen[];
  readonly compared: {
    readonly settlements: readonly { readonly setl_id: string; readonly day: string }[];
    readonly days: readonly string[];
    readonly differences: readonly DifferenceFound[];
  };
}

interface Bytes {
  readonly bytes: number;
  readonly digest: string;
}

export interface ReplaySeen {
  readonly given: Bytes;
  readonly again: Bytes | null;
  readonly same: boolean | null;
  readonly took_ms: number;
  readonly differences: readonly {
    readonly place: string;
    readonly given: string | null;
    readonly again: string | null;
  }[];
}

export interface DecisionPerson {
  readonly psn_no: string;
  readonly reasons: readonly { readonly jr_id: string; readonly reason: string }[];
}

export interface CheckFigures {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly checked: number;
  readonly not_checked: number;
  readonly reminded: number;
  readonly reminders: number;
  readonly answered: number;
  readonly accepted: number;
}

export interface ComparedDay {
  readonly day: string;
  readonly compared_at: string;
  readonly visits: number;
  readonly causes: readonly { readonly cause: Cause; readonly count: number }[];
}

export interface DifferenceSeen extends DifferenceFound {
  readonly mdtrt_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly setl_id: string | null;
}
