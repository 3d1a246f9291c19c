/** Boxes that were sold and that somebody tried to sell again. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { TransactionName } from '../gateway/transaction-name.tsx';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import type { Attempt } from './answers.ts';
import { TraceHead } from './head.tsx';
import { attemptsQuery } from './queries.ts';
import type { AttemptFilter } from './queries.ts';
import { traceText } from './text.ts';

const route = getRouteApi('/trace');

export function AttemptsPage() {
  return useMay()('trace.read') ? <Attempts /> : <NoRight />;
}

function Attempts() {
  const t = useText(traceText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: keyof AttemptFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const found = useInfiniteQuery(attemptsQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  return (
    <div className="page">
      <TraceHead hint={t.attemptsHint} />
      <div className="filters" role="search">
        <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
        <ChoiceFilter
          label={t.others}
          any={t.all}
          value={filter.others}
          options={[{ value: 'true', label: t.onlyOthers }]}
          onChange={set('others')}
        />
      </div>
      <Listed query={found} count={rows.length} empty={{ title: t.emptyAttempts, hint: t.emptyAttemptsHint }}>
        <TillTable columns={[t.at, t.code, t.tried, t.soldBy, t.soldAt, t.transaction]}>
          {rows.map((row) => (
            <Row key={row.attempt_id} row={row} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

function Row({ row }: { readonly row: Attempt }) {
  const t = useText(traceText);
  const may = useMay();
  const { at, code, drug_trac_codg, med_list_codg, fixmedins_code, fixmedins_name, sold_by, seller_name } = row;
  const { sold_at, infno, msgid } = row;
  return (
    <tr>
      <td className="figures till-time">{at}</td>
      <td className="till-name">
        <Link to="/trace/code" search={{ code: drug_trac_codg }} className="figures">
          {code}
        </Link>{' '}
        <span className="code">{med_list_codg}</span>
      </td>
      <td data-label={t.tried}>
        <span className="till-links">
          {fixmedins_name}
          {fixmedins_code === sold_by ? null : <Mark tone="red">{t.across}</Mark>}
        </span>
      </td>
      <td data-label={t.soldBy}>{seller_name}</td>
      <td className="figures till-time" data-label={t.soldAt}>
        {sold_at}
      </td>
      <td className="till-name">
        {may('gateway.read') ? (
          <Link to="/messages/$msgid" params={{ msgid }}>
            <TransactionName infno={infno} />
          </Link>
        ) : (
          <TransactionName infno={infno} />
        )}
      </td>
    </tr>
  );
}
