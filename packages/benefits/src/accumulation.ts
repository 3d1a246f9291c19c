/** What a year has used: its beginning, what a claim adds, and taking that back. */
import { dateParts } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Accumulation, Claim, OpenStay } from './model.ts';
import type { Limit } from './policy/policy.ts';

const SECTIONS = ['deductible', 'stays', 'tiers', 'scope', 'fund', 'burden'] as const;
type Section = (typeof SECTIONS)[number];

/** Sums that a claim adds, by section and group. */
export type Added = Readonly<Partial<Record<Section, Readonly<Record<string, number>>>>>;

/** The beginning of a year. Of the year before only stays that go on are carried over: their deductible was paid. */
export function newYear(year: number, last: Accumulation | null = null): Accumulation {
  return { year, deductible: {}, stays: {}, tiers: {}, scope: {}, fund: {}, burden: {}, open: last?.open ?? {} };
}

/** Adds what a claim used; a stay that goes on is kept, one that ends is let go. */
export function add(before: Accumulation, added: Added, mdtrt_id: string, stay: OpenStay | null): Accumulation {
  return { ...sumUp(before, added, 1), open: withStay(before.open, mdtrt_id, stay) };
}

/**
 * Takes a claim back out of what the year has used since: exactly `before` when nothing followed it. What later claims
 * would have got is not changed by this: `recompute` says it.
 * @throws SH-S010 where the same stay was settled again since
 */
export function putBack(
  now: Accumulation,
  {
    before,
    after,
    mdtrt_id,
  }: { readonly before: Accumulation; readonly after: Accumulation; readonly mdtrt_id: string },
): Accumulation {
  if (!sameStay(now.open[mdtrt_id], after.open[mdtrt_id])) throw shouhuError('SH-S010', { mdtrt_id });
  const added = Object.fromEntries(SECTIONS.map((section) => [section, difference(after[section], before[section])]));
  return { ...sumUp(now, added, -1), open: withStay(now.open, mdtrt_id, before.open[mdtrt_id] ?? null) };
}

/** Nothing of an open stay ever shrinks while it goes on. */
function sameStay(one: OpenStay | undefined, other: OpenStay | undefined): boolean {
  return one?.number === other?.number && one?.tiers === other?.tiers && one?.deductible === other?.deductible;
}

/** The group of a limit in the sums of a year: by disease and period where the limit is. Undefined: it forgets. */
export function limitGroup({ group, per, by_disease }: Limit, { day, dise_codg }: Claim): string | undefined {
  const base = by_disease ? `${group}:${dise_codg ?? ''}` : group;
  const { year, month, day: date } = dateParts(day);
  const two = (value: number): string => String(value).padStart(2, '0');
  switch (per) {
    case 'year':
      return base;
    case 'quarter':
      return `${base}@${year}Q${Math.ceil(month / 3)}`;
    case 'month':
      return `${base}@${year}-${two(month)}`;
    case 'day':
      return `${base}@${year}-${two(month)}-${two(date)}`;
    case 'claim':
      return undefined;
  }
}

function sumUp(to: Accumulation, added: Added, sign: 1 | -1): Accumulation {
  const sums = SECTIONS.map((section) => [section, plus(to[section], added[section] ?? {}, sign)] as const);
  return { ...to, ...Object.fromEntries(sums) };
}

/** Groups at nought are left out, so that equal sums are equal values. */
function plus(
  sums: Readonly<Record<string, number>>,
  added: Readonly<Record<string, number>>,
  sign: 1 | -1,
): Record<string, number> {
  const all = { ...sums };
  for (const [group, amount] of Object.entries(added)) {
    const sum = (all[group] ?? 0) + sign * amount;
    if (sum === 0) delete all[group];
    else all[group] = sum;
  }
  return all;
}

function difference(
  after: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  return plus(after, before, -1);
}

function withStay(open: Accumulation['open'], mdtrt_id: string, stay: OpenStay | null): Accumulation['open'] {
  const { [mdtrt_id]: _, ...others } = open;
  return stay === null ? others : { ...others, [mdtrt_id]: stay };
}
