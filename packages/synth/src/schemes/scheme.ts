/** The shape that all schemes share: cases that a stage plays. */
import type { SchemeLabelKind } from '../labels.ts';
import type { Random } from '../random.ts';
import type { Stage } from './stage.ts';

export type SchemeId =
  | 'fake-stay-ring'
  | 'card-cluster'
  | 'drug-resale'
  | 'account-cash-out'
  | 'trace-code'
  | 'GZ10000202001000'
  | 'GZ10000203001000'
  | 'pharmacy-substitution'
  | 'hospital-substitution'
  | 'split-stays'
  | 'bed-hanging'
  | 'checkup-stays'
  | 'frequent-clinic'
  | 'similar-cases'
  | 'impostor'
  | 'after-death'
  | 'high-value'
  | 'workload'
  | 'account-drain';

/** One disguise or look-alike. `plant` sets it on the stage with its label; false when the county has no room for it. */
export interface SchemeCase {
  readonly name: string;
  readonly kind: SchemeLabelKind;
  readonly plant: (play: Play) => boolean;
}

/** A case being planted. */
export interface Play {
  readonly stage: Stage;
  readonly random: Random;
  readonly scheme: SchemeId;
  readonly bound: Bound;
  readonly case: string;
  readonly kind: SchemeLabelKind;
}

/** What a scheme sticks to: an institution, so that it is planted at the county's culprits, or a person. */
type Bound = 'institution' | 'person';

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
