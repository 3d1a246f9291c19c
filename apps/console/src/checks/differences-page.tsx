/** What the nights found: differences between till and settled day, by day and cause, down to the decision and the settlement. */
import { Alert } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { DayFilter } from '../parts/day-filter.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import type { Cause, ComparedDay, DifferenceSeen } from './answers.ts';
import { CheckHead } from './head.tsx';
import { CauseMark } from './marks.tsx';
import { comparedDaysQuery, differencesQuery } from './queries.ts';
import type { DifferenceFilter } from './queries.ts';
import { checkText } from './text.ts';
import './checks.css';

const route = getRouteApi('/checks/differences');

export function DifferencesPage() {
  return useMay()('check.compare') ? <Differences /> : <NoRight />;
}

function Differences() {
  const t = useText(checkText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: keyof DifferenceFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const days = useQuery(comparedDaysQuery(filter.day));
  const found = useInfiniteQuery(differencesQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const causes = days.data?.find(({ day }) => day === filter.day)?.causes ?? [];
  const unexplained = causes.find(({ cause }) => cause === 'unexplained')?.count ?? 0;
  return (
    <div className="page">
      <CheckHead />
      <Panel title={t.days} flush>
        <p className="panel-note">{t.daysHint}</p>
        {days.isPending ? <Waiting rows={4} /> : null}
        {days.isError ? <Trouble error={days.error} retry={() => void days.refetch()} /> : null}
        {days.data?.length === 0 ? <p className="padded faint">{t.noDays}</p> : null}
        {days.data === undefined || days.data.length === 0 ? null : <Days days={days.data} day={filter.day} />}
      </Panel>
      <h2 className="check-of-day">{t.ofDay(filter.day)}</h2>
      {unexplained > 0 ? <Alert type="error" showIcon className="spaced" title={t.unexplainedOf(unexplained)} /> : null}
      <div className="filters" role="search">
        <DayFilter value={filter.day} onChange={set('day')} />
        <ChoiceFilter
          label={t.cause}
          any={t.anyCause}
          value={filter.cause}
          options={Object.entries(t.causes).map(([value, [label]]) => ({ value, label }))}
          onChange={set('cause')}
        />
        <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
      </div>
      <Listed query={found} count={rows.length} empty={{ title: t.emptyDifferences, hint: t.emptyDifferencesHint }}>
        <TillTable
          columns={[
            t.rule,
            t.cause,
            t.institution,
            { right: t.tillFen },
            { right: t.dayFen },
            t.decision,
            t.settlement,
          ]}
        >
          {rows.map((row) => (
            <Row key={`${row.mdtrt_id} ${row.jr_id}`} row={row} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

function Days({ days, day: chosen }: { readonly days: readonly ComparedDay[]; readonly day: string }) {
  const t = useText(checkText);
  return (
    <TillTable columns={[t.day, t.cause, { right: t.withDifferences }, t.comparedAt]}>
      {days.map(({ day, causes, visits, compared_at }) => (
        <tr key={day} className="check-day" aria-current={day === chosen ? 'true' : undefined}>
          <td className="figures till-time">
            <Link to="/checks/differences" search={{ day }}>
              {day}
            </Link>
          </td>
          <td className="till-name">
            <span className="till-links">
              {causes.length === 0 ? <Mark tone="green">{t.noDifferences}</Mark> : null}
              {byWeight(causes).map(({ cause, count }) => (
                <Link key={cause} to="/checks/differences" search={{ day, cause }}>
                  <CauseMark cause={cause} count={count} />
                </Link>
              ))}
            </span>
          </td>
          <td className="right figures" data-label={t.withDifferences}>
            {visits.toLocaleString('en')}
          </td>
          <td className="figures faint" data-label={t.comparedAt}>
            {textOfInstant(compared_at)}
          </td>
        </tr>
      ))}
    </TillTable>
  );
}

/** What should never be stands first, and what nobody checked after it. */
function byWeight(causes: ComparedDay['causes']): ComparedDay['causes'] {
  const weights: Partial<Record<Cause, number>> = { unexplained: 2, 'never-checked': 1 };
  return causes.toSorted((a, b) => (weights[b.cause] ?? 0) - (weights[a.cause] ?? 0));
}

function Row({ row }: { readonly row: DifferenceSeen }) {
  const t = useText(checkText);
  const may = useMay();
  const { rule_code, rule_name, change, cause, fixmedins_name, mdtrt_id, till_fen, day_fen, decision_id, setl_id } =
    row;
  const amount = (fen: number | null) => (fen === null ? <span className="faint">—</span> : <Money fen={fen} />);
  return (
    <tr>
      <td className="check-rule">
        {rule_name ?? rule_code} <Mark tone="quiet">{t.changes[change]}</Mark>
      </td>
      <td title={t.causes[cause][1]}>
        <CauseMark cause={cause} />
      </td>
      <td>{fixmedins_name}</td>
      <td className="right" data-label={t.tillFen}>
        {amount(till_fen)}
      </td>
      <td className="right" data-label={t.dayFen}>
        {amount(day_fen)}
      </td>
      <td data-label={t.decision}>
        {decision_id === null ? (
          <span className="faint">{t.noDecision}</span>
        ) : (
          <Link to="/checks/$decision_id" params={{ decision_id }} className="figures">
            {mdtrt_id}
          </Link>
        )}
      </td>
      <td data-label={t.settlement}>
        {setl_id === null ? (
          <span className="faint">—</span>
        ) : may('settlement.read') ? (
          <Link to="/settlements/$setl_id" params={{ setl_id }} className="figures">
            {setl_id}
          </Link>
        ) : (
          <span className="code">{setl_id}</span>
        )}
      </td>
    </tr>
  );
}
