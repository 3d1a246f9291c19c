/** What the pages of the real-time check have above them: their title, and the way from one to the other. */
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useText } from '../language/language.tsx';
import { useMay } from '../session/me.tsx';
import { checkText } from './text.ts';

export function CheckHead({ acts }: { readonly acts?: ReactNode }) {
  const t = useText(checkText);
  const may = useMay();
  return (
    <>
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="tab-line">
        <nav className="tabs" aria-label={t.title}>
          <Link to="/checks" activeOptions={{ exact: true, includeSearch: false }}>
            {t.tabs.decisions}
          </Link>
          <Link to="/checks/institutions" search={{}} activeOptions={{ includeSearch: false }}>
            {t.tabs.institutions}
          </Link>
          {may('check.compare') ? (
            <Link to="/checks/differences" search={{}} activeOptions={{ includeSearch: false }}>
              {t.tabs.differences}
            </Link>
          ) : null}
        </nav>
        {acts === undefined ? null : <div className="tab-acts">{acts}</div>}
      </div>
    </>
  );
}
