/** The file of one person (一人一档): the year's course, and where the qualification stands. */
import { Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { useReveal } from '../parts/reveal.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { PersonPoints } from './answers.ts';
import './credit.css';
import { Scale, Standing } from './points.tsx';
import { personQuery } from './queries.ts';
import { creditText } from './text.ts';

const route = getRouteApi('/credit/persons/$person_id');

export function PersonPage() {
  return useMay()('points.read') ? <Reading /> : <NoRight />;
}

function Reading() {
  const { person_id } = route.useParams();
  const { year } = route.useSearch();
  const person = useQuery(personQuery(person_id, year));
  if (person.isPending) return <Waiting rows={8} />;
  if (person.isError) return <Trouble error={person.error} retry={() => void person.refetch()} />;
  return <Person person={person.data} />;
}

function Person({ person }: { readonly person: PersonPoints }) {
  const t = useText(creditText);
  const may = useMay();
  const { year, name_masked, code_masked, points, elsewhere, person_id } = person;
  const reveal = useReveal<{ readonly code: string; readonly name: string }>(`/api/points/persons/${person_id}/reveal`);
  return (
    <article className="page">
      <Link to="/credit" search={{ year }} className="back">
        ← {t.back}
      </Link>
      <header className="cover">
        <p className="cover-kind">
          {t.file} · {t.ofYear(year)}
        </p>
        <div className="page-head">
          <h1>
            {reveal.shown?.name ?? name_masked} <span className="figures">{reveal.shown?.code ?? code_masked}</span>
          </h1>
          <Standing person={person} />
        </div>
        <div className="points-sum">
          <strong className="figures">{t.score(points)}</strong>
          <Scale points={points} />
          <span className="faint">
            {t.scale.suspends} · {t.scale.ends}
          </span>
          {may('points.reveal') && reveal.shown === null ? (
            <Button size="small" onClick={reveal.ask}>
              {t.reveal}
            </Button>
          ) : null}
        </div>
        {elsewhere > 0 ? <p className="faint">{t.elsewhere(elsewhere)}</p> : null}
      </header>
      <Course person={person} />
      {reveal.dialog}
    </article>
  );
}

function Course({ person: { course } }: { readonly person: PersonPoints }) {
  const { say } = useLanguage();
  const t = useText(creditText);
  const named = (names: Readonly<Record<string, string>>, key: string): string => names[key] ?? key;
  return (
    <Panel title={t.course} beside={<span className="figures faint">{course.length}</span>} flush>
      <ul className="rows course-rows">
        {course.map((one) => (
          <li key={one.matter_id}>
            <time className="figures" dateTime={one.found_on}>
              {one.found_on}
            </time>
            <div className="matter-name">
              <Link to="/matters/$matter_id" params={{ matter_id: one.matter_id }}>
                {one.fixmedins_name}
              </Link>
              <span className="faint">
                {named(t.natures, one.nature)} · {named(t.responsibilities, one.responsibility)} ·{' '}
                {t.suggested(one.suggested)}
              </span>
            </div>
            <span>
              <Mark tone="quiet">{say(nameOf('states', 'points', one.state))}</Mark>
            </span>
            <span className="course-points">
              <strong className="figures">{one.points === null ? t.none : t.score(one.points)}</strong>
              {one.counts_from === null ? null : <span className="faint figures">{t.from(one.counts_from)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
