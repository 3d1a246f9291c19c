/** What a run is told, and what it tells. */
import type { Model } from '@shouhu/indicators';
import type { Snapshot } from '@shouhu/rulebook';

export interface RunOptions {
  readonly lake: string;
  readonly out: string;
  readonly snapshot: Snapshot;
  /** Inclusive service days of the findings to write; what lies before counts for windows. */
  readonly from?: number;
  readonly to?: number;
  readonly memory_mb?: number;
  /** Lines judged at once; the results do not depend on it. */
  readonly lines_per_range?: number;
  readonly threads?: number;
  /** Trained from confirmed cases: adds a probability to each institution. */
  readonly model?: Model;
  /** True: judge everything, whatever an earlier run left in OUT. */
  readonly whole?: boolean;
  readonly onProgress?: (step: RunProgress) => void;
}

export interface RunProgress {
  readonly part: number;
  readonly parts: number;
  readonly step: string;
}

/** What a run took; the only place where timings stand. */
export interface RunTimes {
  readonly started_at: string;
  readonly seconds: number;
  /** Persons whose rows changed since the run before into this folder; null: all were judged. */
  readonly persons_judged_anew: number | null;
  readonly statements: Readonly<Record<string, number>>;
}
