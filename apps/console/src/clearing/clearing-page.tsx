/** The clearing of one institution for one month: what it is made of, what was done about it, and what the institution says. */
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { NoRight } from '../parts/states.tsx';
import { textOfInstant } from '../format/instant.ts';
import { useMay, useMe } from '../session/me.tsx';
import { nameOfCode } from '../settlement/code-names.ts';
import { wordOf } from '../funds/text.ts';
import type { ClearingLines } from './answers.ts';
import { Kinds } from './kinds.tsx';
import { Objections, OwnActs } from './objections.tsx';
import { clearingQuery, statementsQuery } from './queries.ts';
import { Flags, StateMark } from './state-mark.tsx';
import { clearingText } from './text.ts';
import '../gateway/till.css';

export function ClearingPage() {
  return useMay()('clearing.read') ? <Loaded /> : <NoRight />;
}

function Loaded() {
  const { month, fixmedins_code } = useParams({ from: '/clearing/$month/$fixmedins_code' });
  const found = useQuery(clearingQuery(month, fixmedins_code));
  return (
    <Fetched for={found} rows={10}>
      {(data) => <One month={month} lines={data} />}
    </Fetched>
  );
}

interface Props {
  readonly month: string;
  readonly lines: ClearingLines;
}

function One({ month, lines }: Props) {
  const t = useText(clearingText);
  const isOwn = useMe().fixmedins_code !== null;
  const { clearing } = lines;
  const { fixmedins_code, fixmedins_name, terms, state, confirm_due, pay_due } = clearing;
  const sums = [
    [t.gross, clearing.gross_fen],
    [t.deducted, -clearing.deducted_fen],
    [t.carriedIn, clearing.carried_in_fen],
    [t.pay, clearing.pay_fen],
  ] as const;
  return (
    <article className="page">
      {isOwn ? (
        <Link to="/clearing" className="back">
          ← {t.own}
        </Link>
      ) : (
        <Link to="/clearing/$month" params={{ month }} search={{}} className="back">
          ← {t.monthTitle(month)}
        </Link>
      )}
      <header className="cover">
        <p className="cover-kind">{t.monthTitle(month)}</p>
        <div className="page-head">
          <h1>{fixmedins_name}</h1>
          <span className="code">{fixmedins_code}</span>
          <StateMark state={state} />
          <Flags row={clearing} />
          <OwnActs month={month} clearing={clearing} />
        </div>
        <dl className="cover-facts">
          {sums.map(([name, fen]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Money fen={fen} strong={name === t.pay} />
              </dd>
            </div>
          ))}
          {clearing.carried_out_fen === 0 ? null : (
            <div>
              <dt>{t.carriedOut}</dt>
              <dd>
                <Money fen={clearing.carried_out_fen} />
              </dd>
            </div>
          )}
          <div>
            <dt>{t.confirmDue}</dt>
            <dd className="figures">{confirm_due ?? t.unknownDay}</dd>
          </div>
          <div>
            <dt>{t.payDue}</dt>
            <dd className="figures">
              {pay_due ?? t.unknownDay} <span className="faint">{t.termShort[terms]}</span>
            </dd>
          </div>
        </dl>
      </header>
      <div className="columns">
        <div className="column-main">
          <Kinds lines={lines} />
          <Funds lines={lines} />
          <Deductions lines={lines} />
        </div>
        <div className="column-side">
          <Steps lines={lines} />
          <Objections lines={lines} />
          <Statements code={fixmedins_code} />
        </div>
      </div>
    </article>
  );
}

function Funds({ lines: { lines } }: { readonly lines: ClearingLines }) {
  const t = useText(clearingText);
  const { language } = useLanguage();
  const funds = [...Map.groupBy(lines, ({ fund_pay_type }) => fund_pay_type)];
  return (
    <Panel title={t.funds}>
      <dl className="pairs">
        {funds.map(([fund, rows]) => (
          <div key={fund}>
            <dt>
              {nameOfCode('fund_pay_type', fund, language)} <span className="code">{fund}</span>
            </dt>
            <dd>
              <Money fen={rows.reduce((sum, { fen }) => sum + fen, 0)} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Deductions({ lines: { deductions } }: { readonly lines: ClearingLines }) {
  const t = useText(clearingText);
  return (
    <Panel title={t.deductions}>
      {deductions.length === 0 ? (
        <p className="faint">{t.noDeductions}</p>
      ) : (
        <dl className="pairs">
          {deductions.map(({ matter_id, day, fen }) => (
            <div key={`${matter_id} ${day} ${fen}`}>
              <dt>
                <Link to="/matters/$matter_id" params={{ matter_id }}>
                  {t.deduction(day)}
                </Link>
              </dt>
              <dd>
                <Money fen={-fen} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

function Steps({ lines: { clearing } }: { readonly lines: ClearingLines }) {
  const t = useText(clearingText);
  const nameOf = usePersonName();
  const { computed_by, computed_on, confirmed_by, confirmed_on, approved_by, approved_on, state } = clearing;
  const steps = [
    t.computedStep(nameOf(computed_by), computed_on),
    ...(confirmed_by === null ? [] : [t.confirmedStep(nameOf(confirmed_by), confirmed_on ?? '')]),
    ...(approved_by === null ? [] : [t.approvedStep(nameOf(approved_by), approved_on ?? '')]),
    ...(state === 'paid' ? [t.paidStep] : []),
  ];
  return (
    <Panel title={t.steps} flush>
      <ol className="till-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Panel>
  );
}

function Statements({ code }: { readonly code: string }) {
  const t = useText(clearingText);
  const { data: rows = [] } = useQuery(statementsQuery(code));
  return (
    <Panel title={t.statements} flush>
      {rows.length === 0 ? <p className="padded faint">{t.noStatements}</p> : null}
      <ul className="rows">
        {rows.map(({ msgid, infno, begndate, enddate, stmt_rslt, stmt_rslt_dscr, differences, stated_at }) => (
          <li key={msgid} className="till-refusal">
            <div className="till-links">
              <span className="strong">
                {infno} {wordOf(t.statement, infno)}
              </span>
              {stmt_rslt === '0' ? <Mark tone="green">{t.same}</Mark> : <Mark tone="red">{t.differs}</Mark>}
              <span className="faint figures till-end">{textOfInstant(stated_at)}</span>
            </div>
            <span className="faint figures">
              {t.stated(begndate, enddate)}
              {differences === 0 ? '' : ` · ${t.differences(differences)}`}
            </span>
            {stmt_rslt === '0' ? null : <span>{stmt_rslt_dscr}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
