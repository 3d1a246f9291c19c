import type { MatterFilter } from '../api/queries.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf, procedureOf } from '../language/law.ts';
import type { Name } from '../language/law.ts';
import type { Chip } from '../lists/filter-chips.tsx';
import { listText } from '../lists/text.ts';
import { usePersonName } from '../parts/person.tsx';

/** Of the procedure, or of the first that has such a step. */
function stepName(procedure: string, action: string): Name {
  const owner = [procedure, 'penalty', 'review', 'measure', 'summary-penalty'].find(
    (id) => procedureOf(id)?.steps[action] !== undefined,
  );
  return nameOf('steps', owner ?? procedure, action);
}

/** Conditions on matters that came with a link and have no field of their own. */
export function useMatterChips(filter: MatterFilter, onFilter: (filter: MatterFilter) => void): readonly Chip[] {
  const { chip } = useText(listText);
  const { say } = useLanguage();
  const person = usePersonName();
  const { procedure = '', open, due_until, duty_until, clock, officer, action, acted_from, acted_to } = filter;
  const without = (...names: readonly (keyof MatterFilter)[]): MatterFilter =>
    Object.fromEntries(Object.entries(filter).filter(([name]) => !names.some((each) => each === name)));
  const chipOf = (words: string | undefined, ...names: readonly (keyof MatterFilter)[]): Chip[] =>
    words === undefined ? [] : [{ words, drop: () => onFilter(without(...names)) }];
  const acted = action?.split(',').map((each) => say(stepName(procedure, each)));
  return [
    ...chipOf(open === true ? chip.open : undefined, 'open'),
    ...chipOf(due_until === undefined ? undefined : chip.duty(due_until), 'due_until'),
    ...chipOf(duty_until === undefined ? undefined : chip.duty(duty_until), 'duty_until'),
    ...chipOf(clock === undefined ? undefined : chip.clock(say(nameOf('clocks', procedure, clock))), 'clock'),
    ...chipOf(officer === undefined ? undefined : chip.officer(person(officer)), 'officer'),
    ...chipOf(
      acted === undefined
        ? undefined
        : `${chip.action([...new Set(acted)].join('、'))} ${chip.acted(acted_from ?? '…', acted_to ?? '…')}`,
      'action',
      'acted_from',
      'acted_to',
    ),
  ];
}
