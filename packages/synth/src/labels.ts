/** What was planted: the answer sheet of a county. */

export type LabelKind = 'violation' | 'look-alike';

/** One planted case, in the key order of `labels.jsonl`. */
export interface Label {
  readonly label_id: string;
  /** As findings name it: GZ code, LK2025-NNN or SH-… */
  readonly rule_code: string;
  readonly kind: LabelKind;
  /** Which boundary it stands on. */
  readonly case: string;
  readonly psn_no: string;
  readonly fixmedins_code: string;
  readonly mdtrt_id: string;
  /** The lines a finding charges; of a look-alike those that it would wrongly charge. */
  readonly line_ids: readonly string[];
  /** Own arithmetic; null where the published knowledge gives no amount, or for a look-alike. */
  readonly expected_amount_fen: number | null;
  /** The knowledge it was planted for. */
  readonly point_ids: readonly string[];
}
