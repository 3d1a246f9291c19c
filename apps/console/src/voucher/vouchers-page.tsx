/** E-vouchers: who enrolled many of them, and what is done at a window. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { ExportFile } from '../parts/export-file.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { usePersonName } from '../parts/person.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { SpanFilter } from '../parts/span-filter.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import { Alarms } from './alarms.tsx';
import type { Activations, By } from './answers.ts';
import { activationsQuery, BY } from './queries.ts';
import { voucherText } from './text.ts';
import { WindowActs } from './window-acts.tsx';
import './voucher.css';

const route = getRouteApi('/vouchers');

export function VouchersPage() {
  return useMay()('voucher.statistics') ? <Vouchers /> : <NoRight />;
}

function Vouchers() {
  const t = useText(voucherText);
  const may = useMay();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(activationsQuery(filter));
  const rows = found.data ?? [];
  const set = (name: keyof typeof filter) => (value: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, [name]: value }), replace: true });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
        {may('voucher.terminal') ? (
          <Link to="/vouchers/terminals" search={{}} className="till-end">
            {t.toTerminals} →
          </Link>
        ) : null}
      </div>
      <WindowActs />
      <div className="columns">
        <div className="column-main">
          <div className="filters" role="search">
            <ChoiceFilter
              label={t.by}
              value={filter.by}
              options={BY.map((value) => ({ value, label: t.bys[value] }))}
              onChange={set('by')}
            />
            <SpanFilter from={filter.from} to={filter.to} onFrom={set('from')} onTo={set('to')} />
            <ExportFile
              label={t.export}
              title={t.exportTitle}
              path="/api/vouchers/activations/export"
              filter={{ ...filter }}
            />
          </div>
          <Listed query={found} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
            <Counted by={filter.by} rows={rows} />
          </Listed>
        </div>
        <div className="column-side">
          <Alarms />
        </div>
      </div>
    </div>
  );
}

const UUID_LENGTH = 36;

function Counted({ by, rows }: { readonly by: By; readonly rows: readonly Activations[] }) {
  const t = useText(voucherText);
  const nameOf = usePersonName();
  const named = (of: string) =>
    by === 'device' || (by === 'witness' && of.length === UUID_LENGTH && nameOf(of) === of.slice(0, 8)) ? (
      <ShortId id={of} />
    ) : (
      <span className="strong">{by === 'witness' ? nameOf(of) : of}</span>
    );
  return (
    <TillTable columns={[t.of[by], t.way, { right: t.persons }, { right: t.revokedCount }, t.first, t.last]}>
      {rows.map(({ of, way, persons, revoked, first_at, last_at, stands_out }) => (
        <tr key={`${of} ${way}`} className={stands_out ? 'voucher-out' : ''}>
          <td className="till-name">
            <span className="till-links">
              {named(of)}
              {stands_out ? <Mark tone="red">{t.standsOut}</Mark> : null}
            </span>
          </td>
          <td data-label={t.way}>{t.ways[way]}</td>
          <td className="right figures strong" data-label={t.persons}>
            {persons}
          </td>
          <td className="right figures" data-label={t.revokedCount}>
            {revoked}
          </td>
          <td className="figures till-time" data-label={t.first}>
            {textOfInstant(first_at)}
          </td>
          <td className="figures till-time" data-label={t.last}>
            {textOfInstant(last_at)}
          </td>
        </tr>
      ))}
    </TillTable>
  );
}
