/** Accounts within reach, and the changes of them that wait for somebody. */
import { useState } from 'react';
import { Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter, TextFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Regions } from '../parts/region.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { AccountRow } from './answers.ts';
import { Changes } from './changes.tsx';
import { useDutyNames, useDutyOptions } from './duties.ts';
import { NewAccountForm } from './new-account.tsx';
import { accountsQuery } from './queries.ts';
import type { AccountFilter } from './queries.ts';
import { accountText } from './text.ts';
import './accounts.css';

const route = getRouteApi('/accounts');

export function AccountList() {
  return useMay()('account.read') ? <Accounts /> : <NoRight />;
}

function Accounts() {
  const t = useText(accountText);
  const may = useMay();
  const filter = route.useSearch();
  const accounts = useInfiniteQuery(accountsQuery(filter));
  const [adding, setAdding] = useState(false);
  const rows = accounts.data?.pages.flat() ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
        {may('account.manage') ? (
          <Button type="primary" className="head-act" onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        ) : null}
      </div>
      {adding ? <NewAccountForm onClose={() => setAdding(false)} /> : null}
      <Changes />
      <Filters filter={filter} />
      <Listed query={accounts} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <ul className="rows account-rows">
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      </Listed>
    </div>
  );
}

function Row({ row }: { readonly row: AccountRow }) {
  const t = useText(accountText);
  const names = useDutyNames();
  const { id, name, username, duties, regions, fixmedins_code, fixmedins_name, phone } = row;
  return (
    <li>
      <div className="matter-name">
        <Link to="/accounts/$id" params={{ id }}>
          {name}
        </Link>
        <span className="code">{username}</span>
      </div>
      <span>{duties.length === 0 ? <span className="faint">{t.noDuty}</span> : names(duties)}</span>
      <span className="faint">
        {fixmedins_code === null ? <Regions codes={regions} /> : (fixmedins_name ?? fixmedins_code)}
      </span>
      <span className="figures faint">{phone}</span>
      <span className="account-marks">
        {row.disabled ? <Mark tone="quiet">{t.disabledMark}</Mark> : null}
        {row.is_waiting ? <Mark tone="amber">{t.waiting}</Mark> : null}
        {row.must_change ? <Mark tone="blue">{t.mustChange}</Mark> : null}
        {row.has_totp ? <Mark tone="green">{t.hasTotp}</Mark> : null}
      </span>
    </li>
  );
}

function Filters({ filter }: { readonly filter: AccountFilter }) {
  const t = useText(accountText);
  const duties = useDutyOptions();
  const navigate = route.useNavigate();
  const set = (name: keyof AccountFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const states = Object.entries(t.states).map(([value, label]) => ({ value, label }));
  return (
    <div className="filters" role="search">
      <TextFilter label={t.find} value={filter.text} onChange={set('text')} />
      <ChoiceFilter label={t.duty} any={t.anyDuty} value={filter.duty} options={duties} onChange={set('duty')} />
      <ChoiceFilter label={t.state} any={t.anyState} value={filter.state} options={states} onChange={set('state')} />
      <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
    </div>
  );
}
