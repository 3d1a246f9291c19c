import type { Procedure } from '@shouhu/procedure';
import { PROCEDURES } from './procedures.ts';

/** Steps that a limit binds, by clock: who takes one late answers for it. A limit that only bounds a right is nobody's duty. */
export function dutiesOf({ steps }: Procedure): ReadonlyMap<string, readonly string[]> {
  const bound = Object.entries(steps).flatMap(([action, { due = [] }]) => due.map((clock) => ({ clock, action })));
  const byClock = Map.groupBy(bound, ({ clock }) => clock);
  return new Map([...byClock].map(([clock, each]) => [clock, each.map(({ action }) => action)]));
}

/** Every clock that binds the authority, as `procedure clock`. */
export const DUTY_CLOCKS: readonly string[] = [...PROCEDURES].flatMap(([id, { procedure }]) =>
  [...dutiesOf(procedure).keys()].map((clock) => `${id} ${clock}`),
);

/** States in which nothing can follow, as `procedure state`. */
export const END_STATES: readonly string[] = [...PROCEDURES].flatMap(([id, { procedure }]) =>
  Object.keys(procedure.states)
    .filter((state) => !Object.values(procedure.steps).some(({ from }) => from.includes(state)))
    .map((state) => `${id} ${state}`),
);
