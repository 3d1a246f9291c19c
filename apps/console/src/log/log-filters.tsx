import { Button, Checkbox, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { dayOf } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { changed, ChoiceFilter, TextFilter } from '../parts/filters.tsx';
import { actionsQuery } from './queries.ts';
import type { LogFilter } from './queries.ts';
import { logText } from './text.ts';

const route = getRouteApi('/log');

/** Who, what, about what, when; each stands in the address. */
export function LogFilters({ filter }: { readonly filter: LogFilter }) {
  const { text, language } = useLanguage();
  const { data: actions = [] } = useQuery(actionsQuery);
  const t = useText(logText);
  const navigate = route.useNavigate();
  const set = (name: keyof LogFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const day = (name: 'from' | 'to', label: string) => {
    const take = (value: string): void => {
      if (value !== (filter[name] ?? '') && (value === '' || dayOf(value) !== undefined))
        set(name)(value === '' ? undefined : value);
    };
    return (
      <Input
        key={`${name} ${filter[name] ?? ''}`}
        aria-label={label}
        placeholder={`${label} ${t.day}`}
        maxLength={10}
        allowClear
        defaultValue={filter[name] ?? ''}
        className="filter log-day"
        onBlur={({ target }) => take(target.value.trim())}
        onPressEnter={({ currentTarget }) => take(currentTarget.value.trim())}
        onClear={() => set(name)(undefined)}
      />
    );
  };
  return (
    <div className="filters" role="search">
      <TextFilter label={t.who} value={filter.actor} onChange={set('actor')} />
      <ChoiceFilter
        label={t.what}
        any={t.anything}
        value={filter.action}
        options={actions.map((name) => ({ value: name.action, label: name[language] }))}
        onChange={set('action')}
        many
      />
      <TextFilter label={t.subject} value={filter.subject} onChange={set('subject')} />
      {day('from', t.from)}
      {day('to', t.to)}
      <Checkbox
        className="log-personal"
        checked={filter.personal !== undefined}
        onChange={({ target: { checked } }) => set('personal')(checked ? 'true' : undefined)}
      >
        {t.personal}
      </Checkbox>
      {Object.keys(filter).length > 0 ? (
        <Button type="link" onClick={() => void navigate({ search: {}, replace: true })}>
          {text.leads.clear}
        </Button>
      ) : null}
    </div>
  );
}
