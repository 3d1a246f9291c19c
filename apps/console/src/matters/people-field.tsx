import { Select } from 'antd';
import type { MatterView } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { dutyNames } from '../language/law.ts';
import { useColleagues, usePersonName } from '../parts/person.tsx';

interface Props {
  readonly matter: Pick<MatterView, 'officers' | 'deeds' | 'names'>;
  /** Given by the form around it. */
  readonly id?: string;
}

/** Several colleagues, chosen by name. Where no names are known, as for an institution, ids are typed. */
export function PeopleField({ matter, ...given }: Props) {
  const { text, say } = useLanguage();
  const { officers, deeds, names } = matter;
  const person = usePersonName(names);
  const colleagues = useColleagues();
  const involved = [...officers, ...deeds.flatMap((deed) => [deed.by, ...deed.with])];
  const ids = new Set([...colleagues.map(({ id }) => id), ...involved]);
  const labelOf = (id: string): string => {
    const duties = colleagues.find((one) => one.id === id)?.duties ?? [];
    return [person(id), ...duties.map((duty) => say(dutyNames[duty] ?? { zh: duty, en: duty }))].join(' · ');
  };
  return (
    <Select
      {...given}
      mode={colleagues.length === 0 ? 'tags' : 'multiple'}
      placeholder={colleagues.length === 0 ? text.matter.people : text.matter.colleagues}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...ids].map((value) => ({ value, label: labelOf(value) }))}
    />
  );
}
