/** The shape that all schemes share: cases that a stage plays. */
import type { SchemeLabelKind } from '../labels.ts';
import type { Bound, Part, SchemeId } from './part.ts';
import type { Stage } from './stage.ts';

/** One disguise or look-alike. `plant` sets it on the stage with its label; false when the county has no room for it. */
export interface SchemeCase {
  readonly name: string;
  readonly kind: SchemeLabelKind;
  readonly plant: (play: Play) => boolean;
}

/** A case being planted, and where. */
export interface Play extends Part {
  readonly stage: Stage;
}

export interface Scheme {
  readonly id: SchemeId;
  readonly bound: Bound;
  readonly cases: readonly SchemeCase[];
}

export const disguise = (name: string, plant: SchemeCase['plant']): SchemeCase => ({ name, kind: 'scheme', plant });
export const lookAlike = (name: string, plant: SchemeCase['plant']): SchemeCase => ({
  name,
  kind: 'look-alike',
  plant,
});
