import { AutoComplete, Button, Select } from 'antd';
import type { LeadRow } from '../api/answers.ts';
import type { LeadFilter } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { useMe } from '../session/me.tsx';
import { usePersonName } from '../parts/person.tsx';
import { LEAD_STATES, textOf } from './lead-filter.ts';

interface Props {
  readonly filter: LeadFilter;
  /** What is shown: its institutions and assignees are offered. */
  readonly rows: readonly LeadRow[];
  readonly onFilter: (filter: LeadFilter) => void;
}

/** State, assignee and institution; each takes effect at once and stands in the address. */
export function LeadFilters({ filter, rows, onFilter }: Props) {
  const { text } = useLanguage();
  const t = text.leads;
  const me = useMe();
  const person = usePersonName();
  const { state, assignee, fixmedins_code } = filter;
  const states = LEAD_STATES.map((value) => ({ value, label: t.states[value] }));
  const assignees = [...new Set([me.id, ...rows.flatMap((row) => row.assignee ?? [])])].map((value) => ({
    value,
    label: value === me.id ? `${person(value)} · ${t.mine}` : person(value),
  }));
  const institutions = [
    ...new Map(rows.flatMap((row) => row.institutions.map((each) => [each.fixmedins_code, each] as const))).values(),
  ].map((each) => ({ value: each.fixmedins_code, label: `${each.fixmedins_code} ${each.fixmedins_name}` }));
  const without = (name: keyof LeadFilter): LeadFilter => {
    const { [name]: _gone, ...rest } = filter;
    return rest;
  };
  return (
    <div className="filters" role="search">
      <Select
        aria-label={t.state}
        placeholder={t.anyState}
        value={state ?? null}
        options={states}
        allowClear
        className="filter"
        onChange={(value) => onFilter(value ? { ...filter, state: value } : without('state'))}
      />
      <AutoComplete
        key={`assignee ${assignee ?? ''}`}
        aria-label={t.assignee}
        placeholder={t.assignee}
        defaultValue={assignee ?? ''}
        options={assignees}
        allowClear
        className="filter"
        onSelect={(value: string) => onFilter({ ...without('assignee'), ...textOf('assignee', value) })}
        onClear={() => onFilter(without('assignee'))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
            onFilter({ ...without('assignee'), ...textOf('assignee', event.target.value.trim()) });
        }}
      />
      <AutoComplete
        key={`institution ${fixmedins_code ?? ''}`}
        aria-label={t.institution}
        placeholder={t.institution}
        defaultValue={fixmedins_code ?? ''}
        options={institutions}
        allowClear
        className="filter filter-wide"
        onSelect={(value: string) => onFilter({ ...without('fixmedins_code'), ...textOf('fixmedins_code', value) })}
        onClear={() => onFilter(without('fixmedins_code'))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
            onFilter({ ...without('fixmedins_code'), ...textOf('fixmedins_code', event.target.value.trim()) });
        }}
      />
      <Button
        type={assignee === me.id ? 'primary' : 'default'}
        aria-pressed={assignee === me.id}
        onClick={() => onFilter(assignee === me.id ? without('assignee') : { ...filter, assignee: me.id })}
      >
        {t.mine}
      </Button>
      {Object.keys(filter).length > 0 ? (
        <Button type="link" onClick={() => onFilter({})}>
          {t.clear}
        </Button>
      ) : null}
    </div>
  );
}
