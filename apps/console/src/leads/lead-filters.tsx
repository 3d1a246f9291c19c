import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import type { LeadRow } from '../api/answers.ts';
import type { LeadFilter } from '../api/queries.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { useMe } from '../session/me.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { useColleagues, usePersonName } from '../parts/person.tsx';
import { listText } from '../lists/text.ts';
import { LEAD_SORTS, LEAD_STATES, leadFilterOf } from './lead-filter.ts';

interface Props {
  readonly filter: LeadFilter;
  /** What is shown: its assignees are offered. */
  readonly rows: readonly LeadRow[];
  readonly onFilter: (filter: LeadFilter) => void;
  /** At the end of the line. */
  readonly children?: ReactNode;
}

/** State, assignee and institution; each takes effect at once and stands in the address. */
export function LeadFilters({ filter, rows, onFilter, children }: Props) {
  const { text } = useLanguage();
  const { sort: sortText, sorts } = useText(listText);
  const t = text.leads;
  const me = useMe();
  const person = usePersonName();
  const colleagues = useColleagues();
  const { state, assignee, fixmedins_code, sort = 'expected_fen' } = filter;
  const states = LEAD_STATES.map((value) => ({ value, label: t.states[value] }));
  const shown = [...rows.flatMap((row) => row.assignee ?? []), ...(assignee === undefined ? [] : [assignee])];
  const assignees = [...new Set([me.id, ...colleagues.map(({ id }) => id), ...shown])].map((value) => ({
    value,
    label: value === me.id ? `${person(value)} · ${t.mine}` : person(value),
  }));
  const without = (name: keyof LeadFilter): LeadFilter => {
    const { [name]: _gone, ...rest } = filter;
    return rest;
  };
  return (
    <div className="filters" role="search">
      <ChoiceFilter
        label={t.state}
        any={t.anyState}
        value={state}
        options={states}
        onChange={(value) => onFilter(leadFilterOf({ ...filter, state: value }))}
      />
      <ChoiceFilter
        label={t.assignee}
        any={t.assignee}
        many
        wide={false}
        value={assignee}
        options={assignees}
        onChange={(value) => onFilter(leadFilterOf({ ...filter, assignee: value }))}
      />
      <InstitutionFilter
        label={t.institution}
        value={fixmedins_code}
        onChange={(value) => onFilter(leadFilterOf({ ...filter, fixmedins_code: value }))}
      />
      <Select
        aria-label={sortText}
        value={sort}
        options={LEAD_SORTS.map((value) => ({ value, label: sorts[value] }))}
        className="filter"
        onChange={(value) => onFilter({ ...without('sort'), ...(value === 'expected_fen' ? {} : { sort: value }) })}
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
      {children}
    </div>
  );
}
