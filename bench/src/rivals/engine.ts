import type { SampleVisit } from './sample.ts';

/** An engine loaded with the checks of a sample. */
export interface RuleEngine {
  /** Judges the lines of a visit. @returns `line_id check_id` of everything found, in any order */
  judge(visit: SampleVisit): Promise<string[]> | string[];
}
