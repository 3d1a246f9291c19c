/**
 * A fine that is paid later, or in parts (行政处罚法 66; 令第4号 54), out of the deeds alone: what is open, the plan that was granted, what of it was kept.
 * Only a fine is deferred. What goes back to the fund is due on its own day, and payments go there first.
 */
import { dueAt, nationalCalendar } from '@shouhu/clocks';
import { civilDay, fen, formatCivilDate, formatYuan, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { Deed, Facts } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** A part of what is owed, and the day by which it is to be paid. */
interface Instalment {
  readonly on: CivilDate;
  /** Whole fen. */
  readonly fen: number;
}

export interface Plan {
  readonly granted: CivilDate;
  /** By their days; a deferred day is a plan of one. */
  readonly instalments: readonly Instalment[];
  /** Deeds before it was granted. */
  readonly before: readonly Deed[];
}

/** What was paid of a plan. */
export interface Kept extends Instalment {
  /** Last day for paying it: where its own is a day off, the next working day (民法典 203). */
  readonly due: CivilDate;
  readonly paid_fen: number;
}

/** Rows of a plan, and how far it reaches: five years, month by month. The law sets no bound; this one keeps slips out. */
const MOST_INSTALMENTS = 60;
const LONGEST_DAYS = 1_827;

const GRANTS: readonly string[] = ['defer', 'allowInstalments'];
const PAYMENTS: readonly string[] = ['pay', 'payInstalment', 'collect'];

export const isGrant = ({ action }: Deed): boolean => GRANTS.includes(action);
export const isPayment = ({ action }: Deed): boolean => PAYMENTS.includes(action);

const numberOf = (fact: Facts[string] | undefined): number => (typeof fact === 'number' ? fact : 0);
const within = (amount: number, most: number): number => Math.min(Math.max(amount, 0), most);

/** Refund and fine as they were decided, and what is open of each, in fen. */
export interface Decided {
  readonly refund: number;
  readonly fine: number;
  readonly refundOpen: number;
  readonly fineOpen: number;
  /** What was paid beyond both: surcharge. */
  readonly beyond: number;
}

export function decidedIn(deeds: readonly Deed[]): Decided {
  const decision = deeds.findLast(({ action }) => action === 'decide')?.facts ?? {};
  const [refund, fine] = [numberOf(decision['refund_fen']), numberOf(decision['fine_fen'])];
  const paid = paidIn(deeds);
  return {
    refund,
    fine,
    refundOpen: refund - within(paid, refund),
    fineOpen: fine - within(paid - refund, fine),
    beyond: Math.max(0, paid - refund - fine),
  };
}

const paidIn = (deeds: readonly Deed[]): number =>
  deeds.filter(isPayment).reduce((sum, { facts }) => sum + numberOf(facts['paid_fen']), 0);

/** `2026-04-30 300000`: a day and fen; undefined for anything else. */
function instalmentOf(text: string): Instalment | undefined {
  const [, day = '', amount = ''] = /^(\d{4}-\d\d-\d\d) ([1-9]\d{0,15})$/.exec(text) ?? [];
  const on = parseCivilDate(day);
  return on.ok && Number.isSafeInteger(Number(amount)) ? { on: on.value, fen: Number(amount) } : undefined;
}

function instalmentsIn(facts: Facts): readonly Instalment[] {
  const { instalments } = facts;
  if (typeof instalments !== 'object') return [];
  return instalments.flatMap((text) => instalmentOf(text) ?? []);
}

/** The plan that was granted last; null where there is none. */
export function planIn(deeds: readonly Deed[]): Plan | null {
  const at = deeds.findLastIndex(isGrant);
  const grant = deeds[at];
  if (grant === undefined) return null;
  const { action, on: granted, facts } = grant;
  const before = deeds.slice(0, at);
  if (action === 'allowInstalments') return { granted, before, instalments: instalmentsIn(facts) };
  if (typeof facts['until'] !== 'number') return null;
  return { granted, before, instalments: [{ on: civilDay(facts['until']), fen: decidedIn(before).fineOpen }] };
}

/** What was paid of a plan since it was granted; what went to the fund first is none of it. */
function paidOf({ before }: Plan, deeds: readonly Deed[]): number {
  return Math.max(0, paidIn(deeds.slice(before.length)) - decidedIn(before).refundOpen);
}

/** Each instalment with its last day and what was paid of it; payments fill them in their order. */
export function keptIn(deeds: readonly Deed[]): readonly Kept[] {
  const plan = planIn(deeds);
  if (plan === null) return [];
  let left = paidOf(plan, deeds);
  return plan.instalments.map((instalment) => {
    const paid_fen = within(left, instalment.fen);
    left -= paid_fen;
    return { ...instalment, paid_fen, due: lastDayOf(plan, instalment) };
  });
}

function lastDayOf({ granted }: Plan, { on }: Instalment): CivilDate {
  const limit = { count: on - granted, unit: 'day' } as const;
  return dueAt(nationalCalendar, [{ is: 'start', on: granted }], { limit, extensions: [], rolls: true }).due ?? on;
}

/** Days from the grant to the first instalment that is not paid whole; to the last where they all are. */
export function daysToNext(deeds: readonly Deed[]): number | undefined {
  const kept = keptIn(deeds);
  const next = kept.find(({ paid_fen, fen: whole }) => paid_fen < whole) ?? kept.at(-1);
  return daysTo(deeds, next);
}

/** Days from the grant to the end of the plan. */
export function daysToEnd(deeds: readonly Deed[]): number | undefined {
  return daysTo(deeds, planIn(deeds)?.instalments.at(-1));
}

function daysTo(deeds: readonly Deed[], instalment: Instalment | undefined): number | undefined {
  const plan = planIn(deeds);
  return plan === null || instalment === undefined ? undefined : instalment.on - plan.granted;
}

/** Whether the limit of the decision still runs: not once a plan stands in its place and the fund has back what is its own. */
export function isDueByDecision(deeds: readonly Deed[]): boolean {
  return planIn(deeds) === null || decidedIn(deeds).refundOpen > 0;
}

const refuseUnless = (fits: boolean, otherwise: () => Refusal): Refusal | null => (fits ? null : otherwise());

/** Nothing is deferred of a fine that is paid. */
export function nothingToDefer(deeds: readonly Deed[]): Refusal | null {
  return refuseUnless(decidedIn(deeds).fineOpen > 0, () => refusal('SH-C019', {}));
}

/** Only what the party applied for is answered, and each application once. */
export function unasked(step: string): (deeds: readonly Deed[]) => Refusal | null {
  return (deeds) => {
    const asked = deeds.findLastIndex(({ action }) => action === 'askDeferral');
    const answered = deeds.findLastIndex((deed) => isGrant(deed) || deed.action === 'refuseDeferral');
    const isOpen = asked > answered;
    return (
      refuseUnless(isOpen, () => refusal('SH-C007', { step, missing: '申请延期或者分期缴纳' })) ?? nothingToDefer(deeds)
    );
  };
}

/** Paid by the plan once there is one, and after the fund has back what is its own. */
export function outsidePlan(deeds: readonly Deed[]): Refusal | null {
  return refuseUnless(isDueByDecision(deeds), () => refusal('SH-C020', { step: '缴款', other: '按计划缴款' }));
}

export function withoutPlan(deeds: readonly Deed[]): Refusal | null {
  const step = '按计划缴款';
  if (planIn(deeds) === null) return refusal('SH-C007', { step, missing: '准予分期缴纳' });
  return refuseUnless(!isDueByDecision(deeds), () => refusal('SH-C020', { step, other: '缴款' }));
}

/** The deferred day lies after the day on which it is granted. */
export function oddDay(_deeds: readonly Deed[], { until }: Facts, on: CivilDate): Refusal | null {
  const fits = typeof until === 'number' && Number.isSafeInteger(until);
  if (!fits) return refusal('SH-C008', { step: '准予延期缴纳', facts: 'until' });
  return oddDays([civilDay(until)], on);
}

/**
 * Days that follow each other after the day of the grant, and amounts that are together what is owed.
 * @param owed the fine with what has grown on it, on that day, in fen
 */
export function oddPlan(facts: Facts, on: CivilDate, owed: number): Refusal | null {
  const { instalments: stated } = facts;
  const plan = instalmentsIn(facts);
  const isRead = typeof stated === 'object' && plan.length === stated.length;
  if (!isRead || plan.length === 0 || plan.length > MOST_INSTALMENTS)
    return refusal('SH-C008', { step: '准予分期缴纳', facts: 'instalments' });
  const sum = plan.reduce((total, instalment) => total + instalment.fen, 0);
  return (
    oddDays(
      plan.map((instalment) => instalment.on),
      on,
    ) ??
    refuseUnless(sum === owed, () => refusal('SH-C017', { planned: formatYuan(fen(sum)), owed: formatYuan(fen(owed)) }))
  );
}

/** Each after the one before, the first after the grant, none beyond five years. */
function oddDays(days: readonly CivilDate[], granted: CivilDate): Refusal | null {
  const last = granted + LONGEST_DAYS;
  const odd = days.find((day, at) => day <= (days[at - 1] ?? granted) || day > last);
  return odd === undefined ? null : refusal('SH-C018', { day: odd > last ? '—' : formatCivilDate(odd) });
}
