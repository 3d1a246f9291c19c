/** One message: its envelope, what became of it and why. What it said is not shown. */
import type { ReactNode } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { textOfSecond } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { MessageView } from './answers.ts';
import { OutcomeMark } from './outcome-mark.tsx';
import { messageQuery } from './queries.ts';
import { RefusalWords } from './refusal-words.tsx';
import { gatewayText } from './text.ts';
import { TransactionName } from './transaction-name.tsx';
import './till.css';

export function MessagePage() {
  const { msgid } = useParams({ from: '/messages/$msgid' });
  return useMay()('gateway.read') ? <Loaded key={msgid} msgid={msgid} /> : <NoRight />;
}

function Loaded({ msgid }: { readonly msgid: string }) {
  const found = useQuery(messageQuery(msgid));
  return (
    <Fetched for={found} rows={8}>
      {(data) => <OneMessage message={data} />}
    </Fetched>
  );
}

function OneMessage({ message }: { readonly message: MessageView }) {
  const t = useText(gatewayText);
  const may = useMay();
  const { msgid, infno, fixmedins_code, fixmedins_name, received_at, outcome, code, latency_ms } = message;
  const { opter, bytes, key, said, setl_id, signed } = message;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t.msgid, <span className="code">{msgid}</span>],
    [
      t.institution,
      <span className="till-links">
        <Link to="/gateway/$fixmedins_code" params={{ fixmedins_code }}>
          {fixmedins_name}
        </Link>
        <span className="code">{fixmedins_code}</span>
      </span>,
    ],
    [t.opter, opter],
    [t.at, <span className="figures">{textOfSecond(received_at)}</span>],
    [t.took, <span className="figures">{t.ms(latency_ms)}</span>],
    [t.size, <span className="figures">{t.bytes(bytes)}</span>],
    [t.signature, signed ? <Mark tone="green">{t.signed}</Mark> : <Mark tone="amber">{t.unsigned}</Mark>],
    ...(key === null ? [] : [[t.key, `${key.note} · ${t.keyTail(key.tail)}`] as const]),
    ...(setl_id === null
      ? []
      : [
          [
            t.settlement,
            may('settlement.read') ? (
              <Link to="/settlements/$setl_id" params={{ setl_id }}>
                {setl_id}
              </Link>
            ) : (
              <span className="code">{setl_id}</span>
            ),
          ] as const,
        ]),
  ];
  return (
    <article className="page">
      <Link to="/messages" search={{}} className="back">
        ← {t.backMessages}
      </Link>
      <div className="page-head">
        <h1>
          <TransactionName infno={infno} />
        </h1>
        <OutcomeMark outcome={outcome} />
        {code === null ? null : <span className="code">{code}</span>}
      </div>
      <div className="till-two">
        <Panel title={t.message}>
          <dl className="pairs">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel title={t.error}>
          {code === null ? <p className="faint">{t.noError}</p> : null}
          <RefusalWords said={said} />
          {said?.zh.includes('…') === true ? <p className="hint">{t.values}</p> : null}
        </Panel>
      </div>
    </article>
  );
}
