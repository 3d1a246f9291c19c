/** What the pages of boxes have above them. */
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useText } from '../language/language.tsx';
import { traceText } from './text.ts';

const exact = { exact: true, includeSearch: false };

export function TraceHead({ hint, acts }: { readonly hint: string; readonly acts?: ReactNode }) {
  const t = useText(traceText);
  return (
    <>
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{hint}</p>
      </div>
      <div className="tab-line">
        <nav className="tabs" aria-label={t.title}>
          <Link to="/trace" activeOptions={exact}>
            {t.tabs.attempts}
          </Link>
          <Link to="/trace/code" activeOptions={exact}>
            {t.tabs.code}
          </Link>
          <Link to="/trace/institutions" search={{}} activeOptions={exact}>
            {t.tabs.institutions}
          </Link>
          <Link to="/trace/stock" activeOptions={exact}>
            {t.tabs.stock}
          </Link>
          <Link to="/trace/settings" activeOptions={exact}>
            {t.tabs.settings}
          </Link>
        </nav>
        {acts === undefined ? null : <div className="tab-acts">{acts}</div>}
      </div>
    </>
  );
}
