import type { ColumnType, JSONColumnType } from 'kysely';

/** Written once: an update does not compile. */
type Fixed<Type> = ColumnType<Type, Type, never>;

/** The year that a matter of the procedure `assessment` is about. */
interface AssessmentTable {
  matter_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  year: Fixed<number>;
}

/** An expert's marks, as the signed sheet has them; a later one of the same expert replaces it. */
interface AssessmentSheetTable {
  sheet_id: Fixed<string>;
  matter_id: Fixed<string>;
  expert_id: Fixed<string>;
  marks: JSONColumnType<Record<string, number>, string, never>;
  score: Fixed<number>;
  /** Why it does not count; null where it does. */
  recused: Fixed<string | null>;
  entered_by: Fixed<string>;
  entered_at: Fixed<Date>;
}

/** A deduction struck out, with the reason. */
interface AssessmentStrikeTable {
  strike_id: Fixed<string>;
  matter_id: Fixed<string>;
  /** The deed that caused it. */
  cause_matter: Fixed<string>;
  cause_seq: Fixed<number>;
  reason: Fixed<string>;
  struck_by: Fixed<string>;
  struck_at: Fixed<Date>;
}

/** What was proposed, with everything that it was computed of. */
interface AssessmentResultTable {
  matter_id: Fixed<string>;
  seq: Fixed<number>;
  score: Fixed<number>;
  grade: Fixed<string>;
  content: JSONColumnType<object, string, never>;
}

export interface AssessmentSchema {
  assessment: AssessmentTable;
  assessment_sheet: AssessmentSheetTable;
  assessment_strike: AssessmentStrikeTable;
  assessment_result: AssessmentResultTable;
}
