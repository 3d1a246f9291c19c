/** Settlements of a day, and what funds and persons paid by them. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { DaySums, SettlementListed } from './answers.ts';
import { nameOfCode } from './code-names.ts';
import { sumsQuery, settlementsQuery } from './queries.ts';
import { SettlementFilters } from './settlement-filters.tsx';
import { StandingMark } from './standing-mark.tsx';
import { settlementText } from './text.ts';

const route = getRouteApi('/settlements');

export function SettlementList() {
  return useMay()('settlement.read') ? <Settlements /> : <NoRight />;
}

function Settlements() {
  const t = useText(settlementText);
  const filter = route.useSearch();
  const found = useInfiniteQuery(settlementsQuery(filter));
  const sums = useQuery(sumsQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const places = useMe().fixmedins_code === null;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <SettlementFilters filter={filter} places={places} />
      {sums.data === undefined || rows.length === 0 ? null : <Sums sums={sums.data} />}
      <Listed query={found} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <TillTable
          columns={[
            t.time,
            places ? t.institution : null,
            t.person,
            t.med_type,
            { right: t.sum },
            { right: t.fund },
            { right: t.account },
            { right: t.cash },
          ]}
        >
          {rows.map((row) => (
            <Row key={row.setl_id} row={row} place={places} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

/** Characters of `2026-03-02 ` before the time. */
const DAY_LENGTH = 11;

function Row({ row, place }: { readonly row: SettlementListed; readonly place: boolean }) {
  const { language } = useLanguage();
  const t = useText(settlementText);
  const { setl_id, setl_time, fixmedins_name, psn_tail, insutype, med_type, mid_setl, standing } = row;
  const { medfee_sumamt, fund_pay_sumamt, acct_pay, acct_mulaid_pay, psn_cash_pay } = row;
  return (
    <tr>
      <td className="till-time figures">
        <Link to="/settlements/$setl_id" params={{ setl_id }}>
          {setl_time.slice(DAY_LENGTH)}
        </Link>
      </td>
      {place ? <td>{fixmedins_name}</td> : null}
      <td className="figures">{t.tail(psn_tail)}</td>
      <td className="till-name">
        <span className="till-links">
          {nameOfCode('med_type', med_type, language)}
          <span className="faint">{nameOfCode('insutype', insutype, language)}</span>
          {mid_setl ? <Mark tone="blue">{t.mid}</Mark> : null}
          {standing === 'standing' ? null : <StandingMark standing={standing} />}
        </span>
      </td>
      <td className="right" data-label={t.sum}>
        <Money fen={medfee_sumamt} />
      </td>
      <td className="right" data-label={t.fund}>
        <Money fen={fund_pay_sumamt} />
      </td>
      <td className="right" data-label={t.account}>
        <Money fen={acct_pay + acct_mulaid_pay} />
      </td>
      <td className="right" data-label={t.cash}>
        <Money fen={psn_cash_pay} />
      </td>
    </tr>
  );
}

function Sums({ sums }: { readonly sums: DaySums }) {
  const { language } = useLanguage();
  const t = useText(settlementText);
  const { settlements, cancellations, medfee_sumamt, fund_pay_sumamt, acct_pay, acct_mulaid_pay, psn_cash_pay } = sums;
  const large = [
    [t.sum, medfee_sumamt],
    [t.fund, fund_pay_sumamt],
    [t.account, acct_pay + acct_mulaid_pay],
    [t.cash, psn_cash_pay],
  ] as const;
  return (
    <Panel title={t.sums} beside={<span className="figures">{t.counts(settlements, cancellations)}</span>}>
      <dl className="till-sums">
        {large.map(([name, fen]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Money fen={fen} />
            </dd>
          </div>
        ))}
      </dl>
      {sums.funds.length === 0 ? (
        <p className="faint">{t.noFunds}</p>
      ) : (
        <dl className="pairs">
          {sums.funds.map(({ fund_pay_type, payments, fund_payamt }) => (
            <div key={fund_pay_type}>
              <dt>
                {nameOfCode('fund_pay_type', fund_pay_type, language)}{' '}
                <span className="faint figures">
                  {fund_pay_type} · {t.payments} {payments}
                </span>
              </dt>
              <dd>
                <Money fen={fund_payamt} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {cancellations === 0 ? null : <p className="hint">{t.net}</p>}
    </Panel>
  );
}
