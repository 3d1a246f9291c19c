/** How an agreement stands on a day: out of its term, what was asked about it, and the measures against the institution. */
import type { CivilDate } from '@shouhu/codes';
import type { Sanction } from '@shouhu/procedure';
import type { AgreementDeed } from './schema.ts';

export interface AgreementAct {
  readonly act: AgreementDeed;
  readonly day: CivilDate;
  readonly leave: CivilDate | null;
  readonly actor: string;
}

export interface Agreement {
  readonly agreement_id: string;
  readonly number: string;
  readonly from: CivilDate;
  /** The last day of its term. */
  readonly to: CivilDate;
  /** In the order of recording. */
  readonly acts: readonly AgreementAct[];
}

/** 未生效, 有效, 中止, 恢复, 解除, 到期, 续签中, 退出. */
export type AgreementState =
  | 'pending'
  | 'valid'
  | 'interrupted'
  | 'restored'
  | 'terminated'
  | 'expired'
  | 'renewing'
  | 'withdrawn';

/** The one that counts on a day: the latest that has begun, or else the first to come. */
export function currentAgreement(agreements: readonly Agreement[], day: CivilDate): Agreement | undefined {
  const ordered = agreements.toSorted((a, b) => a.from - b.from);
  return ordered.findLast(({ from }) => from <= day) ?? ordered[0];
}

export function isInForce({ since, until, ended }: Sanction, day: CivilDate): boolean {
  return since <= day && (until === null || day <= until) && (ended === null || day < ended);
}

/** The day from which the institution is out of an agreement before its term ends, and why. */
export function outFrom(
  { from, to, acts }: Agreement,
  sanctions: readonly Sanction[],
): { readonly day: CivilDate; readonly reason: 'terminated' | 'withdrawn' } | null {
  const ends = sanctions.filter(
    ({ measure, since, ended }) => measure === 'terminate' && ended === null && since >= from && since <= to,
  );
  const [terminated] = ends.map(({ since }) => since).toSorted((a, b) => a - b);
  const approved = acts.findLastIndex(({ act }) => act === 'approve-exit');
  const withdrawn = acts.slice(0, Math.max(approved, 0)).findLast(({ act }) => act === 'ask-exit')?.leave ?? null;
  if (terminated !== undefined && (withdrawn === null || terminated <= withdrawn))
    return { day: terminated, reason: 'terminated' };
  return withdrawn === null ? null : { day: withdrawn, reason: 'withdrawn' };
}

/** What was asked for and is neither granted nor refused. */
export function openRequest({ acts }: Agreement): AgreementAct | null {
  const last = acts.at(-1);
  return last?.act === 'ask-renewal' || last?.act === 'ask-exit' ? last : null;
}

export function agreementState(agreement: Agreement, sanctions: readonly Sanction[], day: CivilDate): AgreementState {
  const { from, to } = agreement;
  if (day < from) return 'pending';
  const out = outFrom(agreement, sanctions);
  if (out !== null && day >= out.day) return out.reason;
  if (day > to) return 'expired';
  const interrupts = sanctions.filter(({ measure, since }) => measure === 'interrupt' && since <= day);
  if (interrupts.some((one) => isInForce(one, day))) return 'interrupted';
  if (openRequest(agreement)?.act === 'ask-renewal') return 'renewing';
  return interrupts.some(({ since }) => since >= from) ? 'restored' : 'valid';
}
