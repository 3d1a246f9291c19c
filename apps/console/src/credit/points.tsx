/** Persons with points in a year, the most first. */
import { useState } from 'react';
import { Input } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { yearOf } from '../assessment/routes.tsx';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { useMe } from '../session/me.tsx';
import type { PointsPerson } from './answers.ts';
import { pointsQuery } from './queries.ts';
import { creditText } from './text.ts';

const route = getRouteApi('/credit');
const BACK = 5;

export function Points() {
  const t = useText(creditText);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const year = search.year ?? yearOf({});
  const [code, setCode] = useState('');
  const ofOne = useMe().fixmedins_code !== null;
  const people = useQuery(pointsQuery(year, code, search.fixmedins_code));
  const rows = people.data ?? [];
  const years = [...new Set([year, ...Array.from({ length: BACK }, (_none, back) => yearOf({}) - back)])];
  return (
    <>
      <div className="filters" role="search">
        <ChoiceFilter
          label={t.year}
          value={String(year)}
          options={years.toSorted((a, b) => b - a).map((value) => ({ value: String(value), label: t.ofYear(value) }))}
          onChange={(value) => void navigate({ search: { ...search, year: Number(value) }, replace: true })}
        />
        {ofOne ? null : (
          <InstitutionFilter
            label={t.institution}
            value={search.fixmedins_code}
            onChange={(value) => void navigate({ search: changed(search, 'fixmedins_code', value), replace: true })}
          />
        )}
        <Input.Search
          aria-label={t.search}
          placeholder={t.search}
          allowClear
          autoComplete="off"
          className="filter filter-wide"
          onSearch={(typed) => setCode(typed.trim().length < 4 ? '' : typed.trim())}
        />
      </div>
      <Listed
        query={people}
        count={rows.length}
        empty={
          code === '' && search.fixmedins_code === undefined
            ? { title: t.emptyPoints, hint: t.emptyPointsHint }
            : { title: code === '' ? t.emptyFilter : t.notFound }
        }
      >
        <ul className="rows points-rows">
          {rows.map((person) => (
            <li key={person.person_id}>
              <div className="matter-name">
                <Link to="/credit/persons/$person_id" params={{ person_id: person.person_id }} search={{ year }}>
                  {person.name_masked} <span className="figures">{person.code_masked}</span>
                </Link>
                <span className="faint">{t.findings(person.findings)}</span>
              </div>
              <Scale points={person.points} />
              <strong className="figures right">{t.score(person.points)}</strong>
              <Standing person={person} />
            </li>
          ))}
        </ul>
      </Listed>
    </>
  );
}

const TONES = { clear: 'green', suspended: 'amber', ended: 'red' } as const;

/** What the points of all years make of the qualification today. */
export function Standing({ person: { state, until } }: { readonly person: PointsPerson }) {
  const t = useText(creditText);
  return (
    <span>
      <Mark tone={TONES[state]}>{t.states[state]}</Mark>{' '}
      {until === null ? null : (
        <span className="faint figures">{state === 'ended' ? t.endedUntil(until) : t.until(until)}</span>
      )}
    </span>
  );
}

/** Twelve steps to the end, the ninth and the twelfth marked. */
export function Scale({ points }: { readonly points: number }) {
  const steps = Array.from({ length: 12 }, (_none, at) => at + 1);
  return (
    <span className="points-scale" aria-hidden="true">
      {steps.map((step) => (
        <i
          key={step}
          className={`${step <= points ? (points >= 12 ? 'on-ended' : points >= 9 ? 'on-suspended' : 'on') : ''}${
            step === 9 || step === 12 ? ' limit' : ''
          }`}
        />
      ))}
    </span>
  );
}
