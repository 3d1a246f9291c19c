/** How boxes fare by institution, and how often codes are looked up. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { PeriodFilter } from '../parts/day-filter.tsx';
import type { Period } from '../parts/day-filter.tsx';
import { changed } from '../parts/filters.tsx';
import { Listed } from '../parts/listed.tsx';
import { Panel } from '../parts/panel.tsx';
import { SaveTable } from '../parts/save-table.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import type { BoxesOfPlace, LookUps } from './answers.ts';
import { TraceHead } from './head.tsx';
import { lookUpsQuery, placesQuery } from './queries.ts';
import { traceText } from './text.ts';

const route = getRouteApi('/trace/institutions');

export function BoxPlacesPage() {
  return useMay()('trace.read') ? <Places /> : <NoRight />;
}

function Places() {
  const t = useText(traceText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: keyof Period) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const found = useQuery(placesQuery(filter));
  const rows = found.data ?? [];
  const columns = [t.refused, t.attemptCount, t.othersCount, t.boxes, t.given, t.givenSold];
  return (
    <div className="page">
      <TraceHead
        hint={t.placesHint}
        acts={
          <SaveTable
            name={`${t.title} ${filter.from} ${filter.to}`}
            columns={[t.institution, t.institution, ...columns]}
            rows={rows.map((row) => [row.fixmedins_code, row.fixmedins_name, ...countsOf(row)])}
          />
        }
      />
      <div className="filters" role="search">
        <PeriodFilter from={filter.from} to={filter.to} onChange={set} />
      </div>
      <Listed query={found} count={rows.length} empty={{ title: t.emptyPlaces, hint: t.emptyPlacesHint }}>
        <TillTable columns={[t.institution, ...columns.map((right) => ({ right })), t.mostCode]}>
          {rows.map((row) => (
            <Row key={row.fixmedins_code} row={row} columns={columns} />
          ))}
        </TillTable>
      </Listed>
      <LookUpPanel period={filter} />
    </div>
  );
}

const countsOf = (row: BoxesOfPlace): readonly number[] => [
  row.refused,
  row.attempts,
  row.others,
  row.boxes,
  row.given,
  row.sold,
];

function Row({ row, columns }: { readonly row: BoxesOfPlace; readonly columns: readonly string[] }) {
  const t = useText(traceText);
  const may = useMay();
  const { fixmedins_code, fixmedins_name, most_code } = row;
  return (
    <tr>
      <td className="till-name">
        <span className="till-links">
          <Link to="/trace" search={{ fixmedins_code }}>
            {fixmedins_name}
          </Link>
          <span className="code">{fixmedins_code}</span>
        </span>
      </td>
      {countsOf(row).map((count, at) => (
        <td key={columns[at]} className="right figures" data-label={columns[at]}>
          {count.toLocaleString('en')}
        </td>
      ))}
      <td data-label={t.mostCode}>
        {most_code === null ? (
          <span className="faint">—</span>
        ) : may('gateway.read') ? (
          <Link to="/messages" search={{ fixmedins_code, code: most_code }} className="figures">
            {most_code}
          </Link>
        ) : (
          <span className="code">{most_code}</span>
        )}
      </td>
    </tr>
  );
}

function LookUpPanel({ period }: { readonly period: Period }) {
  const t = useText(traceText);
  const found = useQuery(lookUpsQuery(period));
  const days = [...Map.groupBy(found.data ?? [], ({ day }) => day)].toReversed();
  return (
    <Panel title={t.lookUps} flush>
      <p className="panel-note">{t.lookUpsHint}</p>
      {found.isPending ? <Waiting rows={3} /> : null}
      {found.isError ? <Trouble error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isSuccess && days.length === 0 ? <p className="padded faint">{t.noLookUps}</p> : null}
      {days.length === 0 ? null : (
        <TillTable columns={[t.day, ...t.found.map((right) => ({ right }))]}>
          {days.map(([day, counts]) => (
            <tr key={day}>
              <td className="figures till-time">{day}</td>
              {t.found.map((name, sales) => (
                <td key={name} className="right figures" data-label={name}>
                  {countOf(counts, sales).toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </TillTable>
      )}
    </Panel>
  );
}

const countOf = (counts: readonly LookUps[], sales: number): number =>
  counts.find((each) => each.sales === sales)?.count ?? 0;
