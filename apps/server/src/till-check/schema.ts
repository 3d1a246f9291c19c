/** Tables of the real-time check: what was decided on which inputs, what institutions did about it, and what the settled day showed. */
import type { ColumnType, JSONColumnType } from 'kysely';
import type { Cause } from './causes.ts';

type Fixed<Type> = ColumnType<Type, Type, never>;

/**
 * `reminded`: something was found; `undecided`: nothing, and something could not be decided; `clean`: neither; `not-checked`: no advice was
 * given, for a {@link NotChecked reason}.
 */
export type CheckOutcome = 'clean' | 'reminded' | 'undecided' | 'not-checked';
/** The history could not be read; the rules in force could not be had; judging failed. */
export type NotChecked = 'history' | 'knowledge' | 'engine';

/** One person of one message 3101 or 3102. */
interface TillDecisionTable {
  /** The msgid, and the place of the person in the message. */
  decision_id: Fixed<string>;
  msgid: Fixed<string>;
  infno: Fixed<string>;
  fixmedins_code: Fixed<string>;
  psn_no: Fixed<string>;
  mdtrt_id: Fixed<string>;
  decided_at: Fixed<Date>;
  /** Of the rules that were in force when the message was taken; null when they could not be had. */
  snapshot: Fixed<string | null>;
  outcome: Fixed<CheckOutcome>;
  reason: Fixed<NotChecked | null>;
  /** Lines of the visit that was judged, and of the history. */
  lines: Fixed<number>;
  history_lines: Fixed<number>;
  findings: Fixed<number>;
  undecided: Fixed<number>;
  /** The engine's share of the time, in microseconds. */
  engine_us: Fixed<number>;
  /** What was judged, sealed: {@link Inputs}. */
  inputs: Fixed<string>;
  /** Bytes of the answer about this person, sealed. */
  answer: Fixed<string>;
}

/** One finding that an institution was reminded of. */
interface TillReminderTable {
  decision_id: Fixed<string>;
  jr_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  rule_code: Fixed<string>;
  verdict: Fixed<string>;
  amount_fen: Fixed<number | null>;
}

/** What an institution did about a reminder (3103); the last says what holds. */
interface TillFeedbackTable {
  decision_id: Fixed<string>;
  jr_id: Fixed<string>;
  msgid: Fixed<string>;
  told_at: Fixed<Date>;
  /** `1` went on, `2` went back to change the order. */
  dspo_way: Fixed<string>;
  /** Sealed. */
  dspo_way_rea: Fixed<string | null>;
}

/** Rules by which something was decided, as long as decisions are kept. */
interface TillKnowledgeTable {
  snapshot: Fixed<string>;
  /** Its text, gzipped. */
  content: Fixed<Buffer>;
  kept_at: Fixed<Date>;
}

/** A settled day as it was judged afterwards. */
interface TillDayTable {
  day: string;
  compared_at: Date;
  visits: number;
  never_checked: number;
  /** How many differences have each cause. */
  causes: JSONColumnType<Partial<Record<Cause, number>>>;
}

/** One finding that the till and the settled day do not share, with its cause. */
interface TillDifferenceTable {
  day: string;
  mdtrt_id: string;
  fixmedins_code: string;
  jr_id: string;
  rule_code: string;
  /** Null in what was compared before names were kept. */
  rule_name: string | null;
  decision_id: string | null;
  /** `appeared`: only the settled day has it; `vanished`: only the till; `changed`: both, with another verdict or amount. */
  change: 'appeared' | 'vanished' | 'changed';
  cause: Cause;
  till_fen: number | null;
  day_fen: number | null;
}

export interface TillCheckSchema {
  till_decision: TillDecisionTable;
  till_reminder: TillReminderTable;
  till_feedback: TillFeedbackTable;
  till_knowledge: TillKnowledgeTable;
  till_day: TillDayTable;
  till_difference: TillDifferenceTable;
}
