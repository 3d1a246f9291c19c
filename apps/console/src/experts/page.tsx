/** The pool and its draws. */
import { useState } from 'react';
import { Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { useInstitutionName } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { useReveal } from '../parts/reveal.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { ExpertRow } from './answers.ts';
import { Draws } from './draws.tsx';
import './experts.css';
import { AddForm, DrawForm, LeaveForm } from './forms.tsx';
import { expertsQuery } from './queries.ts';
import { expertText } from './text.ts';

const route = getRouteApi('/experts');

export function ExpertPage() {
  return useMay()('expert.read') ? <Experts /> : <NoRight />;
}

function Experts() {
  const t = useText(expertText);
  const may = useMay();
  const { view = 'pool' } = route.useSearch();
  const [open, setOpen] = useState<'add' | 'draw' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="tab-line">
        <nav className="tabs" aria-label={t.title}>
          <Link to="/experts" activeOptions={{ exact: true }} aria-current={view === 'pool' ? 'page' : undefined}>
            {t.pool}
          </Link>
          <Link
            to="/experts"
            search={{ view: 'draws' }}
            activeOptions={{ exact: true }}
            aria-current={view === 'draws' ? 'page' : undefined}
          >
            {t.draws}
          </Link>
        </nav>
        <div className="tab-acts">
          {may('expert.draw') ? (
            <Button type="primary" onClick={() => setOpen('draw')}>
              {t.draw}
            </Button>
          ) : null}
          {may('expert.keep') ? <Button onClick={() => setOpen('add')}>{t.add}</Button> : null}
        </div>
      </div>
      {view === 'pool' ? <Pool /> : <Draws />}
      {open === 'add' ? <AddForm onClose={close} /> : null}
      {open === 'draw' ? <DrawForm onClose={close} /> : null}
    </div>
  );
}

function Pool() {
  const t = useText(expertText);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { kind, field } = search;
  const experts = useQuery(expertsQuery);
  const all = experts.data ?? [];
  const fields = [...new Set(all.map((one) => one.field))];
  const rows = all.filter(
    (one) => (kind === undefined || one.kind === kind) && (field === undefined || one.field === field),
  );
  const set = (name: 'kind' | 'field') => (value: string | undefined) =>
    void navigate({ search: changed(search, name, value), replace: true });
  return (
    <>
      <div className="filters" role="search">
        <ChoiceFilter
          label={t.kind}
          any={t.anyKind}
          value={kind}
          options={(['expert', 'supervisor'] as const).map((value) => ({ value, label: t.kinds[value] }))}
          onChange={set('kind')}
        />
        <ChoiceFilter
          label={t.field}
          any={t.anyField}
          value={field}
          options={fields.map((value) => ({ value, label: value }))}
          onChange={set('field')}
        />
      </div>
      <Listed
        query={experts}
        count={rows.length}
        empty={all.length === 0 ? { title: t.empty, hint: t.emptyHint } : { title: t.emptyFilter }}
      >
        <Rows rows={rows} />
      </Listed>
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly ExpertRow[] }) {
  const t = useText(expertText);
  const may = useMay();
  const institution = useInstitutionName(rows.flatMap(({ ties }) => ties.map(({ fixmedins_code }) => fixmedins_code)));
  const [leaving, setLeaving] = useState<ExpertRow | null>(null);
  return (
    <>
      <ul className="rows expert-rows">
        {rows.map((one) => (
          <li key={one.expert_id}>
            <div className="matter-name">
              <strong>{one.name}</strong>
              <span className="faint">{one.unit}</span>
            </div>
            <span>
              <Mark tone={one.kind === 'expert' ? 'blue' : 'green'}>{t.kinds[one.kind]}</Mark>{' '}
              {one.left_on === null ? null : <Mark tone="quiet">{t.left(one.left_on)}</Mark>}
            </span>
            <span>{one.field}</span>
            <Phone of={one} />
            <span className="faint expert-ties">
              {one.ties.map(({ fixmedins_code, reason }) => t.tie(institution(fixmedins_code), reason)).join('；')}
            </span>
            {may('expert.keep') && one.left_on === null ? (
              <Button size="small" aria-label={`${t.leave} ${one.name}`} onClick={() => setLeaving(one)}>
                {t.leave}
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {leaving === null ? null : <LeaveForm expert={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function Phone({ of: { expert_id, name, phone_masked } }: { readonly of: ExpertRow }) {
  const t = useText(expertText);
  const may = useMay();
  const reveal = useReveal<{ readonly phone: string }>(`/api/experts/${expert_id}/phone`);
  return (
    <span className="figures">
      {reveal.shown?.phone ?? phone_masked}{' '}
      {may('person.reveal') && reveal.shown === null ? (
        <Button size="small" type="text" aria-label={`${t.phoneTitle} ${name}`} onClick={reveal.ask}>
          {t.showPhone}
        </Button>
      ) : null}
      {reveal.dialog}
    </span>
  );
}
