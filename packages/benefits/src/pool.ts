/** What the pool pays of a claim: out-of-area share, deductible, limits of scope, tiers or a fixed amount, limits of payment. */
import { mulDiv, RATIO_ONE } from '@shouhu/codes';
import { limitGroup } from './accumulation.ts';
import type { Added } from './accumulation.ts';
import { factsOf } from './circumstances.ts';
import { shareText, step, yuanText } from './explain.ts';
import type { Accumulation, Claim, Insured, OpenStay, Step } from './model.ts';
import { pick } from './policy/figure.ts';
import type { Facts } from './policy/figure.ts';
import type { Benefit, Limit, Policy, Scheme } from './policy/policy.ts';
import { paidFor, piecesOf, reach } from './tiers.ts';

export interface Pooled {
  /** 异地 share that is the person's before anything else. */
  readonly first: number;
  readonly deductible: number;
  /** In-scope money that the pool looked at. */
  readonly looked: number;
  readonly paid: number;
  /** Of the limits of payment, before the claim; null: none. */
  readonly left: number | null;
  /** In-scope money above an overflowing limit. */
  readonly above: number;
  readonly facts: Facts;
  readonly steps: readonly Step[];
  readonly added: Added;
  /** The stay as it stands afterwards. */
  readonly stay: OpenStay;
}

interface Given {
  readonly policy: Policy;
  readonly scheme: Scheme;
  readonly benefit: Benefit;
  readonly insured: Insured;
  readonly before: Accumulation;
  readonly claim: Claim;
}

export function payFromPool(given: Given, inscp: number): Pooled {
  const { policy, scheme, benefit, insured, before, claim } = given;
  const begun = before.open[claim.mdtrt_id];
  const stays = benefit.deductible?.per === 'stay' ? benefit.deductible.group : null;
  const number = begun?.number ?? (stays === null ? 0 : (before.stays[stays] ?? 0) + 1);
  const facts = factsOf(policy, insured, claim, number);
  const open = begun ?? { number, deductible: 0, tiers: 0, fund: 0 };

  const outside = firstShare(scheme, facts, inscp);
  const deducted = deduct(benefit, facts, before, open, inscp - outside.amount);
  const base = inscp - outside.amount - deducted.amount;
  const limits = { scope: limitsOf(given, facts, 'scope'), fund: limitsOf(given, facts, 'fund') };
  // What an overflowing limit cuts off is what supplements `above-limit` look at; other limits end before that.
  const scope = { end: Math.min(base, lowest(limits.scope, false)), turn: lowest(limits.scope, true) };
  const looked = Math.min(scope.end, scope.turn);
  const paid = pay(given, facts, open, looked, limits.fund);

  return {
    first: outside.amount,
    deductible: deducted.amount,
    looked,
    paid: paid.amount,
    left: limits.fund.length === 0 ? null : Math.min(...limits.fund.map(({ left }) => left)),
    above: paid.above + (scope.end - looked),
    facts,
    steps: [
      ...outside.steps,
      ...deducted.steps,
      ...(looked < base ? scopeSteps(limits.scope, looked) : []),
      ...paid.steps,
    ],
    added: {
      deductible: benefit.deductible === undefined ? {} : { [benefit.deductible.group]: deducted.amount },
      stays: stays === null || begun !== undefined ? {} : { [stays]: 1 },
      tiers: benefit.pays.by === 'share' && benefit.pays.over === 'year' ? { [benefit.pays.group]: looked } : {},
      scope: used(limits.scope, looked),
      fund: used(limits.fund, paid.amount),
    },
    stay: {
      number,
      deductible: open.deductible + deducted.amount,
      tiers: open.tiers + looked,
      fund: open.fund + paid.amount,
    },
  };
}

interface Part {
  readonly amount: number;
  readonly steps: readonly Step[];
}

function firstShare(scheme: Scheme, facts: Facts, inscp: number): Part {
  const { value, basis } = pick(scheme.out_of_area.first, facts);
  const amount = mulDiv(inscp, value, RATIO_ONE);
  if (value === 0) return { amount, steps: [] };
  const [zh, en] = [
    `异地就医个人先付：${yuanText(inscp)} × ${shareText(value)} = ${yuanText(amount)}`,
    `Paid first by the person for care elsewhere: ${yuanText(inscp)} × ${shareText(value)} = ${yuanText(amount)}`,
  ];
  return { amount, steps: [step('out-of-area', amount, [basis], zh, en)] };
}

function deduct(benefit: Benefit, facts: Facts, before: Accumulation, open: OpenStay, rest: number): Part {
  const { deductible } = benefit;
  if (deductible === undefined) return { amount: 0, steps: [] };
  const { value, basis } = pick(deductible.amount, facts);
  const paid = { claim: 0, stay: open.deductible, year: before.deductible[deductible.group] ?? 0 }[deductible.per];
  const amount = Math.min(rest, Math.max(0, value - paid));
  const stay =
    deductible.per === 'stay'
      ? { zh: `（本年第 ${open.number} 次住院）`, en: ` (stay ${open.number} of the year)` }
      : { zh: '', en: '' };
  const zh = `起付标准 ${yuanText(value)}${stay.zh}，已付 ${yuanText(paid)}，本次起付 ${yuanText(amount)}`;
  const en = `Deductible ${yuanText(value)}${stay.en}, paid before ${yuanText(paid)}, now ${yuanText(amount)}`;
  return { amount, steps: [step('deductible', amount, [basis], zh, en)] };
}

/** A limit with what is left of it. */
export interface Left {
  readonly limit: Limit;
  readonly amount: number;
  readonly left: number;
  readonly group: string | undefined;
  readonly basis: string;
}

export function limitsLeft(
  limits: readonly Limit[],
  of: Limit['of'],
  { facts, before, claim }: { readonly facts: Facts; readonly before: Accumulation; readonly claim: Claim },
): Left[] {
  return limits
    .filter((limit) => limit.of === of)
    .map((limit) => {
      const { value, basis } = pick(limit.amount, facts);
      const group = limitGroup(limit, claim);
      const gone = group === undefined ? 0 : (before[of][group] ?? 0);
      return { limit, amount: value, left: Math.max(0, value - gone), group, basis };
    });
}

function limitsOf({ benefit, before, claim }: Given, facts: Facts, of: Limit['of']): Left[] {
  return limitsLeft(benefit.limits, of, { facts, before, claim });
}

/** The narrowest of the limits that overflow, or of those that do not. */
function lowest(limits: readonly Left[], overflows: boolean): number {
  const some = limits.filter(({ limit }) => limit.overflows === overflows);
  return Math.min(Number.POSITIVE_INFINITY, ...some.map(({ left }) => left));
}

/** What limits have used more by an amount. */
export function used(limits: readonly Left[], amount: number): Record<string, number> {
  return Object.fromEntries(limits.flatMap(({ group }) => (group === undefined ? [] : [[group, amount]])));
}

/** A step for the limit that cut an amount, if one did. */
export function limitSteps(limits: readonly Left[], amount: number): Step[] {
  return limits
    .filter(({ left }) => left < amount)
    .toSorted((a, b) => a.left - b.left)
    .slice(0, 1)
    .map(({ limit, amount: whole, left, basis }) =>
      step(
        'limit',
        left,
        [basis],
        `${limit.name.zh} ${yuanText(whole)}，余 ${yuanText(left)}，支付 ${yuanText(left)}`,
        `The limit of ${limit.name.en} is ${yuanText(whole)}, ${yuanText(left)} is left and paid`,
      ),
    );
}

function scopeSteps(limits: readonly Left[], looked: number): Step[] {
  return limits
    .filter(({ left }) => left === looked)
    .map(({ limit, amount, left, basis }) =>
      step(
        'scope-limit',
        looked,
        [basis],
        `${limit.name.zh}（按符合范围金额）${yuanText(amount)}，余 ${yuanText(left)}`,
        `The limit of ${limit.name.en}, of in-scope money, is ${yuanText(amount)}, ${yuanText(left)} is left`,
      ),
    );
}

function pay(
  { scheme, benefit, before }: Given,
  facts: Facts,
  open: OpenStay,
  looked: number,
  limits: readonly Left[],
): Part & { readonly above: number } {
  const { pays } = benefit;
  if (pays.by === 'nothing') {
    const zh = `“${benefit.name.zh}”统筹基金不支付`;
    const en = `The pool does not pay for ${benefit.name.en}`;
    return { amount: 0, above: 0, steps: [step('nothing', 0, [pays.basis], zh, en)] };
  }
  if (pays.by === 'amount') {
    const { value, basis } = pick(pays.amount, facts);
    const whole = Math.min(looked, Math.max(0, value - open.fund));
    const amount = Math.min(whole, ...limits.map(({ left }) => left));
    const zh = `定额 ${yuanText(value)}，支付 ${yuanText(whole)}`;
    const en = `Fixed amount ${yuanText(value)}, paid ${yuanText(whole)}`;
    return { amount, above: 0, steps: [step('fixed', whole, [basis], zh, en), ...limitSteps(limits, whole)] };
  }
  const factor = pick(scheme.out_of_area.factor, facts);
  const from = pays.over === 'year' ? (before.tiers[pays.group] ?? 0) : open.tiers;
  const pieces = piecesOf({ tiers: pays.tiers, from, to: from + looked, facts, factor: factor.value });
  const whole = paidFor(pieces);
  const times = factor.value === RATIO_ONE ? '' : ` × ${shareText(factor.value)}`;
  const sum = pieces.map(({ length, share }) => `${yuanText(length)} × ${shareText(share)}${times}`).join(' + ') || '0';
  const basis = [...pieces.map((piece) => piece.basis), ...(times === '' ? [] : [factor.basis])];
  const [end, turn] = [lowest(limits, false), lowest(limits, true)];
  const payable = whole > end ? reach(pieces, end) : looked;
  const above = whole > turn ? Math.max(0, payable - reach(pieces, turn)) : 0;
  return {
    amount: Math.min(whole, end, turn),
    above,
    steps: [
      step('pool', whole, basis, `统筹支付：${sum} = ${yuanText(whole)}`, `The pool pays ${sum} = ${yuanText(whole)}`),
      ...limitSteps(limits, whole),
    ],
  };
}
