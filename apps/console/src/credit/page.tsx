/** Credit: points of persons and black lists, at addresses of their own. */
import { useState } from 'react';
import { Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useText } from '../language/language.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import './credit.css';
import { Entries } from './entries.tsx';
import { EntryForm, PointsForm } from './forms.tsx';
import { Points } from './points.tsx';
import { creditText } from './text.ts';

const route = getRouteApi('/credit');

export function CreditPage() {
  const may = useMay();
  return may('points.read') || may('credit.read') ? <Credit /> : <NoRight />;
}

function Credit() {
  const t = useText(creditText);
  const may = useMay();
  const { view } = route.useSearch();
  const [open, setOpen] = useState(false);
  const list = view === 'list' && may('credit.read');
  const close = (): void => setOpen(false);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="tab-line">
        <nav className="tabs" aria-label={t.title}>
          <Link to="/credit" activeOptions={{ exact: true }} aria-current={list ? undefined : 'page'}>
            {t.points}
          </Link>
          {may('credit.read') ? (
            <Link
              to="/credit"
              search={{ view: 'list' }}
              activeOptions={{ exact: true }}
              aria-current={list ? 'page' : undefined}
            >
              {t.list}
            </Link>
          ) : null}
        </nav>
        <div className="tab-acts">
          {may(list ? 'credit.open' : 'points.open') ? (
            <Button type="primary" onClick={() => setOpen(true)}>
              {list ? t.propose : t.open}
            </Button>
          ) : null}
        </div>
      </div>
      {list ? <Entries /> : <Points />}
      {open ? list ? <EntryForm onClose={close} /> : <PointsForm onClose={close} /> : null}
    </div>
  );
}
