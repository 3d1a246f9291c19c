/** Whose turn it is in a matter: the steps that lead on from where it stands, and who may take them. */
import type { Calendar } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { actionsOf } from './procedure.ts';
import type { Deed, Procedure } from './procedure.ts';
import type { Duty } from './duty.ts';
import { doersOf, standing } from './standing.ts';

/** A step that the matter waits for. */
export interface Next<Action extends string = string> {
  readonly action: Action;
  readonly duties: readonly Duty[];
  /** It waits for a limit to run out. */
  readonly wait: { readonly clock: string; readonly due: string } | null;
  /** Whom separation of duties bars from it, and who alone may take it; null: whoever has the duty. */
  readonly barred: readonly string[];
  readonly only: readonly string[] | null;
}

/** Steps off the way are left out; of one that waits for others, those others stand in its place. */
export function nextOf<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  deeds: readonly Deed<Action>[],
  on: CivilDate,
  calendar: Calendar,
): Next<Action>[] {
  const now = standing(of, deeds, calendar);
  const isHere = (action: Action): boolean => of.steps[action].from.includes(now.state);
  const leading = actionsOf(of).filter((action) => {
    const { to, aside } = of.steps[action];
    return isHere(action) && to !== undefined && to !== now.state && aside !== true;
  });
  const wanted = leading.flatMap((action) => {
    const { needs = [], awaits } = of.steps[action];
    const undone = needs.filter((need) => !deeds.some((deed) => deed.action === need));
    const named = awaits?.(deeds) ?? [];
    const first = [...undone, ...actionsOf(of).filter((each) => named.includes(each))];
    return first.length > 0 ? first.filter(isHere) : [action];
  });
  return [...new Set(wanted)].flatMap((action): Next<Action>[] => {
    const { duties, apart = [], officers, while: running = [], before = [], after = [], against } = of.steps[action];
    const over = before.some((name) => (now.clocks[name].due ?? on) < on);
    const stopped = running.some(
      (name) => now.clocks[name].state === 'stopped' || now.clocks[name].state === 'waiting',
    );
    if (over || stopped || (against?.(deeds) ?? null) !== null) return [];
    const clock = after.find((name) => {
      const { state, due } = now.clocks[name];
      return state === 'running' && (due === null || on <= due);
    });
    const due = clock === undefined ? null : now.clocks[clock].due;
    return [
      {
        action,
        duties,
        wait: clock === undefined ? null : { clock, due: due === null ? '—' : formatCivilDate(due) },
        barred: [...doersOf(deeds, apart), ...(apart.includes('officer') ? now.officers : [])],
        only: officers === undefined ? null : now.officers,
      },
    ];
  });
}

/** Whether somebody can take one of the steps now. */
export function isTurnOf(
  { id, duties }: { readonly id: string; readonly duties: readonly Duty[] },
  next: readonly Next[],
): boolean {
  return next.some(
    ({ duties: wanted, wait, barred, only }) =>
      wait === null &&
      wanted.some((duty) => duties.includes(duty)) &&
      !barred.includes(id) &&
      (only?.includes(id) ?? true),
  );
}
