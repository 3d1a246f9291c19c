/** One month: how far its clearings are, what can be approved or paid today, and institution by institution. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { yuan } from '../format/money.ts';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { ExportFile } from '../parts/export-file.tsx';
import { Listed } from '../parts/listed.tsx';
import { Money } from '../parts/money.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import type { ClearingView, MonthView } from './answers.ts';
import { MonthActs } from './month-acts.tsx';
import { clearingsQuery, monthQuery } from './queries.ts';
import { Flags, StateMark } from './state-mark.tsx';
import { clearingText } from './text.ts';

const route = getRouteApi('/clearing/$month');

export function MonthPage() {
  return useMay()('clearing.read') ? <OneMonth /> : <NoRight />;
}

function OneMonth() {
  const t = useText(clearingText);
  const { month } = route.useParams();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const view = useQuery(monthQuery(month));
  const found = useInfiniteQuery(clearingsQuery(month, filter));
  const rows = found.data?.pages.flat() ?? [];
  return (
    <div className="page">
      <Link to="/clearing" className="back">
        ← {t.back}
      </Link>
      <header className="cover">
        <div className="page-head">
          <h1>{t.monthTitle(month)}</h1>
          {view.data === undefined ? null : <MonthActs month={view.data} />}
        </div>
        {view.data === undefined ? null : <Facts month={view.data} />}
      </header>
      <div className="filters" role="search">
        <ChoiceFilter
          label={t.state}
          any={t.anyState}
          value={filter.state}
          options={Object.entries(t.states).map(([value, label]) => ({ value, label }))}
          onChange={(state) => void navigate({ search: changed(filter, 'state', state), replace: true })}
        />
        <ExportFile
          label={t.export}
          title={t.exportTitle}
          path={`/api/clearing/${month}/export`}
          filter={{ ...filter }}
        />
        <Orders rows={rows} />
      </div>
      <Listed query={found} count={rows.length} empty={{ title: t.emptyList, hint: t.emptyListHint }}>
        <TillTable
          columns={[
            t.institution,
            t.state,
            ...[t.gross, t.deducted, t.carriedIn, t.pay].map((right) => ({ right })),
            t.payDue,
          ]}
        >
          {rows.map((row) => (
            <Row key={row.fixmedins_code} month={month} row={row} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

function Facts({ month }: { readonly month: MonthView }) {
  const t = useText(clearingText);
  const { open, open_overdue, ready, payable, overdue, withheld, objected } = month;
  const sums = [
    [t.ready, ready],
    [t.payable, payable],
  ] as const;
  const counts = [
    [t.overdueCount, overdue],
    [t.objectedCount, objected],
    [t.withheldCount, withheld],
  ] as const;
  return (
    <dl className="cover-facts">
      <div>
        <dt>{t.open}</dt>
        <dd className="figures">
          {t.institutions(open)}
          {open_overdue === 0 ? null : <span className="faint"> {t.openOverdue(open_overdue)}</span>}
        </dd>
      </div>
      {sums.map(([name, { institutions, fen }]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{t.sumOf(institutions, yuan(fen))}</dd>
        </div>
      ))}
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{t.institutions(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Row({ month, row }: { readonly month: string; readonly row: ClearingView }) {
  const t = useText(clearingText);
  const { fixmedins_code, fixmedins_name, terms, state, gross_fen, deducted_fen, carried_in_fen, pay_fen, pay_due } =
    row;
  const sums = [
    [t.gross, gross_fen],
    [t.deducted, deducted_fen],
    [t.carriedIn, carried_in_fen],
  ] as const;
  return (
    <tr>
      <td className="till-name">
        <span className="till-links">
          <Link to="/clearing/$month/$fixmedins_code" params={{ month, fixmedins_code }}>
            {fixmedins_name}
          </Link>
          <span className="code">{fixmedins_code}</span>
          {terms === 'village' ? <span className="faint">{t.termShort.village}</span> : null}
        </span>
      </td>
      <td>
        <span className="till-links">
          <StateMark state={state} />
          <Flags row={row} />
        </span>
      </td>
      {sums.map(([name, fen]) => (
        <td key={name} className="right" data-label={name}>
          <Money fen={fen} />
        </td>
      ))}
      <td className="right" data-label={t.pay}>
        <Money fen={pay_fen} strong />
      </td>
      <td className="figures" data-label={t.payDue}>
        {pay_due ?? t.unknownDay}
      </td>
    </tr>
  );
}

/** Characters of an order's id that tell one from another. */
const HEAD = 8;

/** The payment orders that what is listed stands in, as files for the bank. */
function Orders({ rows }: { readonly rows: readonly ClearingView[] }) {
  const t = useText(clearingText);
  const may = useMay()('clearing.pay');
  const orders = [...new Set(rows.flatMap(({ order_id }) => (order_id === null ? [] : [order_id])))];
  if (!may) return null;
  return orders.map((order_id) => (
    <ExportFile
      key={order_id}
      label={orders.length === 1 ? t.orderFile : t.ordered(order_id.slice(0, HEAD))}
      title={t.orderFileTitle}
      path={`/api/clearing/orders/${order_id}`}
      filter={{}}
    />
  ));
}
