/** The surcharge of a fine that is late (加处罚款, 行政处罚法 72; 令第4号 55), out of the deeds alone. */
import { dueAt, nationalCalendar } from '@shouhu/clocks';
import { fen } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { Deed, Facts } from '../procedure.ts';
import type { Refusal } from '../refusal.ts';
import { surchargeOf } from './amounts.ts';
import { penaltyClocks } from './clocks.ts';
import { decidedIn, isGrant, isPayment, keptIn, oddPlan, planIn } from './plan.ts';

/** What of a fine is open, and the last day for paying it. */
interface Open {
  readonly fen: number;
  readonly due: CivilDate;
}

/**
 * All that has grown by the end of a day, paid or not, in fen: three per cent a day of what was late, never above the fine. Under a plan
 * nothing is late before its instalment is, and time that was granted does not count.
 */
export function surchargeIn(deeds: readonly Deed[], on: CivilDate): number {
  const { fine } = decidedIn(deeds);
  const turns = deeds.flatMap((deed, at) => (isPayment(deed) || isGrant(deed) ? [{ at, on: deed.on }] : []));
  return [...turns, { at: deeds.length, on }].reduce(
    (grown, turn) => Math.min(fine, grown + grownSinceTurn(deeds.slice(0, turn.at), turn.on)),
    0,
  );
}

/** The fine that is open on a day, with what has grown on it and was not paid, in fen. */
export function fineOwedIn(deeds: readonly Deed[], on: CivilDate): number {
  const { fineOpen, beyond } = decidedIn(deeds);
  return fineOpen + surchargeIn(deeds, on) - beyond;
}

/** A plan is of what is owed when it is granted. */
export function unlawfulPlan(deeds: readonly Deed[], facts: Facts, on: CivilDate): Refusal | null {
  return oddPlan(facts, on, fineOwedIn(deeds, on));
}

/** What has grown since the last payment or grant, while as much was open as is now. */
function grownSinceTurn(deeds: readonly Deed[], on: CivilDate): number {
  const since = deeds.findLast((deed) => isPayment(deed) || isGrant(deed))?.on;
  return openIn(deeds).reduce((sum, { fen: amount, due }) => {
    const from = since === undefined || due > since ? due : since;
    return sum + surchargeOf(fen(amount), from, on);
  }, 0);
}

function openIn(deeds: readonly Deed[]): readonly Open[] {
  const plan = planIn(deeds);
  if (plan === null) {
    const due = lastDayOf(deeds);
    return due === null ? [] : [{ fen: decidedIn(deeds).fineOpen, due }];
  }
  // The first of what is planned is fine; what had grown on it before stands behind and grows no further.
  let fine = decidedIn(plan.before).fineOpen;
  return keptIn(deeds).map(({ fen: planned, paid_fen, due }) => {
    const part = Math.min(fine, planned);
    fine -= part;
    return { fen: Math.max(0, part - paid_fen), due };
  });
}

/** Last day of the decision; a decision on the spot is handed over as it is made. */
function lastDayOf(deeds: readonly Deed[]): CivilDate | null {
  const handed = deeds.findLast(({ action, facts }) => action === 'decide' && facts['party_kind'] !== undefined);
  const delivered = deeds.findLast(({ action }) => action === 'deliver') ?? handed;
  if (delivered === undefined) return null;
  return dueAt(nationalCalendar, [{ is: 'start', on: delivered.on }], penaltyClocks.payment).due;
}
