/** The connection of one institution: what was refused and why, which transactions it sends, and its keys. */
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { today, textOfDay } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { ConnectionView } from './answers.ts';
import { Keys } from './keys.tsx';
import { connectionQuery } from './queries.ts';
import { SilentMark } from './silent-mark.tsx';
import { RefusalWords } from './refusal-words.tsx';
import { gatewayText } from './text.ts';
import { TransactionName } from './transaction-name.tsx';

export function ConnectionPage() {
  const { fixmedins_code } = useParams({ from: '/gateway/$fixmedins_code' });
  return useMay()('gateway.read') ? <Loaded key={fixmedins_code} code={fixmedins_code} /> : <NoRight />;
}

function Loaded({ code }: { readonly code: string }) {
  const found = useQuery(connectionQuery(code));
  return (
    <Fetched for={found} rows={10}>
      {(data) => <OneConnection connection={data} />}
    </Fetched>
  );
}

function OneConnection({ connection }: { readonly connection: ConnectionView }) {
  const t = useText(gatewayText);
  const may = useMay();
  const isStaff = useMe().fixmedins_code === null;
  const { fixmedins_code, fixmedins_name, last_at, done, refused, turned_away, keys, unsigned } = connection;
  const { p50_ms, p95_ms, p99_ms } = connection;
  return (
    <article className="page">
      {isStaff ? (
        <Link to="/gateway" search={{}} className="back">
          ← {t.back}
        </Link>
      ) : null}
      <header className="cover">
        <p className="cover-kind">{t.connections}</p>
        <div className="page-head">
          <h1>{fixmedins_name}</h1>
          <span className="code">{fixmedins_code}</span>
          {keys === 0 ? <Mark tone="amber">{t.noKey}</Mark> : null}
          {unsigned === 0 ? null : <Mark tone="amber">{t.unsignedOf(unsigned)}</Mark>}
        </div>
        <dl className="cover-facts">
          <div>
            <dt>{t.last}</dt>
            <dd className="figures till-links">
              {last_at === null ? t.never : textOfInstant(last_at)}
              <SilentMark last_at={last_at} />
            </dd>
          </div>
          <div>
            <dt>
              {t.done} / {t.refused} / {t.turnedAway}
            </dt>
            <dd className="figures">
              {done} / {refused} / {turned_away}
              {refused === 0 ? null : (
                <span className="faint">
                  {' '}
                  {t.refusedShare} {t.share(refused, done + refused)}
                </span>
              )}
            </dd>
          </div>
          <div>
            <dt>{t.latency}</dt>
            <dd className="figures">{[p50_ms, p95_ms, p99_ms].map(t.ms).join(' / ')}</dd>
          </div>
          <div>
            <dt>{t.recent}</dt>
            <dd className="till-links">
              <Link to="/messages" search={{ fixmedins_code }}>
                {t.traffic}
              </Link>
              {may('settlement.read') ? (
                <Link to="/settlements" search={{ fixmedins_code, day: textOfDay(today()) }}>
                  {t.settlements}
                </Link>
              ) : null}
              {may('dossier.read') ? (
                <Link to="/institutions/$fixmedins_code" params={{ fixmedins_code }} search={{}}>
                  {t.file}
                </Link>
              ) : null}
            </dd>
          </div>
        </dl>
      </header>
      <div className="columns">
        <div className="column-main">
          <Refusals connection={connection} />
          <Transactions connection={connection} />
        </div>
        <div className="column-side">
          <Keys code={fixmedins_code} />
        </div>
      </div>
    </article>
  );
}

function Refusals({ connection: { fixmedins_code, refusals } }: { readonly connection: ConnectionView }) {
  const t = useText(gatewayText);
  return (
    <Panel title={t.refusals} flush>
      <p className="panel-note">{t.refusalsHint}</p>
      {refusals.length === 0 ? <p className="padded faint">{t.noRefusals}</p> : null}
      <ul className="rows">
        {refusals.map(({ code, by, count, last_at, said }) => (
          <li key={`${by} ${code}`} className="till-refusal">
            <div className="till-links">
              <Mark tone={by === 'door' ? 'red' : 'amber'}>{t.by[by]}</Mark>
              <span className="strong figures">{t.times(count)}</span>
              {by === 'transaction' ? (
                <Link to="/messages" search={{ fixmedins_code, code }} className="figures">
                  {code}
                </Link>
              ) : (
                <span className="code">{code}</span>
              )}
              <span className="faint figures">{t.lastAt(textOfInstant(last_at))}</span>
            </div>
            <RefusalWords said={said} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Transactions({ connection: { fixmedins_code, transactions } }: { readonly connection: ConnectionView }) {
  const { text } = useLanguage();
  const t = useText(gatewayText);
  return (
    <Panel title={t.transactions} flush beside={text.leads.all(transactions.length)}>
      {transactions.length === 0 ? (
        <p className="padded faint">{t.noTransactions}</p>
      ) : (
        <TillTable
          columns={[
            t.transaction,
            { right: t.done },
            { right: t.refused },
            { right: t.voided },
            { right: t.p50 },
            { right: t.p99 },
          ]}
        >
          {transactions.map(({ infno, done, refused, voided, p50_ms, p99_ms }) => (
            <tr key={infno}>
              <td className="till-name">
                <Link to="/messages" search={{ fixmedins_code, infno }}>
                  <TransactionName infno={infno} />
                </Link>
              </td>
              <td className="right figures" data-label={t.done}>
                {done}
              </td>
              <td className="right figures" data-label={t.refused}>
                {refused}
              </td>
              <td className="right figures" data-label={t.voided}>
                {voided}
              </td>
              <td className="right figures" data-label={t.p50}>
                {t.ms(p50_ms)}
              </td>
              <td className="right figures" data-label={t.p99}>
                {t.ms(p99_ms)}
              </td>
            </tr>
          ))}
        </TillTable>
      )}
    </Panel>
  );
}
