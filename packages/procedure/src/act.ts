/** Takes a step of a procedure, or says why not. Pure: the caller records the deed in one transaction with what it causes. */
import { isLate } from '@shouhu/clocks';
import type { Calendar } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { DUTIES } from './duty.ts';
import type { Duty } from './duty.ts';
import { actionsOf } from './procedure.ts';
import type { Deed, Facts, Procedure, Step } from './procedure.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { doersOf, standing, textsOf } from './standing.ts';
import type { Standing } from './standing.ts';

export interface Request<Action extends string> {
  readonly action: Action;
  readonly by: { readonly id: string; readonly duties: readonly Duty[] };
  /** Others who take part. */
  readonly with?: readonly string[];
  readonly on: CivilDate;
  readonly facts?: Facts;
}

export type Outcome<Action extends string> =
  | { readonly ok: true; readonly deed: Deed<Action>; /** Clocks that had run out. */ readonly late: readonly string[] }
  | { readonly ok: false; readonly refusal: Refusal };

export function act<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  deeds: readonly Deed<Action>[],
  request: Request<Action>,
  calendar: Calendar,
): Outcome<Action> {
  const { action, by, with: others = [], on, facts = {} } = request;
  const deed: Deed<Action> = { action, by: by.id, with: others, on, facts };
  const step = of.steps[action];
  const now = standing(of, deeds, calendar);
  const late = (step.due ?? []).filter(
    (name) => now.clocks[name].state !== 'stopped' && isLate(now.clocks[name], on) === true,
  );
  const against =
    ofTime(deeds, on) ??
    ofState(of, step, now) ??
    ofRunning(step, now) ??
    ofPersons(of, step, now, deeds, request) ??
    ofDeeds(of, step, deeds) ??
    step.against?.(deeds) ??
    ofFacts(step, facts) ??
    ofClocks(of, step, now, on) ??
    (late.length > 0 && !isStated(facts['late_reason'])
      ? refusal('SH-C010', { step: step.name, clock: late.map((name) => of.clocks[name].name).join('、') })
      : null) ??
    step.unless?.(deeds, facts, on) ??
    null;
  return against === null ? { ok: true, deed, late } : { ok: false, refusal: against };
}

function ofTime(deeds: readonly Deed[], on: CivilDate): Refusal | null {
  const last = deeds.at(-1);
  if (last === undefined || on >= last.on) return null;
  return refusal('SH-C001', { day: formatCivilDate(on), last: formatCivilDate(last.on) });
}

function ofState<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  step: Step<State, Action, ClockName>,
  { state }: Standing<State, ClockName>,
): Refusal | null {
  return step.from.includes(state) ? null : refusal('SH-C002', { step: step.name, state: of.states[state] });
}

function ofRunning<State extends string, Action extends string, ClockName extends string>(
  { name, while: wanted = [] }: Step<State, Action, ClockName>,
  { clocks }: Standing<State, ClockName>,
): Refusal | null {
  const over = wanted.some((clock) => clocks[clock].state !== 'running' && clocks[clock].state !== 'paused');
  return over ? refusal('SH-C026', { step: name }) : null;
}

function ofPersons<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  step: Step<State, Action, ClockName>,
  now: Standing<State, ClockName>,
  deeds: readonly Deed<Action>[],
  request: Request<Action>,
): Refusal | null {
  const { name, officers: wanted } = step;
  const { by, with: others = [], facts = {} } = request;
  if (!step.duties.some((duty) => by.duties.includes(duty))) {
    return refusal('SH-C003', { step: name, duties: step.duties.map((duty) => DUTIES[duty]).join('、') });
  }
  const same = ofSeparation(of, step, now, deeds, request);
  if (same !== null) return same;
  const count = new Set([by.id, ...others].filter((person) => now.officers.includes(person))).size;
  if (wanted !== undefined && count < wanted) return refusal('SH-C005', { step: name, wanted, count });
  return step.appoints === undefined ? null : ofAppointment(step.appoints, now.officers, facts);
}

function ofSeparation<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  { name, apart = [] }: Step<State, Action, ClockName>,
  { officers }: Standing<State, ClockName>,
  deeds: readonly Deed<Action>[],
  { by, with: others = [] }: Request<Action>,
): Refusal | null {
  const barred = new Set([...doersOf(deeds, apart), ...(apart.includes('officer') ? officers : [])]);
  const person = [by.id, ...others].find((each) => barred.has(each));
  if (person === undefined) return null;
  const did = apart.map((other) => (other === 'officer' ? '承办' : of.steps[other].name)).join('、');
  return refusal('SH-C004', { step: name, person, did });
}

/** A case has at least two officers, each named once. */
function ofAppointment(appoints: 'officers' | 'replacement', before: readonly string[], facts: Facts): Refusal | null {
  const recused = textsOf(facts['recused']);
  const stay = appoints === 'officers' ? [] : before.filter((officer) => !recused.includes(officer));
  const named = [...stay, ...textsOf(facts['officers'])];
  const count = new Set(named).size;
  return count < 2 || count < named.length ? refusal('SH-C006', { count }) : null;
}

function ofDeeds<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  step: Step<State, Action, ClockName>,
  deeds: readonly Deed<Action>[],
): Refusal | null {
  const undone = (step.needs ?? []).filter((action) => !deeds.some((deed) => deed.action === action));
  if (undone.length === 0) return null;
  return refusal('SH-C007', { step: step.name, missing: undone.map((action) => of.steps[action].name).join('、') });
}

function ofFacts(
  { name, facts: wanted = [] }: Pick<Step<string, string, string>, 'name' | 'facts'>,
  facts: Facts,
): Refusal | null {
  const unstated = wanted.filter((fact) => !isStated(facts[fact]));
  return unstated.length > 0 ? refusal('SH-C008', { step: name, facts: unstated.join('、') }) : null;
}

const isStated = (fact: Facts[string] | undefined): boolean =>
  fact !== undefined && !(typeof fact === 'string' && fact.trim() === '');

function ofClocks<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  step: Step<State, Action, ClockName>,
  { clocks }: Standing<State, ClockName>,
  on: CivilDate,
): Refusal | null {
  for (const name of step.before ?? []) {
    const { due } = clocks[name];
    if (due !== null && on > due) {
      return refusal('SH-C009', { step: step.name, clock: of.clocks[name].name, due: formatCivilDate(due) });
    }
  }
  for (const name of step.after ?? []) {
    const { state, due } = clocks[name];
    if (state === 'running' && (due === null || on <= due)) {
      return refusal('SH-C011', {
        step: step.name,
        clock: of.clocks[name].name,
        due: due === null ? '—' : formatCivilDate(due),
      });
    }
  }
  for (const name in of.clocks) {
    const exhausted = clocks[name].extended >= of.clocks[name].extensions.length;
    if (step.clocks?.[name] === 'extend' && exhausted) {
      return refusal('SH-C012', { step: step.name, clock: of.clocks[name].name });
    }
  }
  return null;
}

/** A step that the state of a case allows, as a screen offers it. */
export interface Offer<Action extends string> {
  readonly action: Action;
  readonly name: string;
  readonly basis: string;
  /** Facts to be stated. */
  readonly facts: readonly string[];
  /** Why it may not be taken yet, or not by this person, all facts being stated; null when it may. */
  readonly refusal: Refusal | null;
}

/** Refusals that nothing mends: the step is over, or was never meant for this matter. */
const FOR_GOOD: ReadonlySet<string> = new Set(['SH-C026', 'SH-C042']);

/** The steps of the present state that are for one of the person's duties; what is over for good is left out. */
export function offersOf<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  deeds: readonly Deed<Action>[],
  { by, with: others, on }: Omit<Request<Action>, 'action' | 'facts'>,
  calendar: Calendar,
): Offer<Action>[] {
  const now = standing(of, deeds, calendar);
  return actionsOf(of).flatMap((action) => {
    const step = of.steps[action];
    const { name, basis, facts = [] } = step;
    if (!step.from.includes(now.state) || !step.duties.some((duty) => by.duties.includes(duty))) return [];
    const request = { action, by, on, ...(others === undefined ? {} : { with: others }) };
    const gone = ofRunning(step, now) ?? step.against?.(deeds) ?? null;
    if (gone !== null && FOR_GOOD.has(gone.code)) return [];
    const against =
      ofTime(deeds, on) ??
      ofSeparation(of, step, now, deeds, request) ??
      ofDeeds(of, step, deeds) ??
      step.against?.(deeds) ??
      ofClocks(of, step, now, on);
    return [{ action, name, basis, facts, refusal: against }];
  });
}
