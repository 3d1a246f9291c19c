/** A year by institution: the best first; for observers only what was published. */
import { App, Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { AssessmentRow, PublishedRow } from './answers.ts';
import './assessment.css';
import { GradeMark, GRADES, marksText } from './marks.tsx';
import { assessmentsQuery, publishedQuery } from './queries.ts';
import { assessmentText } from './text.ts';

const route = getRouteApi('/assessments');

export function AssessmentList() {
  const may = useMay();
  if (may('assessment.read')) return <Year />;
  return may('assessment.published') ? <Published /> : <NoRight />;
}

function Year() {
  const t = useText(assessmentText);
  const may = useMay();
  const { year, grade, fixmedins_code } = route.useSearch();
  const all = useQuery(assessmentsQuery(year));
  const queries = useQueryClient();
  const { message } = App.useApp();
  const opening = useMutation({
    mutationFn: () => ask<{ opened: number }>('POST', '/api/assessments', { year }),
    onSuccess: async ({ opened }) => {
      void message.success(t.opened(opened));
      await queries.invalidateQueries({ queryKey: ['assessments'] });
    },
  });
  const rows = (all.data ?? []).filter(
    (row) =>
      (grade === undefined || row.grade === grade) &&
      (fixmedins_code === undefined || row.fixmedins_code === fixmedins_code),
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="filters" role="search">
        <YearFilter all />
        {may('assessment.open') ? (
          <Button loading={opening.isPending} onClick={() => opening.mutate()}>
            {t.open(year)}
          </Button>
        ) : null}
      </div>
      {opening.error instanceof Refused ? <RefusedAlert error={opening.error} /> : null}
      {rows.length === 0 ? null : <GradeCounts rows={all.data ?? []} />}
      <Listed
        query={all}
        count={rows.length}
        empty={all.data?.length === 0 ? { title: t.empty, hint: t.emptyHint } : { title: t.emptyFilter }}
      >
        <Rows rows={rows} />
      </Listed>
    </div>
  );
}

function Published() {
  const t = useText(assessmentText);
  const { year } = route.useSearch();
  const all = useQuery(publishedQuery(year));
  const rows = all.data ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.published}</h1>
        <p className="hint">{t.publishedHint}</p>
      </div>
      <div className="filters" role="search">
        <YearFilter />
      </div>
      {rows.length === 0 ? null : <GradeCounts rows={rows} />}
      <Listed query={all} count={rows.length} empty={{ title: t.emptyPublished }}>
        <Rows rows={rows} />
      </Listed>
    </div>
  );
}

/** Years that can be chosen before this one. */
const BACK = 5;

/** @param all also by grade and institution */
function YearFilter({ all = false }: { readonly all?: boolean }) {
  const t = useText(assessmentText);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const current = Number(textOfDay(today()).slice(0, 4));
  const years = [...new Set([search.year, ...Array.from({ length: BACK + 1 }, (_none, back) => current - back)])];
  const ofOne = useMe().fixmedins_code !== null;
  const set = (name: 'grade' | 'fixmedins_code') => (value: string | undefined) =>
    void navigate({ search: changed(search, name, value), replace: true });
  return (
    <>
      <ChoiceFilter
        label={t.year}
        value={String(search.year)}
        options={years.toSorted((a, b) => b - a).map((value) => ({ value: String(value), label: t.ofYear(value) }))}
        onChange={(year) => void navigate({ search: { ...search, year: Number(year) }, replace: true })}
      />
      {all ? (
        <ChoiceFilter
          label={t.grade}
          any={t.anyGrade}
          value={search.grade}
          options={GRADES.map((value) => ({ value, label: t.grades(value) }))}
          onChange={set('grade')}
        />
      ) : null}
      {all && !ofOne ? (
        <InstitutionFilter label={t.institution} value={search.fixmedins_code} onChange={set('fixmedins_code')} />
      ) : null}
    </>
  );
}

function GradeCounts({ rows }: { readonly rows: readonly PublishedRow[] }) {
  const t = useText(assessmentText);
  const count = (grade: string | null): number => rows.filter((row) => row.grade === grade).length;
  return (
    <dl className="grade-counts">
      {GRADES.map((grade) => (
        <div key={grade}>
          <dt>{t.grades(grade)}</dt>
          <dd className="figures">{count(grade)}</dd>
        </div>
      ))}
      {count(null) === 0 ? null : (
        <div>
          <dt>{t.unscored}</dt>
          <dd className="figures">{count(null)}</dd>
        </div>
      )}
    </dl>
  );
}

function Rows({ rows }: { readonly rows: readonly (PublishedRow | AssessmentRow)[] }) {
  const { say } = useLanguage();
  const t = useText(assessmentText);
  return (
    <ul className="rows assessment-rows">
      {rows.map((row) => (
        <li key={row.fixmedins_code}>
          <div className="matter-name">
            {'matter_id' in row ? (
              <Link to="/assessments/$matter_id" params={{ matter_id: row.matter_id }}>
                {row.fixmedins_name}
              </Link>
            ) : (
              <strong>{row.fixmedins_name}</strong>
            )}
            <span className="code">{row.fixmedins_code}</span>
          </div>
          <span className="faint assessment-previous">{'previous' in row ? t.previous(row.previous) : ''}</span>
          <span className="figures assessment-score">{row.score === null ? '—' : marksText(row.score)}</span>
          <span>
            <GradeMark grade={row.grade} />
          </span>
          <span>
            <Mark tone="quiet">{say(nameOf('states', 'assessment', row.state))}</Mark>
          </span>
        </li>
      ))}
    </ul>
  );
}
