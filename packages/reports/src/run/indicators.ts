/** Indicators as a run writes them (docs/formats.md); a run without them has neither file. */

export const INDICATORS = 'indicators.parquet';
export const INSTITUTIONS = 'institutions.jsonl';

/** One object of OUT/institutions.jsonl. */
export interface RiskOfInstitution {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string | null;
  /** 0 to 100. */
  readonly score: number;
  readonly rank: number;
  readonly peer_group: string;
  readonly parts: readonly RiskPart[];
  /** Of a model that was trained from confirmed cases, 0 to 1. */
  readonly probability?: number | null;
}

/** What the score is made of. */
interface RiskPart {
  readonly indicator: string;
  readonly name: string;
  readonly value: number | null;
  readonly peer_median: number | null;
  readonly z: number | null;
  readonly points: number;
}
