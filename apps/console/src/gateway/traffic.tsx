/** Messages as they come. The list grows by itself while it is seen, until somebody stops it. */
import { useState } from 'react';
import { Button } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { textOfSecond } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { changed, ChoiceFilter, TextFilter } from '../parts/filters.tsx';
import { InstitutionFilter, useInstitutionName } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { MessageRow } from './answers.ts';
import { FlowPanel } from './flow.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { messagesQuery } from './queries.ts';
import type { MessageFilter } from './queries.ts';
import { gatewayText } from './text.ts';
import { TransactionName } from './transaction-name.tsx';
import { transactionName, transactionNumbers } from './transaction-names.ts';

const route = getRouteApi('/messages');

export function Traffic() {
  return useMay()('gateway.read') ? <Messages /> : <NoRight />;
}

function Messages() {
  const t = useText(gatewayText);
  const filter = route.useSearch();
  const [live, setLive] = useState(true);
  const found = useInfiniteQuery(messagesQuery(filter, live));
  const rows = found.data?.pages.flat() ?? [];
  const turnedBack = (found.data?.pages.length ?? 1) > 1;
  const nameOf = useInstitutionName(rows.map(({ fixmedins_code }) => fixmedins_code));
  const places = useMe().fixmedins_code === null;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.messages}</h1>
        <p className="hint">{t.messagesHint}</p>
        <span className="till-live till-end">
          <span className={live && !turnedBack ? 'till-beat' : 'till-beat till-still'} aria-hidden="true" />
          <span role="status" className="faint">
            {turnedBack ? t.heldBack : live ? t.live : t.held}
          </span>
          <Button size="small" aria-pressed={!live} onClick={() => setLive(!live)}>
            {live ? t.pause : t.resume}
          </Button>
        </span>
      </div>
      <FlowPanel filter={filter} live={live && !turnedBack} />
      <Filters filter={filter} places={places} />
      <Listed query={found} count={rows.length} empty={{ title: t.emptyMessages, hint: t.emptyMessagesHint }}>
        <TillTable columns={[t.at, places ? t.institution : null, t.transaction, t.outcome, { right: t.took }]}>
          {rows.map((row) => (
            <Row key={row.seq} row={row} place={places ? nameOf(row.fixmedins_code) : null} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

function Row({ row, place }: { readonly row: MessageRow; readonly place: string | null }) {
  const t = useText(gatewayText);
  const { msgid, infno, received_at, outcome, code, latency_ms, signed } = row;
  return (
    <tr>
      <td className="figures till-time">
        <Link to="/messages/$msgid" params={{ msgid }}>
          {textOfSecond(received_at)}
        </Link>
      </td>
      {place === null ? null : <td>{place}</td>}
      <td className="till-name">
        <TransactionName infno={infno} />
      </td>
      <td>
        <span className="till-links">
          <OutcomeMark outcome={outcome} />
          {code === null ? null : <span className="code">{code}</span>}
          {signed || outcome === 'void' ? null : <Mark tone="amber">{t.unsigned}</Mark>}
        </span>
      </td>
      <td className="right figures" data-label={t.took}>
        {t.ms(latency_ms)}
      </td>
    </tr>
  );
}

const SLOWER = ['50', '100', '300', '1000'];

function Filters({ filter, places }: { readonly filter: MessageFilter; readonly places: boolean }) {
  const { say } = useLanguage();
  const t = useText(gatewayText);
  const navigate = route.useNavigate();
  const set = (name: keyof MessageFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const transactions = transactionNumbers.map((infno) => {
    const name = transactionName(infno);
    return { value: infno, label: name === undefined ? infno : `${infno} ${say(name)}` };
  });
  return (
    <div className="filters" role="search">
      {places ? (
        <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
      ) : null}
      <ChoiceFilter
        label={t.transaction}
        any={t.anyTransaction}
        value={filter.infno}
        options={transactions}
        onChange={set('infno')}
        many
      />
      <ChoiceFilter
        label={t.outcome}
        any={t.outcome}
        value={filter.outcome}
        options={Object.entries(t.outcomes).map(([value, label]) => ({ value, label }))}
        onChange={set('outcome')}
      />
      <ChoiceFilter
        label={t.slower}
        any={t.slower}
        value={filter.slower_ms}
        options={SLOWER.map((value) => ({ value, label: t.slowerThan(value) }))}
        onChange={set('slower_ms')}
      />
      <TextFilter label={t.code} value={filter.code} onChange={set('code')} />
    </div>
  );
}
