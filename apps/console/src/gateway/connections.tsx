/** Which institutions are connected, and what became of their messages. */
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter, TextFilter } from '../parts/filters.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { Connection } from './answers.ts';
import { SilentMark } from './silent-mark.tsx';
import { connectionsQuery } from './queries.ts';
import type { ConnectionFilter } from './queries.ts';
import { gatewayText } from './text.ts';

const route = getRouteApi('/gateway');

export function ConnectionList() {
  const may = useMay();
  const { fixmedins_code } = useMe();
  if (!may('gateway.read')) return <NoRight />;
  // Whose only institution is the own one needs no list.
  if (fixmedins_code !== null) return <Navigate to="/gateway/$fixmedins_code" params={{ fixmedins_code }} replace />;
  return <Connections />;
}

function Connections() {
  const t = useText(gatewayText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const found = useInfiniteQuery(connectionsQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const set = (name: keyof ConnectionFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.connections}</h1>
        <p className="hint">{t.connectionsHint}</p>
      </div>
      <div className="filters" role="search">
        <TextFilter label={t.search} value={filter.search} onChange={set('search')} />
        <ChoiceFilter
          label={t.state}
          any={t.state}
          value={filter.state}
          options={Object.entries(t.states).map(([value, label]) => ({ value, label }))}
          onChange={set('state')}
        />
      </div>
      <Listed query={found} count={rows.length} empty={{ title: t.emptyConnections, hint: t.emptyConnectionsHint }}>
        <TillTable
          columns={[
            t.institution,
            t.last,
            t.keys,
            { right: t.done },
            { right: t.refused },
            { right: t.turnedAway },
            { right: t.p95 },
          ]}
        >
          {rows.map((row) => (
            <Row key={row.fixmedins_code} row={row} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

function Row({ row }: { readonly row: Connection }) {
  const t = useText(gatewayText);
  const { fixmedins_code, fixmedins_name, last_at, keys, done, refused, unsigned, p95_ms } = row;
  const { turned_away, turned_away_code } = row;
  return (
    <tr>
      <td className="till-name">
        <span className="till-links">
          <Link to="/gateway/$fixmedins_code" params={{ fixmedins_code }}>
            {fixmedins_name}
          </Link>
          <span className="code">{fixmedins_code}</span>
        </span>
      </td>
      <td className="figures" data-label={t.last}>
        <span className="till-links">
          {last_at === null ? <span className="faint">{t.never}</span> : textOfInstant(last_at)}
          <SilentMark last_at={last_at} />
        </span>
      </td>
      <td data-label={t.keys}>{keys === 0 ? <Mark tone="amber">{t.noKey}</Mark> : t.keyCount(keys)}</td>
      <td className="right figures" data-label={t.done}>
        {done.toLocaleString('en')}
        {unsigned === 0 ? null : (
          <>
            {' '}
            <Mark tone="amber">{t.unsignedOf(unsigned)}</Mark>
          </>
        )}
      </td>
      <td className="right figures" data-label={t.refused}>
        {refused.toLocaleString('en')}
        {refused === 0 ? null : <span className="faint"> {t.share(refused, done + refused)}</span>}
      </td>
      <td className="right figures" data-label={t.turnedAway}>
        {turned_away}
        {turned_away_code === null ? null : (
          <>
            {' '}
            <span className="code">{turned_away_code}</span>
          </>
        )}
      </td>
      <td className="right figures" data-label={t.p95}>
        {t.ms(p95_ms)}
      </td>
    </tr>
  );
}
