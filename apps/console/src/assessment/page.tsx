/** One assessment as a paper file: its score, every deduction with the deed it follows from, the sheets, its course. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { MatterView } from '../api/answers.ts';
import { ask, Refused } from '../api/ask.ts';
import { matterQuery } from '../api/queries.ts';
import { requestIds } from '../api/request-id.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { Clocks } from '../matters/clocks.tsx';
import { Deeds } from '../matters/deeds.tsx';
import { Steps } from '../matters/steps.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { AssessmentView, Score } from './answers.ts';
import './assessment.css';
import { Daily } from './daily.tsx';
import { GradeMark, marksText } from './marks.tsx';
import { assessmentQuery } from './queries.ts';
import { Sheets } from './sheets.tsx';
import { assessmentText } from './text.ts';

export function AssessmentPage() {
  const { matter_id } = useParams({ from: '/assessments/$matter_id' });
  return useMay()('assessment.read') ? <Reading key={matter_id} matter_id={matter_id} /> : <NoRight />;
}

function Reading({ matter_id }: { readonly matter_id: string }) {
  const matter = useQuery(matterQuery(matter_id));
  const assessment = useQuery({
    ...assessmentQuery(matter_id, matter.data?.version ?? 0),
    enabled: matter.data !== undefined,
  });
  const error = matter.error ?? assessment.error;
  if (error !== null) return <Trouble error={error} retry={() => void matter.refetch()} />;
  if (matter.data === undefined || assessment.data === undefined) return <Waiting rows={12} />;
  return <Assessment assessment={assessment.data} matter={matter.data} />;
}

interface Props {
  readonly assessment: AssessmentView;
  readonly matter: MatterView;
}

function Assessment({ assessment, matter }: Props) {
  const { text, say } = useLanguage();
  const t = useText(assessmentText);
  const { year, fixmedins_name, fixmedins_code, previous, now, proposed } = assessment;
  const score = now ?? proposed;
  return (
    <article className="page">
      <Link to="/assessments" search={{ year }} className="back">
        ← {t.back}
      </Link>
      <header className="cover">
        <p className="cover-kind">
          {t.title} · {t.ofYear(year)}
        </p>
        <div className="page-head">
          <h1>{fixmedins_name}</h1>
          <GradeMark grade={score?.grade ?? null} />
          <Mark tone="blue">{say(nameOf('states', 'assessment', matter.state))}</Mark>
        </div>
        <p className="faint">
          <span className="code">{fixmedins_code}</span> · {t.previous(previous)}
          {score === null ? '' : ` · ${t.scheme(score.scheme)}`}
        </p>
      </header>
      <div className="columns columns-file">
        <div className="column-main">
          <Steps matter={matter} place={fixmedins_name} />
          {score === null ? null : <Daily assessment={assessment} score={score} />}
          {score === null ? null : <Sheets assessment={assessment} score={score} />}
          <Panel title={t.course} beside={<span className="figures faint">{matter.deeds.length}</span>}>
            <Deeds procedure="assessment" deeds={matter.deeds} names={matter.names} />
          </Panel>
        </div>
        <div className="column-side">
          <Summary score={score} provisional={now !== null} />
          <Panel title={text.matter.clocks} flush>
            <Clocks matter={matter} />
          </Panel>
          <FollowUp matter={matter} grade={score?.grade ?? null} />
        </div>
      </div>
    </article>
  );
}

function Summary({ score, provisional }: { readonly score: Score | null; readonly provisional: boolean }) {
  const t = useText(assessmentText);
  if (score === null)
    return (
      <Panel title={t.score}>
        <p className="faint">{t.hidden}</p>
      </Panel>
    );
  const { daily, year_end, score: total } = score;
  const text = (marks: number | null): string => (marks === null ? '—' : marksText(marks));
  return (
    <Panel title={t.score}>
      <dl className="pairs score-pairs">
        <div>
          <dt>
            {t.daily} <span className="faint">{t.weight(60)}</span>
          </dt>
          <dd className="figures">{text(daily)}</dd>
        </div>
        <div>
          <dt>
            {t.yearEnd} <span className="faint">{t.weight(40)}</span>
          </dt>
          <dd className="figures">{text(year_end)}</dd>
        </div>
        <div className="score-total">
          <dt>{t.total}</dt>
          <dd className="figures">{text(total)}</dd>
        </div>
      </dl>
      <p className="faint score-note">{provisional ? t.provisional : t.asProposed}</p>
    </Panel>
  );
}

/** Steps of the assessment itself stand among its steps; a measure by agreement is a matter of its own. */
function FollowUp({ matter, grade }: { readonly matter: MatterView; readonly grade: string | null }) {
  const { say } = useLanguage();
  const t = useText(assessmentText);
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const ids = useRef(requestIds());
  const { matter_id: parent_id, fixmedins_code, children, state } = matter;
  const opening = useMutation({
    mutationFn: () => {
      const wanted = { procedure: 'measure', lead_id: null, parent_id, fixmedins_code };
      return ask<MatterView>('POST', '/api/matters', { matter_id: ids.current(wanted), ...wanted });
    },
    onSuccess: async (opened) => {
      void message.success(t.done);
      void queries.invalidateQueries({ queryKey: ['matter', parent_id] });
      await navigate({ to: '/matters/$matter_id', params: { matter_id: opened.matter_id } });
    },
  });
  const offered = may('measure.open') && state === 'published' && grade !== 'A';
  if (!offered && children.length === 0) return null;
  return (
    <Panel title={t.followUp}>
      {opening.error instanceof Refused ? <RefusedAlert error={opening.error} /> : null}
      {children.map(({ matter_id, procedure, state: at }) => (
        <p key={matter_id}>
          <Link to="/matters/$matter_id" params={{ matter_id }}>
            {say(nameOf('states', procedure, at))}
          </Link>
        </p>
      ))}
      {offered ? (
        <>
          <p className="faint score-note">{t.measureHint}</p>
          <Button loading={opening.isPending} onClick={() => opening.mutate()}>
            {t.measure}
          </Button>
        </>
      ) : null}
    </Panel>
  );
}
