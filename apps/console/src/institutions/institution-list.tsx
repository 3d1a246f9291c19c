/** Institutions within reach, with what stands against them. */
import { useState } from 'react';
import { Button } from 'antd';
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { measureNames } from '../language/law.ts';
import { changed, ChoiceFilter, TextFilter } from '../parts/filters.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { InstitutionRow } from './answers.ts';
import { ImportDialog } from './import-dialog.tsx';
import { importText } from './import-text.ts';
import { institutionsQuery } from './queries.ts';
import type { InstitutionFilter } from './queries.ts';
import { AgreementMark, StatusMark, StatusWords } from './status-marks.tsx';
import { institutionText } from './text.ts';
import './institutions.css';

/** The page of all institutions. */
export function InstitutionList() {
  const filter = useSearch({ from: '/institutions' });
  const navigate = useNavigate({ from: '/institutions' });
  const may = useMay();
  const { fixmedins_code } = useMe();
  // Whose only institution is the own one needs no list.
  if (fixmedins_code !== null)
    return <Navigate to="/institutions/$fixmedins_code" params={{ fixmedins_code }} search={{}} replace />;
  return may('institution.read') ? (
    <Institutions filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
  ) : (
    <NoRight />
  );
}

interface Props {
  readonly filter: InstitutionFilter;
  readonly onFilter: (filter: InstitutionFilter) => void;
}

function Institutions({ filter, onFilter }: Props) {
  const t = useText(institutionText);
  const imports = useText(importText);
  const may = useMay();
  const [importing, setImporting] = useState(false);
  const found = useInfiniteQuery(institutionsQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const options = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  const change = (name: keyof InstitutionFilter) => (value: string | undefined) =>
    onFilter(changed(filter, name, value));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
        {may('institution.write') ? (
          <Button className="page-act" onClick={() => setImporting(true)}>
            {imports.import}
          </Button>
        ) : null}
      </div>
      <div className="filters" role="search">
        <TextFilter label={t.search} value={filter.search} onChange={change('search')} />
        <ChoiceFilter
          label={t.kind}
          any={t.kind}
          value={filter.kind}
          options={options(t.kinds)}
          onChange={change('kind')}
        />
        <ChoiceFilter label={t.may} any={t.may} value={filter.may} options={options(t.mays)} onChange={change('may')} />
      </div>
      <Listed query={found} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <ul className="rows institution-rows">
          {rows.map((row) => (
            <Row key={row.fixmedins_code} row={row} />
          ))}
        </ul>
      </Listed>
      {importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </div>
  );
}

function Row({ row }: { readonly row: InstitutionRow }) {
  const { say } = useLanguage();
  const t = useText(institutionText);
  const { fixmedins_code, fixmedins_name, kind, hosp_lv, status, agreement, measures, licence_until } = row;
  return (
    <li>
      <div className="matter-name">
        <Link to="/institutions/$fixmedins_code" params={{ fixmedins_code }} search={{}}>
          {fixmedins_name}
        </Link>
        <span className="faint">
          {t.kinds[kind]}
          {hosp_lv === null ? '' : ` · ${hosp_lv}`} <span className="code">{fixmedins_code}</span>
        </span>
      </div>
      <div className="institution-status">
        <StatusMark status={status} />
        <span className="faint">
          <StatusWords status={status} />
        </span>
      </div>
      <div className="institution-marks">
        {agreement === null ? null : <AgreementMark state={agreement.state} />}
        {measures.map((measure, index) => (
          <Mark key={`${measure} ${String(index)}`} tone="amber">
            {say(measureNames[measure] ?? { zh: measure, en: measure })}
          </Mark>
        ))}
        {licence_until === null ? null : <Mark tone="red">{t.licenceUntil(licence_until)}</Mark>}
      </div>
    </li>
  );
}
