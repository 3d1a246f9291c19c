/** Which case of which scheme is being planted. */
import type { SchemeLabelKind } from '../labels.ts';
import type { Random } from '../random.ts';

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

/** What a scheme sticks to: an institution, so that it is planted at the county's culprits, or a person. */
export type Bound = 'institution' | 'person';

/** A case as a stage has to know it. */
export interface Part {
  readonly random: Random;
  readonly scheme: SchemeId;
  readonly bound: Bound;
  readonly case: string;
  readonly kind: SchemeLabelKind;
}
