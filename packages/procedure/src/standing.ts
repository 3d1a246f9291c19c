/** Where a case stands, out of its deeds alone. */
import { dueAt } from '@shouhu/clocks';
import type { Calendar, Clock, ClockEvent } from '@shouhu/clocks';
import type { Deed, LegalClock, Procedure } from './procedure.ts';

export interface Standing<State extends string, ClockName extends string> {
  readonly state: State;
  readonly clocks: Readonly<Record<ClockName, Clock>>;
  /** Officers of the case (承办人员), in the order of their appointment. */
  readonly officers: readonly string[];
}

export function standing<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  deeds: readonly Deed<Action>[],
  calendar: Calendar,
): Standing<State, ClockName> {
  let state = of.start;
  let officers: readonly string[] = [];
  for (const deed of deeds) {
    const step = of.steps[deed.action];
    state = step.to ?? state;
    if (step.appoints !== undefined) officers = officersAfter(officers, deed, step.appoints);
  }
  return { state, officers, clocks: clocksOf(of, deeds, calendar) };
}

/** Everybody who took part in one of the actions. */
export function doersOf<Action extends string>(deeds: readonly Deed<Action>[], actions: readonly string[]): string[] {
  return deeds.filter(({ action }) => actions.includes(action)).flatMap((deed) => [deed.by, ...deed.with]);
}

function officersAfter(
  officers: readonly string[],
  { facts }: Deed,
  appoints: 'officers' | 'replacement',
): readonly string[] {
  const named = textsOf(facts['officers']);
  if (appoints === 'officers') return named;
  const recused = textsOf(facts['recused']);
  return [...officers.filter((officer) => !recused.includes(officer)), ...named];
}

export function textsOf(fact: Deed['facts'][string] | undefined): readonly string[] {
  return typeof fact === 'object' ? fact : typeof fact === 'string' ? [fact] : [];
}

function clocksOf<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  deeds: readonly Deed<Action>[],
  calendar: Calendar,
): Record<ClockName, Clock> {
  const events = new Map<string, ClockEvent[]>();
  for (const { action, on, facts } of deeds) {
    const { clocksIf } = of.steps[action];
    if (clocksIf !== undefined && facts[clocksIf] !== true) continue;
    for (const [name, is] of Object.entries<ClockEvent['is'] | undefined>(of.steps[action].clocks ?? {})) {
      const own = events.get(name) ?? [];
      if (is !== undefined && touches(own, is)) events.set(name, [...own, { is, on }]);
    }
  }
  return mapValues(of.clocks, (clock: LegalClock, name) => {
    const runs = clock.runsIf?.(deeds) ?? true;
    return dueAt(calendar, runs ? (events.get(name) ?? []) : [], policyOf(clock, deeds));
  });
}

/** The limit as it was decided or planned in this matter. */
function policyOf(clock: LegalClock, deeds: readonly Deed[]): LegalClock {
  const { limit, decided, planned } = clock;
  const count = planned?.(deeds) ?? Math.min(limit.count, decided?.(deeds) ?? limit.count);
  return { ...clock, limit: { ...limit, count } };
}

function mapValues<Key extends string, From, To>(
  of: Readonly<Record<Key, From>>,
  make: (value: From, key: Key) => To,
): Record<Key, To>;
function mapValues<From, To>(of: Readonly<Record<string, From>>, make: (value: From, key: string) => To) {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, make(value, key)]));
}

/** Whether an effect finds the clock in a state that it can change. */
function touches(events: readonly ClockEvent[], is: ClockEvent['is']): boolean {
  const turn = events.findLast((event) => event.is !== 'extend')?.is;
  const running = turn === 'start' || turn === 'resume';
  if (is === 'start') return true;
  if (is === 'pause') return running;
  if (is === 'resume') return turn === 'pause';
  return running || turn === 'pause';
}
