/**
 * Whether an institution may settle on a day: out of its agreements and the measures against it, and nothing else. The gateway asks it before a
 * settlement, the page of an institution shows it. Emergency rescue (急救抢救) is settled through a suspension (实施细则 27).
 */
import { addDays } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { Sanction } from '@shouhu/procedure';
import { currentAgreement, isInForce, outFrom } from './agreement-state.ts';
import type { Agreement } from './agreement-state.ts';

export type MaySettle = 'all' | 'rescue' | 'none';

export interface SettlementStatus {
  readonly may: MaySettle;
  readonly reason:
    | 'agreement'
    | 'no-agreement'
    | 'not-begun'
    | 'expired'
    | 'withdrawn'
    | 'terminated'
    | 'interrupted'
    | 'suspended';
  /** The first day on which it holds; null where nobody can name one. */
  readonly since: CivilDate | null;
  /** The last day, where one is known. */
  readonly until: CivilDate | null;
}

export interface Standing {
  readonly agreements: readonly Agreement[];
  readonly sanctions: readonly Sanction[];
}

export function settlementStatus({ agreements, sanctions }: Standing, day: CivilDate): SettlementStatus {
  const agreement = currentAgreement(agreements, day);
  if (agreement === undefined) return { may: 'none', reason: 'no-agreement', since: null, until: null };
  const { from, to } = agreement;
  if (day < from) return { may: 'none', reason: 'not-begun', since: null, until: addDays(from, -1) };
  const out = outFrom(agreement, sanctions);
  if (out !== null && day >= out.day) return { may: 'none', reason: out.reason, since: out.day, until: null };
  if (day > to) return { may: 'none', reason: 'expired', since: addDays(to, 1), until: null };
  return (
    suspension('interrupted', 'interrupt', sanctions, day) ??
    suspension('suspended', 'suspend', sanctions, day) ?? { may: 'all', reason: 'agreement', since: from, until: to }
  );
}

/** From the first of the suspensions in force to the last day of the longest. */
function suspension(
  reason: 'interrupted' | 'suspended',
  measure: 'interrupt' | 'suspend',
  sanctions: readonly Sanction[],
  day: CivilDate,
): SettlementStatus | null {
  const all = sanctions.filter((one) => one.measure === measure && isInForce(one, day));
  const [first] = all.map(({ since }) => since).toSorted((a, b) => a - b);
  if (first === undefined) return null;
  const ends = all.flatMap(({ until }) => (until === null ? [] : [until])).toSorted((a, b) => b - a);
  return { may: 'rescue', reason, since: first, until: ends.length < all.length ? null : (ends[0] ?? null) };
}
