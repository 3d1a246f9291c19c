/** Rules and knowledge: the national classes, drafts of changes, and versions, each at an address of its own. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Mark, VerdictMark } from '../parts/marks.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { ClassRow, DraftView } from './answers.ts';
import { draftTone } from './parts.tsx';
import { classesQuery, draftsQuery } from './queries.ts';
import { rulebookText } from './text.ts';
import { Versions } from './versions.tsx';
import './rulebook.css';

const route = getRouteApi('/rulebook');
const VIEWS = ['classes', 'drafts', 'versions'] as const;

export function RulebookPage() {
  return useMay()('rulebook.read') ? <Rulebook /> : <NoRight />;
}

function Rulebook() {
  const t = useText(rulebookText);
  const may = useMay();
  const view = VIEWS.find((each) => each === route.useSearch().view) ?? 'classes';
  const [open, setOpen] = useState(false);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="tab-line">
        <nav className="tabs" aria-label={t.title}>
          {VIEWS.map((each) => (
            <Link
              key={each}
              to="/rulebook"
              search={each === 'classes' ? {} : { view: each }}
              activeOptions={{ exact: true }}
              aria-current={each === view ? 'page' : undefined}
            >
              {t[each]}
            </Link>
          ))}
        </nav>
        <div className="tab-acts">
          {may('rulebook.write') ? (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t.newDraft}
            </Button>
          ) : null}
        </div>
      </div>
      {view === 'classes' ? <Classes /> : view === 'drafts' ? <Drafts /> : <Versions />}
      {open ? <NewDraft onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function NewDraft({ onClose }: { readonly onClose: () => void }) {
  const t = useText(rulebookText);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ids = useRef(requestIds());
  const send = async (stated: { readonly title: string; readonly reason?: string }) => {
    const wanted = { title: stated.title, reason: stated.reason ?? '' };
    const { draft_id } = await ask<DraftView>('POST', '/api/rulebook/drafts', {
      draft_id: ids.current(wanted),
      ...wanted,
    });
    void queries.invalidateQueries({ queryKey: draftsQuery.queryKey });
    await navigate({ to: '/rulebook/drafts/$draft_id', params: { draft_id } });
  };
  return (
    <FormDialog title={t.newDraft} submit={t.newDraft} send={send} onClose={onClose}>
      <p className="hint spaced">{t.newDraftHint}</p>
      <Form.Item
        name="title"
        label={t.draftTitle}
        rules={[{ required: true, whitespace: true, min: 2, message: t.needTitle }]}
      >
        <Input autoFocus maxLength={120} />
      </Form.Item>
      <Form.Item name="reason" label={t.draftReason}>
        <Input.TextArea maxLength={2_000} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}

function Classes() {
  const t = useText(rulebookText);
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const classes = useQuery(classesQuery);
  if (classes.isPending) return <Waiting rows={10} />;
  if (classes.isError) return <Trouble error={classes.error} retry={() => void classes.refetch()} />;
  const found = classes.data.filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(q.toLowerCase()));
  return (
    <>
      <div className="filters rule-filters">
        <Input.Search
          className="rule-search"
          aria-label={t.search}
          placeholder={t.search}
          allowClear
          value={q}
          onChange={({ target: { value } }) =>
            void navigate({ search: value === '' ? {} : { q: value }, replace: true })
          }
        />
        <span className="faint figures">{t.found(found.length)}</span>
      </div>
      {found.length === 0 ? (
        <Empty title={t.none} />
      ) : (
        <ul className="rows panel class-rows">
          {found.map((row) => (
            <ClassItem key={row.code} row={row} />
          ))}
        </ul>
      )}
    </>
  );
}

const CLASS_TONES = { published: 'green', default: 'blue', 'needs-local-points': 'amber' } as const;

function ClassItem({ row }: { readonly row: ClassRow }) {
  const t = useText(rulebookText);
  const { code, name, points, executable, partly, defaults, local, state, verdict } = row;
  const parts = [
    points > 0 ? `${t.executable} ${executable}${partly > 0 ? ` · ${t.partly} ${partly}` : ''} / ${points}` : '',
    defaults > 0 ? `${t.defaults} ${defaults}` : '',
    local > 0 ? `${t.local} ${local}` : '',
  ];
  return (
    <li>
      <div className="class-name">
        <Link to="/rulebook/classes/$code" params={{ code }}>
          {name}
        </Link>
        <span className="code">{code}</span>
      </div>
      <span>
        <VerdictMark verdict={verdict} />
      </span>
      <span className="class-state">
        <Mark tone={local > 0 && state === 'needs-local-points' ? 'green' : CLASS_TONES[state]}>
          {t.classStates[state]}
        </Mark>
      </span>
      <span className="figures class-points">{parts.filter(Boolean).join(' · ') || '—'}</span>
    </li>
  );
}

function Drafts() {
  const t = useText(rulebookText);
  const { say } = useLanguage();
  const drafts = useQuery(draftsQuery);
  if (drafts.isPending) return <Waiting />;
  if (drafts.isError) return <Trouble error={drafts.error} retry={() => void drafts.refetch()} />;
  if (drafts.data.length === 0) return <Empty title={t.noDrafts} hint={t.noDraftsHint} />;
  return (
    <ul className="rows panel draft-rows">
      {drafts.data.map(({ draft_id, title, state, revision, begun_at }) => (
        <li key={draft_id}>
          <Link to="/rulebook/drafts/$draft_id" params={{ draft_id }}>
            {title}
          </Link>
          <span>
            <Mark tone={draftTone(state)}>{say(nameOf('states', 'publication', state))}</Mark>
          </span>
          <span className="faint figures">
            {t.revision} {revision}
          </span>
          <time className="faint figures" dateTime={begun_at}>
            {textOfInstant(begun_at)}
          </time>
        </li>
      ))}
    </ul>
  );
}
