/** Figures of a span that name nobody: fit for observers too. */
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import {
  countOf,
  decisionsMade,
  deedsDone,
  findingsConfirmed,
  institutionsTouched,
  limitsKept,
  measuresTaken,
} from './deeds.ts';
import type { Confirmed, Decided, Done, Kept, Measured, Touched } from './deeds.ts';
import { funnelOf, leadFigures } from './leads.ts';
import type { LeadFigures, Station } from './leads.ts';
import { moneyFigures } from './money.ts';
import type { MoneyFigures } from './money.ts';
import { foundLeads } from './span.ts';
import type { Span } from './span.ts';
import { mattersByState, pressingFigures } from './standing.ts';
import type { PressingFigures, StateCount } from './standing.ts';

interface Reviews {
  readonly issued: number;
  readonly appealed: number;
  /** Second reviews that let the finding stand, and those that dropped it. */
  readonly upheld: number;
  readonly dropped: number;
}

export interface Totals {
  readonly from: string;
  readonly to: string;
  readonly leads: LeadFigures;
  readonly funnel: readonly Station[];
  readonly reviews: Reviews;
  readonly confirmed: Confirmed;
  readonly institutions: Touched;
  readonly matters: readonly StateCount[];
  readonly deeds: readonly Done[];
  readonly limits: readonly Kept[];
  readonly decisions: readonly Decided[];
  readonly measures: readonly Measured[];
  readonly money: MoneyFigures;
  readonly pressing: PressingFigures;
}

/** @param today from which limits count */
export async function totalsOf(db: Kysely<Schema>, span: Span, today: string): Promise<Totals> {
  const found = await foundLeads(db, span);
  const [deeds, leads] = await Promise.all([deedsDone(db, span), leadFigures(db, found)]);
  const [funnel, confirmed, institutions, matters, limits, decisions, measures, money, pressing] = await Promise.all([
    funnelOf(db, found, leads),
    findingsConfirmed(db, span),
    institutionsTouched(db, span),
    mattersByState(db, span),
    limitsKept(db, span, deeds),
    decisionsMade(db, span),
    measuresTaken(db, span),
    moneyFigures(db, span),
    pressingFigures(db, span, today),
  ]);
  const reviews = {
    issued: countOf(deeds, 'review', 'issue'),
    appealed: countOf(deeds, 'review', 'appeal'),
    upheld: countOf(deeds, 'review', 'uphold'),
    dropped: countOf(deeds, 'review', 'dropAtSecond'),
  };
  const { from, to } = span;
  return {
    from,
    to,
    leads,
    funnel,
    reviews,
    confirmed,
    institutions,
    matters,
    deeds,
    limits,
    decisions,
    measures,
    money,
    pressing,
  };
}
