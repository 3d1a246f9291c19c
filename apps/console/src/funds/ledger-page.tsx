/** The accounts of the ledger by kind, one by one where they are no person's, and whether everything balances. */
import { Alert, Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { yuan } from '../format/money.ts';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter, TextFilter } from '../parts/filters.tsx';
import { Listed } from '../parts/listed.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import { useAccountWords } from './account-name.tsx';
import type { LedgerKind, TrialBalance } from './answers.ts';
import { accountsQuery, kindsQuery } from './queries.ts';
import type { AccountFilter } from './queries.ts';
import { fundText, wordOf } from './text.ts';
import './funds.css';

const route = getRouteApi('/ledger');

export function LedgerPage() {
  return useMay()('fund.read') ? <Ledger /> : <NoRight />;
}

function Ledger() {
  const t = useText(fundText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const kinds = useQuery(kindsQuery);
  const set = (name: keyof AccountFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const plain = (kinds.data ?? []).filter(({ personal }) => !personal);
  return (
    <div className="page">
      <Link to="/funds" search={{}} className="back">
        ← {t.title}
      </Link>
      <div className="page-head">
        <h1>{t.ledger}</h1>
        <p className="hint">{t.ledgerHint}</p>
        <Link to="/ledger/entries" search={{}} className="till-end">
          {t.toEntries} →
        </Link>
      </div>
      <div className="filters" role="search">
        <ChoiceFilter
          label={t.kindTitle}
          any={t.anyKind}
          value={filter.kind}
          options={plain.map(({ kind }) => ({ value: kind, label: wordOf(t.kinds, kind) }))}
          onChange={set('kind')}
        />
        <TextFilter label={t.search} value={filter.search} onChange={set('search')} />
      </div>
      <div className="columns">
        <div className="column-main">
          <Accounts filter={filter} />
        </div>
        <div className="column-side">
          <Trial />
          <Kinds kinds={kinds.data ?? []} />
        </div>
      </div>
    </div>
  );
}

function Accounts({ filter }: { readonly filter: AccountFilter }) {
  const t = useText(fundText);
  const found = useInfiniteQuery(accountsQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const wordsOf = useAccountWords(rows.map(({ account }) => account));
  return (
    <Listed query={found} count={rows.length} empty={{ title: t.emptyAccounts, hint: t.emptyAccountsHint }}>
      <TillTable columns={[t.account, { right: t.postings }, { right: t.balance }]}>
        {rows.map(({ account, postings, balance_fen }) => (
          <tr key={account}>
            <td className="ledger-name">
              <Link to="/ledger/entries" search={{ account }}>
                {wordsOf(account)}
              </Link>
              <span className="code">{account}</span>
            </td>
            <td className="right figures" data-label={t.postings}>
              {postings}
            </td>
            <td className="right" data-label={t.balance}>
              <Money fen={balance_fen} />
            </td>
          </tr>
        ))}
      </TillTable>
    </Listed>
  );
}

function Trial() {
  const t = useText(fundText);
  const trial = useMutation({ mutationFn: () => ask<TrialBalance>('GET', '/api/ledger/trial-balance') });
  return (
    <div className="spaced">
      <Button loading={trial.isPending} onClick={() => trial.mutate()} className="wide">
        {t.trial}
      </Button>
      {trial.error instanceof Refused ? <RefusedAlert error={trial.error} /> : null}
      {trial.data === undefined ? null : <Verdict trial={trial.data} />}
    </div>
  );
}

function Verdict({ trial: { sum_fen, accounts, entries } }: { readonly trial: TrialBalance }) {
  const t = useText(fundText);
  const whole = sum_fen === 0 && accounts.length === 0 && entries.length === 0;
  const faults = [
    ...(sum_fen === 0 ? [] : [t.brokenSum(yuan(sum_fen))]),
    ...(accounts.length === 0 ? [] : [t.brokenAccounts(accounts.join(' '))]),
    ...(entries.length === 0 ? [] : [t.brokenEntries(entries.join(' '))]),
  ];
  return (
    <Alert
      role="status"
      showIcon
      className="ledger-verdict"
      type={whole ? 'success' : 'error'}
      title={whole ? t.whole : t.broken}
      {...(whole ? {} : { description: faults.join('；') })}
    />
  );
}

function Kinds({ kinds }: { readonly kinds: readonly LedgerKind[] }) {
  const t = useText(fundText);
  return (
    <Panel title={t.kindTitle}>
      <dl className="pairs">
        {kinds.map(({ kind, accounts, balance_fen }) => (
          <div key={kind}>
            <dt>
              {wordOf(t.kinds, kind)} <span className="faint figures">{t.accounts(accounts)}</span>
            </dt>
            <dd>
              <Money fen={balance_fen} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
