/** The steps that a caller is offered in a matter: those of the procedure, less what money and papers say against them. */
import { nationalCalendar } from '@shouhu/clocks';
import type { CivilDate } from '@shouhu/codes';
import { inspection, measure, offersOf, penalty, summaryPenalty } from '@shouhu/procedure';
import type { Deed, Offer } from '@shouhu/procedure';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { missingOf, papersOf } from '../documents/papers.ts';
import type { Paper } from '../documents/papers.ts';
import { isOwing } from '../money/effects.ts';
import type { Caller } from '../rights/caller.ts';
import type { MatterTable, Schema } from '../store/schema.ts';
import type { Conducted } from './procedures.ts';

export interface MatterOffer extends Offer<string> {
  /** Documents that belong before it; an institution is not told. */
  readonly papers: readonly Paper[];
}

/** Steps about money that is owed: without any there is nothing to pay, to defer or to enforce. */
const OF_MONEY = new Set([
  ...['pay', 'payInstalment', 'askDeferral', 'defer', 'allowInstalments', 'refuseDeferral', 'enforce'].map(
    (action) => `${penalty.id} ${action}`,
  ),
  ...['collect', 'pay', 'enforce'].map((action) => `${summaryPenalty.id} ${action}`),
  ...['pay', 'deduct'].map((action) => `${measure.id} ${action}`),
  `${inspection.id} receiveRefund`,
]);

interface Of {
  readonly row: Selectable<MatterTable>;
  readonly deeds: readonly Deed[];
  readonly conducted: Pick<Conducted, 'procedure'>;
}

/** @param owed what is still owed, in fen */
export async function offersFor(
  db: Kysely<Schema> | Transaction<Schema>,
  { row, deeds, conducted: { procedure } }: Of,
  caller: Caller,
  on: CivilDate,
  owed: number,
): Promise<MatterOffer[]> {
  const { matter_id } = row;
  const papersBefore = await papersOf(db, { matter_id, procedure: procedure.id, deeds });
  return offersOf(procedure, deeds, { by: caller, on }, nationalCalendar).flatMap((offer): MatterOffer[] => {
    const { action, name } = offer;
    if (action === 'withdraw' && row.opened_by !== caller.id) return [];
    if (owed === 0 && OF_MONEY.has(`${procedure.id} ${action}`)) return [];
    const papers = caller.fixmedins_code === null ? papersBefore(action) : [];
    const open =
      isOwing(procedure.id) && action === 'close'
        ? (procedure.steps[action]?.unless?.(deeds, { performed: owed === 0 }, on) ?? null)
        : null;
    const missing = missingOf(papers);
    const unwritten =
      missing.length === 0 ? null : { code: 'SH-C022' as const, params: { step: name, documents: missing.join('、') } };
    return [{ ...offer, refusal: offer.refusal ?? open ?? unwritten, papers }];
  });
}
