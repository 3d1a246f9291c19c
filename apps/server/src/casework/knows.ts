/** What the platform knows better than the caller about steps of some procedures. Apart from their list, which those who note deeds read. */
import { assessment, credit, points } from '@shouhu/procedure';
import type { Deed, Facts } from '@shouhu/procedure';
import type { Selectable, Transaction } from 'kysely';
import { assessmentKnows } from '../assessment/course.ts';
import { creditKnows } from '../credit/listing.ts';
import { pointsKnow } from '../credit/course.ts';
import type { MatterTable, Schema } from '../store/schema.ts';

/** A step that is about to be taken: the matter is locked, nothing is recorded yet. */
interface Taking {
  readonly row: Selectable<MatterTable>;
  readonly deed: Deed;
}

interface Known {
  /** They replace what the caller states. */
  readonly facts: Facts;
  /** Records more beside the deed, with its number, when law and order of the procedure let it pass. */
  readonly record?: (seq: number) => Promise<void>;
}

/** @throws ShouhuError where what is known stands against the step */
type Knows = (trx: Transaction<Schema>, taking: Taking) => Promise<Known>;

/** By procedure. */
export const KNOWS: ReadonlyMap<string, Knows> = new Map<string, Knows>([
  [assessment.id, assessmentKnows],
  [points.id, pointsKnow],
  [credit.id, creditKnows],
]);
