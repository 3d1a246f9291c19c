/** One draft: its tables, what it changes, what was planned, and what may be done with it by whom. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { DraftView, Table } from './answers.ts';
import { Changes } from './changes.tsx';
import { Editor } from './editor.tsx';
import { draftTone } from './parts.tsx';
import { Plans } from './plans.tsx';
import { draftQuery, tablesQuery } from './queries.ts';
import { DraftSteps } from './steps.tsx';
import { rulebookText } from './text.ts';
import './rulebook.css';

const route = getRouteApi('/rulebook/drafts/$draft_id');
const TABS = ['edit', 'changes', 'plans', 'course'] as const;

export function DraftPage() {
  return useMay()('rulebook.read') ? <Reading /> : <NoRight />;
}

function Reading() {
  const { draft_id } = route.useParams();
  const draft = useQuery(draftQuery(draft_id));
  const tables = useQuery(tablesQuery);
  const error = draft.error ?? tables.error;
  if (error !== null) return <Trouble error={error} retry={() => void draft.refetch()} />;
  if (draft.data === undefined || tables.data === undefined) return <Waiting rows={10} />;
  return <Shown draft={draft.data} tables={tables.data} />;
}

interface Props {
  readonly draft: DraftView;
  readonly tables: readonly Table[];
}

function Shown({ draft, tables }: Props) {
  const t = useText(rulebookText);
  const { say, joined } = useLanguage();
  const { tab: wanted } = route.useSearch();
  const tab = TABS.find((each) => each === wanted) ?? 'edit';
  const person = usePersonName(draft.names);
  const { draft_id, title, state, reason, authors, revision, base } = draft;
  return (
    <article className="page">
      <Link to="/rulebook" search={{ view: 'drafts' }} className="back">
        ← {t.back}
      </Link>
      <header className="cover">
        <div className="page-head">
          <h1>{title}</h1>
          <Mark tone={draftTone(state)}>{say(nameOf('states', 'publication', state))}</Mark>
        </div>
        {reason === '' ? null : <p>{reason}</p>}
        <p className="faint">
          {t.author} {joined(authors.map(person))} · {t.revision} {revision} · {t.base(base.version)}
        </p>
      </header>
      <DraftSteps draft={draft} />
      <div className="tab-line">
        <nav className="tabs" aria-label={title}>
          {TABS.map((each) => (
            <Link
              key={each}
              to="/rulebook/drafts/$draft_id"
              params={{ draft_id }}
              search={each === 'edit' ? {} : { tab: each }}
              activeOptions={{ exact: true }}
              aria-current={each === tab ? 'page' : undefined}
            >
              {t.tabs[each]}
            </Link>
          ))}
        </nav>
      </div>
      {/* Hidden, not gone: what was typed stays while another tab is looked at. */}
      <div hidden={tab !== 'edit'}>
        <Editor key={draft_id} draft={draft} tables={tables} />
      </div>
      {tab === 'changes' ? <Changes tables={tables} before={base.files} after={draft.files} /> : null}
      {tab === 'plans' ? <Plans draft={draft} /> : null}
      {tab === 'course' ? <Course draft={draft} /> : null}
    </article>
  );
}

function Course({ draft: { deeds, names } }: { readonly draft: DraftView }) {
  const t = useText(rulebookText);
  const { say } = useLanguage();
  const person = usePersonName(names);
  return (
    <Panel title={t.tabs.course} flush>
      <ul className="rows history-rows">
        {deeds
          .map(({ action, by, on, facts }, at) => (
            <li key={`${at} ${action}`}>
              <time className="figures" dateTime={on}>
                {on}
              </time>
              <strong>{say(nameOf('steps', 'publication', action))}</strong>
              <span>{person(by)}</span>
              <span className="faint">
                {typeof facts['reason'] === 'string' ? facts['reason'] : ''}
                {typeof facts['revision'] === 'number' ? `${t.revision} ${facts['revision']}` : ''}
                {typeof facts['task_id'] === 'string' ? (
                  <Link to="/rulebook/plans/$task_id" params={{ task_id: facts['task_id'] }}>
                    {t.planTitle}
                  </Link>
                ) : null}
              </span>
            </li>
          ))
          .toReversed()}
      </ul>
    </Panel>
  );
}
