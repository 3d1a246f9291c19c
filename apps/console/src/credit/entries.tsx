/** The black list: who is on it, why, on the ground of which decision, until when. */
import { useState } from 'react';
import { Input } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { useMay } from '../session/me.tsx';
import type { EntryRow } from './answers.ts';
import { entriesQuery } from './queries.ts';
import { creditText } from './text.ts';

const route = getRouteApi('/credit');
const SUBJECTS = ['institution', 'doctor', 'insured'] as const;

export function Entries() {
  const t = useText(creditText);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { subject, fixmedins_code } = search;
  const [code, setCode] = useState('');
  const entries = useQuery(entriesQuery(code));
  const rows = (entries.data ?? []).filter(
    (one) =>
      (subject === undefined || one.subject === subject) &&
      (fixmedins_code === undefined || one.fixmedins_code === fixmedins_code),
  );
  const set = (name: 'subject' | 'fixmedins_code') => (value: string | undefined) =>
    void navigate({ search: changed(search, name, value), replace: true });
  return (
    <>
      <div className="filters" role="search">
        <ChoiceFilter
          label={t.subject}
          any={t.anySubject}
          value={subject}
          options={SUBJECTS.map((value) => ({ value, label: t.subjects[value] }))}
          onChange={set('subject')}
        />
        <InstitutionFilter label={t.institution} value={fixmedins_code} onChange={set('fixmedins_code')} />
        <Input.Search
          aria-label={t.searchList}
          placeholder={t.searchList}
          allowClear
          autoComplete="off"
          className="filter filter-wide"
          onSearch={(typed) => setCode(typed.trim().length < 4 ? '' : typed.trim())}
        />
      </div>
      <Listed
        query={entries}
        count={rows.length}
        empty={
          code === '' && entries.data?.length === 0
            ? { title: t.emptyList, hint: t.emptyListHint }
            : { title: t.emptyFilter }
        }
      >
        <ul className="rows entry-rows">
          {rows.map((entry) => (
            <Entry key={entry.matter_id} entry={entry} />
          ))}
        </ul>
      </Listed>
    </>
  );
}

function Entry({ entry }: { readonly entry: EntryRow }) {
  const { say } = useLanguage();
  const t = useText(creditText);
  const may = useMay();
  const { matter_id, subject, name, code, grounds, parent_id, fixmedins_name, state, from_day, until_day } = entry;
  return (
    <li>
      <div className="matter-name">
        <Link to="/matters/$matter_id" params={{ matter_id }}>
          {name}
        </Link>
        <span className="code">{code}</span>
      </div>
      <span>
        <Mark tone="quiet">{t.subjects[subject]}</Mark>
      </span>
      <div className="matter-name">
        <span>{grounds}</span>
        {parent_id === null ? null : (
          <span className="faint">
            {t.basis}{' '}
            {may('case.read') ? (
              <Link to="/matters/$matter_id" params={{ matter_id: parent_id }} className="underlined">
                {fixmedins_name}
              </Link>
            ) : (
              fixmedins_name
            )}
          </span>
        )}
      </div>
      <span>
        {entry.listed ? (
          <Mark tone="red">{t.listed}</Mark>
        ) : (
          <Mark tone="quiet">{say(nameOf('states', 'credit', state))}</Mark>
        )}
      </span>
      <span className="faint figures entry-days">
        {from_day === null || until_day === null || until_day < from_day ? '' : t.days(from_day, until_day)}
      </span>
    </li>
  );
}
