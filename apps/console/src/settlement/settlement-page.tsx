/** One settlement: whether it stands, how it was calculated, who paid, and its lines. */
import type { ReactNode } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { SettlementView } from './answers.ts';
import { nameOfCode } from './code-names.ts';
import { Lines } from './lines.tsx';
import { settlementQuery } from './queries.ts';
import { SettledPerson } from './settled-person.tsx';
import { StandingMark } from './standing-mark.tsx';
import { Steps } from './steps.tsx';
import { settlementText } from './text.ts';
import '../gateway/till.css';

export function SettlementPage() {
  const { setl_id } = useParams({ from: '/settlements/$setl_id' });
  return useMay()('settlement.read') ? <Loaded key={setl_id} setl_id={setl_id} /> : <NoRight />;
}

function Loaded({ setl_id }: { readonly setl_id: string }) {
  const found = useQuery(settlementQuery(setl_id));
  return (
    <Fetched for={found} rows={10}>
      {(data) => <Settlement settlement={data} />}
    </Fetched>
  );
}

function Settlement({ settlement }: { readonly settlement: SettlementView }) {
  const t = useText(settlementText);
  const { setl_time, fixmedins_code } = settlement;
  const search = { day: setl_time.slice(0, 10), fixmedins_code };
  return (
    <article className="page">
      <Link to="/settlements" search={search} className="back">
        ← {t.back}
      </Link>
      <Cover settlement={settlement} />
      <div className="columns">
        <div className="column-main">
          <Steps steps={settlement.steps} />
        </div>
        <div className="column-side">
          <Shares settlement={settlement} />
          <Amounts settlement={settlement} />
        </div>
      </div>
      <Lines settlement={settlement} />
    </article>
  );
}

function Cover({ settlement }: { readonly settlement: SettlementView }) {
  const { language, say } = useLanguage();
  const t = useText(settlementText);
  const may = useMay();
  const { setl_id, setl_time, fixmedins_code, fixmedins_name, standing, mid_setl, med_type, insutype } = settlement;
  const { mdtrt_id, msgid, chrg_bchno, begndate, enddate, year, policy, policy_name } = settlement;
  const { init_setl_id, cancelled_by, medfee_sumamt } = settlement;
  const other = cancelled_by ?? init_setl_id;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t.setl_id, <span className="code">{setl_id}</span>],
    [
      t.institution,
      <>
        {fixmedins_name} <span className="code">{fixmedins_code}</span>
      </>,
    ],
    [t.mdtrt_id, <span className="code">{mdtrt_id}</span>],
    ...(chrg_bchno === null ? [] : [[t.batch, <span className="code">{chrg_bchno}</span>] as const]),
    [
      t.dates,
      <span className="figures">
        {begndate} – {enddate}
      </span>,
    ],
    [t.year, <span className="figures">{year}</span>],
    [t.policy, policy_name === null ? <span className="code">{policy}</span> : say(policy_name)],
    [
      t.message,
      may('gateway.read') ? (
        <Link to="/messages/$msgid" params={{ msgid }} className="figures">
          {msgid}
        </Link>
      ) : (
        <span className="code">{msgid}</span>
      ),
    ],
  ];
  return (
    <header className="cover">
      <p className="cover-kind">
        {nameOfCode('med_type', med_type, language)} · {nameOfCode('insutype', insutype, language)} ·{' '}
        <span className="figures">{setl_time}</span>
      </p>
      <div className="page-head">
        <h1>
          {t.sum} <Money fen={medfee_sumamt} /> {t.yuan}
        </h1>
        <StandingMark standing={standing} />
        {mid_setl ? <Mark tone="blue">{t.mid}</Mark> : null}
        {other === null ? null : (
          <span className="till-links">
            {cancelled_by === null ? t.cancels : t.cancelledBy}{' '}
            <Link to="/settlements/$setl_id" params={{ setl_id: other }}>
              {other}
            </Link>
          </span>
        )}
      </div>
      <SettledPerson settlement={settlement} />
      <dl className="cover-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function Shares({ settlement: { shares, fund_pay_sumamt } }: { readonly settlement: SettlementView }) {
  const { language } = useLanguage();
  const t = useText(settlementText);
  return (
    <Panel title={t.shares} beside={<Money fen={fund_pay_sumamt} strong />}>
      {shares.length === 0 ? <p className="faint">{t.noFunds}</p> : null}
      {shares.map(({ fund_pay_type, inscp_scp_amt, crt_payb_lmt_amt, fund_payamt }) => (
        <section key={fund_pay_type} className="scheme till-shares">
          <h3>{nameOfCode('fund_pay_type', fund_pay_type, language)}</h3>
          <dl className="pairs">
            <div>
              <dt>{t.looked}</dt>
              <dd>
                <Money fen={inscp_scp_amt} />
              </dd>
            </div>
            <div>
              <dt>{t.limit}</dt>
              <dd>{crt_payb_lmt_amt === null ? t.noLimit : <Money fen={crt_payb_lmt_amt} />}</dd>
            </div>
            <div>
              <dt>{t.paid}</dt>
              <dd>
                <Money fen={fund_payamt} strong />
              </dd>
            </div>
          </dl>
        </section>
      ))}
    </Panel>
  );
}

/** Amounts that are named even when they are nought: the division of the fee, and who bears it. */
const ALWAYS = new Set(['medfee_sumamt', 'inscp_scp_amt', 'fund_pay_sumamt', 'psn_part_amt', 'psn_cash_pay']);

function Amounts({ settlement: { amounts } }: { readonly settlement: SettlementView }) {
  const t = useText(settlementText);
  return (
    <Panel title={t.amounts}>
      <dl className="pairs">
        {Object.entries(t.names).map(([name, words]) => {
          const fen = amounts[name] ?? 0;
          return fen === 0 && !ALWAYS.has(name) ? null : (
            <div key={name}>
              <dt>{words}</dt>
              <dd>
                <Money fen={fen} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
