import type { Fact } from './fact.ts';
import type { Confidence, PointState, PointTerms } from './tables.ts';

/** What an annex says about one point. */
export interface AnnexPoint {
  /** Official name of the class. */
  readonly class_name: string;
  readonly item_name: string;
  /** Constraint or basis column. */
  readonly text: string;
  /** 检出逻辑 */
  readonly detection: string;
  /** The bound column (限定对象, 限定值域, 频度, 限制数量, 疗程周期), where the annex has one. */
  readonly bound: string | null;
  /** Its codes: where the text says only "second line" they name the group. */
  readonly codes: readonly string[];
}

/** The fact read, how sure it is, and what a person should look at. */
export interface Reading {
  readonly fact: Fact;
  readonly confidence: Confidence;
  readonly state: PointState;
  readonly reason: string;
  readonly review: string;
  readonly terms: PointTerms | null;
}
