/** One account: who it is of, what was changed about it, and what may be done. */
import { Alert, Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { Regions } from '../parts/region.tsx';
import { useReveal } from '../parts/reveal.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { AccountActs } from './account-acts.tsx';
import type { AccountView } from './answers.ts';
import { ChangeText } from './changes.tsx';
import { useDutyNames } from './duties.ts';
import { accountQuery } from './queries.ts';
import { accountText } from './text.ts';
import './accounts.css';

const route = getRouteApi('/accounts/$id');

export function AccountOfPerson() {
  const { id } = route.useParams();
  const account = useQuery(accountQuery(id));
  return <Fetched for={account}>{(data) => <Account key={id} account={data} />}</Fetched>;
}

function Account({ account }: { readonly account: AccountView }) {
  const t = useText(accountText);
  const me = useMe();
  const may = useMay();
  return (
    <article className="page">
      <Link to="/accounts" className="back">
        ← {t.back}
      </Link>
      <div className="page-head">
        <h1>{account.name}</h1>
        <span className="code">{account.username}</span>
        {account.disabled ? <Mark tone="quiet">{t.disabledMark}</Mark> : null}
        {account.must_change ? <Mark tone="blue">{t.mustChange}</Mark> : null}
        {account.is_waiting ? <Mark tone="amber">{t.waiting}</Mark> : null}
      </div>
      {account.id === me.id ? (
        <Alert
          type="info"
          showIcon
          className="spaced"
          title={t.own}
          description={<Link to="/account">{t.toOwn}</Link>}
        />
      ) : null}
      <div className="columns">
        <div className="column-main">
          <Panel title={t.facts}>
            <Facts account={account} />
          </Panel>
          <Panel title={t.changes} flush>
            <History changes={account.changes} />
          </Panel>
        </div>
        {account.id !== me.id && may('account.manage') ? (
          <div className="column-side">
            <AccountActs account={account} />
          </div>
        ) : null}
      </div>
    </article>
  );
}

function Facts({ account }: { readonly account: AccountView }) {
  const t = useText(accountText);
  const names = useDutyNames();
  const { duties, regions, fixmedins_code, fixmedins_name, last_sign_in } = account;
  const fact = (name: string, value: ReactNode) => (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <dl className="pairs">
      {fact(t.duty, duties.length === 0 ? t.noDuty : names(duties))}
      {fixmedins_code === null
        ? fact(t.regions, <Regions codes={regions} />)
        : fact(t.place, `${fixmedins_name ?? ''} ${fixmedins_code}`)}
      {fact(t.phone, <Phone account={account} />)}
      {fact(t.totp, account.has_totp ? t.totpOn : t.totpOff)}
      {fact(t.passkeys, account.passkeys)}
      {fact(t.provider, account.is_linked ? t.linked : t.notLinked)}
      {account.first_password_until === null
        ? null
        : fact(t.mustChange, t.until(textOfInstant(account.first_password_until)))}
      {fact(t.sessions, account.sessions)}
      {fact(t.lastSignIn, last_sign_in === null ? t.never : textOfInstant(last_sign_in))}
      {fact(t.created, textOfInstant(account.created_at))}
    </dl>
  );
}

function Phone({ account: { id, phone } }: { readonly account: AccountView }) {
  const t = useText(accountText);
  const me = useMe();
  const reveal = useReveal<{ readonly phone: string | null }>(`/api/accounts/${id}/phone`);
  const shown = reveal.shown?.phone ?? null;
  if (phone === null) return t.noPhone;
  if (shown !== null)
    return (
      <>
        <span className="figures">{shown}</span>{' '}
        <Button size="small" onClick={reveal.hide}>
          {t.hidePhone}
        </Button>
      </>
    );
  return (
    <>
      <span className="figures">{phone}</span>{' '}
      {id === me.id ? null : (
        <Button size="small" onClick={reveal.ask}>
          {t.showPhone}
        </Button>
      )}
      {reveal.dialog}
    </>
  );
}

function History({ changes }: Pick<AccountView, 'changes'>) {
  const t = useText(accountText);
  if (changes.length === 0) return <p className="padded faint">{t.noChanges}</p>;
  return (
    <ul className="rows">
      {changes.map((row) => (
        <li key={row.change_id}>
          <div className="change">
            <ChangeText row={row} />
            {row.confirmed === null ? null : (
              <p className="faint">
                {t.decided(row.decided_by_name ?? '', textOfInstant(row.decided_at ?? ''), row.confirmed)}
              </p>
            )}
          </div>
          <Mark tone={row.confirmed === null ? 'amber' : row.confirmed ? 'green' : 'quiet'}>
            {row.confirmed === null ? t.waiting : row.confirmed ? t.confirmed : t.refused}
          </Mark>
        </li>
      ))}
    </ul>
  );
}
