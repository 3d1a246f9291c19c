import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import { dayOf, textOfDay, today } from '../format/day.ts';
import { textOf } from '../leads/lead-filter.ts';
import { periodOf } from '../parts/day-filter.tsx';
import type { Period } from '../parts/day-filter.tsx';
import type { CheckFigures, ComparedDay, DecisionListed, DecisionSeen, DifferenceSeen, ReplaySeen } from './answers.ts';

export interface DecisionFilter {
  /** Absent where a visit is looked for: it may have been checked on any day. */
  readonly day?: string;
  readonly fixmedins_code?: string;
  readonly infno?: string;
  readonly outcome?: string;
  readonly mdtrt_id?: string;
}

export interface FiguresFilter extends Period {
  /** `silent`: only those that never say what they did. */
  readonly only?: string;
}

export interface DifferenceFilter {
  readonly day: string;
  readonly cause?: string;
  readonly fixmedins_code?: string;
}

type Search = Readonly<Record<string, unknown>>;

/** The filters that addresses hold. */
export function decisionFilterOf(search: Search): DecisionFilter {
  const { day = '' } = textOf('day', search['day']);
  const visit = textOf('mdtrt_id', search['mdtrt_id']);
  const known = dayOf(day) === undefined ? undefined : day;
  const anyDay = visit.mdtrt_id !== undefined && known === undefined;
  return {
    ...(anyDay ? {} : { day: known ?? textOfDay(today()) }),
    ...textOf('fixmedins_code', search['fixmedins_code']),
    ...textOf('infno', search['infno']),
    ...textOf('outcome', search['outcome']),
    ...visit,
  };
}

const [MONTH, FORTNIGHT] = [30, 14];

export const figuresFilterOf = (search: Search): FiguresFilter => ({
  ...periodOf(search, MONTH, today()),
  ...textOf('only', search['only']),
});

/** Of the day before, which the last night has judged, where the address names none. */
export function differenceFilterOf(search: Search): DifferenceFilter {
  const { day = '' } = textOf('day', search['day']);
  return {
    day: dayOf(day) === undefined ? textOfDay(today() - 1) : day,
    ...textOf('cause', search['cause']),
    ...textOf('fixmedins_code', search['fixmedins_code']),
  };
}

const PAGE = 100;

/** The latest first, page after page. */
export function decisionsQuery(filter: DecisionFilter) {
  return pagesQuery<DecisionListed>({
    key: ['decisions', filter],
    path: '/api/till/decisions',
    filter,
    limit: PAGE,
    next: (last) => ({ before: last.decision_id }),
  });
}

const path = (decision_id: string): string => `/api/till/decisions/${encodeURIComponent(decision_id)}`;

export const decisionPersonPath = (decision_id: string): string => `${path(decision_id)}/person`;

export function decisionQuery(decision_id: string) {
  return queryOptions({
    queryKey: ['decision', decision_id],
    queryFn: () => ask<DecisionSeen>('GET', path(decision_id)),
  });
}

/** Judges once more. */
export const askReplay = (decision_id: string): Promise<ReplaySeen> => ask('GET', `${path(decision_id)}/replay`);

export function figuresQuery({ from, to }: Period) {
  return queryOptions({
    queryKey: ['check figures', from, to],
    queryFn: () => ask<CheckFigures[]>('GET', address('/api/till/figures', { from, to })),
  });
}

/** Two weeks around a day, but none that is still to come. */
export function comparedDaysQuery(day: string) {
  const until = Math.min(today(), (dayOf(day) ?? today()) + FORTNIGHT / 2);
  const period = { from: textOfDay(until - FORTNIGHT + 1), to: textOfDay(until) };
  return queryOptions({
    queryKey: ['compared days', period],
    queryFn: () => ask<ComparedDay[]>('GET', address('/api/till/days', period)),
  });
}

/** By visit, page after page. */
export function differencesQuery(filter: DifferenceFilter) {
  return pagesQuery<DifferenceSeen>({
    key: ['differences', filter],
    path: '/api/till/differences',
    filter,
    limit: PAGE,
    next: (last) => ({ after_mdtrt_id: last.mdtrt_id, after_jr_id: last.jr_id }),
  });
}
