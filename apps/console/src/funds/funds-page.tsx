/** What the funds took in, paid, owe and hold; and the income that two persons post. */
import { Link, getRouteApi } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { changed } from '../parts/filters.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { SpanFilter } from '../parts/span-filter.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import { nameOfCode } from '../settlement/code-names.ts';
import type { FundPosition, Position } from './answers.ts';
import { Bookings } from './bookings.tsx';
import { positionQuery } from './queries.ts';
import type { FundFilter } from './queries.ts';
import { fundText } from './text.ts';
import './funds.css';

const route = getRouteApi('/funds');

export function FundsPage() {
  return useMay()('fund.read') ? <Funds /> : <NoRight />;
}

function Funds() {
  const t = useText(fundText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(positionQuery(filter));
  const set = (name: keyof FundFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
        <Link to="/ledger" search={{}} className="till-end">
          {t.toLedger} →
        </Link>
      </div>
      <div className="filters" role="search">
        <SpanFilter
          from={filter.from ?? found.data?.from}
          to={filter.day ?? found.data?.day}
          onFrom={set('from')}
          onTo={set('day')}
        />
      </div>
      {found.data === undefined ? (
        found.isPending ? (
          <Waiting rows={10} />
        ) : (
          <Trouble error={found.error} retry={() => void found.refetch()} />
        )
      ) : (
        <div className="columns">
          <div className="column-main">
            <Positions position={found.data} />
          </div>
          <div className="column-side">
            <Bookings />
          </div>
        </div>
      )}
    </div>
  );
}

function Positions({ position }: { readonly position: Position }) {
  const t = useText(fundText);
  const { from, day, total, funds, personal_fen, wallet_fen } = position;
  const large = [
    [t.income, total.income_fen],
    [t.paid, total.paid_fen],
    [t.accrued, total.accrued_fen],
    [t.balance, total.balance_fen],
  ] as const;
  return (
    <>
      <Panel title={t.total} beside={<span className="figures">{t.span(from, day)}</span>}>
        <dl className="till-sums fund-sums">
          {large.map(([name, fen]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Money fen={fen} />
              </dd>
            </div>
          ))}
          <div>
            <dt>{t.used}</dt>
            <dd className="figures">{t.share(total.used)}</dd>
          </div>
        </dl>
        <p className="hint">{t.usedHint}</p>
      </Panel>
      <Panel title={t.fund} flush>
        {funds.length === 0 ? <Empty title={t.empty} hint={t.emptyHint} /> : <Funding funds={funds} />}
      </Panel>
      <Panel title={t.persons}>
        <dl className="pairs">
          <div>
            <dt>{t.personal}</dt>
            <dd>
              <Money fen={personal_fen} />
            </dd>
          </div>
          <div>
            <dt>{t.wallet}</dt>
            <dd>
              <Money fen={wallet_fen} />
            </dd>
          </div>
        </dl>
      </Panel>
    </>
  );
}

function Funding({ funds }: { readonly funds: readonly FundPosition[] }) {
  const t = useText(fundText);
  const { language } = useLanguage();
  return (
    <TillTable columns={[t.fund, ...[t.income, t.paid, t.accrued, t.balance, t.used].map((right) => ({ right }))]}>
      {funds.map(({ fund, name, income_fen, paid_fen, accrued_fen, balance_fen, used }) => (
        <tr key={fund}>
          <td className="till-name">
            <span className="till-links">
              <Link to="/ledger/entries" search={{ account: `fund:${fund}` }}>
                {language === 'zh' ? name : nameOfCode('fund_pay_type', fund, language)}
              </Link>
              <span className="code">{fund}</span>
            </span>
          </td>
          {(
            [
              [t.income, income_fen],
              [t.paid, paid_fen],
              [t.accrued, accrued_fen],
              [t.balance, balance_fen],
            ] as const
          ).map(([label, fen]) => (
            <td key={label} className="right" data-label={label}>
              <Money fen={fen} />
            </td>
          ))}
          <td className="right figures" data-label={t.used}>
            {t.share(used)}
            <span className="fund-bar" aria-hidden="true">
              <span style={{ width: `${Math.min(100, (used ?? 0) / 100)}%` }} />
            </span>
          </td>
        </tr>
      ))}
    </TillTable>
  );
}
