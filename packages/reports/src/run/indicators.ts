/** Indicators as a run writes them (docs/formats.md); a run without them has neither file. */

export const INDICATORS = 'indicators.parquet';
export const INSTITUTIONS = 'institutions.jsonl';

/** One object of OUT/institutions.jsonl, as far as it is shown. */
export interface RiskOfInstitution {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string | null;
  /** 0 to 100. */
  readonly score: number;
  readonly rank: number;
  readonly peer_group: string;
  readonly parts: readonly RiskPart[];
  /** Of a model trained from confirmed cases; null without one. */
  readonly model?: { readonly probability: number } | null;
}

/** What the score is made of. */
interface RiskPart {
  readonly indicator: string;
  readonly indicator_name: string;
  /** Where within the institution; null is the institution itself. */
  readonly dept: string | null;
  readonly dr: string | null;
  readonly value: number | null;
  readonly peer_median: number | null;
  readonly z: number | null;
  readonly points: number;
}
