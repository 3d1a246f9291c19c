/** What was planted: the answer sheets of a county. */

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

export type SchemeLabelKind = 'scheme' | 'look-alike';

/** One planted pattern over many visits, in the key order of `scheme_labels.jsonl`. */
export interface SchemeLabel {
  readonly label_id: string;
  readonly scheme: string;
  readonly kind: SchemeLabelKind;
  /** Name of the disguise or of the honest thing that looks like it. */
  readonly case: string;
  readonly fixmedins_codes: readonly string[];
  readonly psn_nos: readonly string[];
  readonly mdtrt_ids: readonly string[];
  /** Only where single lines, not whole visits, are the fraud. */
  readonly line_ids: readonly string[];
  /** yyyy-MM-dd, both included. */
  readonly from: string;
  readonly to: string;
  /** In-scope amount of the visits or lines, of stock the value of what is uncovered; null where there is none. */
  readonly expected_amount_fen: number | null;
  /** Other schemes and rules that the same plant may rightly raise. */
  readonly also: readonly string[];
  /** National codes of the items that it turns on; empty where it turns on none. */
  readonly item_codes: readonly string[];
}
