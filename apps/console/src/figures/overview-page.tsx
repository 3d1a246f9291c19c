/** The page a head begins with: how the fund is guarded, in figures that lead to the lists behind them. */
import { Segmented } from 'antd';
import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { BigFigures } from './big-figures.tsx';
import { ClockPanel, DecisionPanel, DebtPanel } from './panels.tsx';
import { FunnelPanel, KindPanel, MonthPanel } from './charts.tsx';
import { InstitutionPanel, WorkloadPanel } from './named-panels.tsx';
import { totalsQuery } from './queries.ts';
import { RANGES, spanOf } from './span.ts';
import { figuresText } from './text.ts';
import './figures.css';

const route = getRouteApi('/overview');

export function OverviewPage() {
  const may = useMay();
  return may('figures.public') ? <Overview names={may('figures.read')} /> : <NoRight />;
}

/** @param names whether institutions and persons may be named */
function Overview({ names }: { readonly names: boolean }) {
  const t = useText(figuresText);
  const { range = 'year' } = route.useSearch();
  const navigate = route.useNavigate();
  const span = spanOf(range);
  const totals = useQuery(totalsQuery(span));
  const options = RANGES.map((value) => ({ value, label: t.ranges[value] }));
  return (
    <div className="page page-overview">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint figures">{t.asOf(span.from, span.to)}</p>
        <Segmented
          className="range"
          aria-label={t.range}
          options={options}
          value={range}
          onChange={(value) => void navigate({ search: { range: value }, replace: true })}
        />
      </div>
      {totals.isPending ? <Waiting rows={12} /> : null}
      {totals.isError ? <Trouble error={totals.error} retry={() => void totals.refetch()} /> : null}
      {totals.data === undefined ? null : totals.data.leads.by_state.length + totals.data.matters.length === 0 ? (
        <Empty title={t.empty} hint={t.emptyHint} />
      ) : (
        <>
          <BigFigures totals={totals.data} />
          <div className="figure-grid">
            <MonthPanel totals={totals.data} />
            <FunnelPanel totals={totals.data} />
            <KindPanel totals={totals.data} />
            {names ? <InstitutionPanel span={span} /> : <DecisionPanel totals={totals.data} />}
            <ClockPanel totals={totals.data} />
            {names ? <WorkloadPanel span={span} /> : null}
            {names ? <DecisionPanel totals={totals.data} /> : null}
            <DebtPanel totals={totals.data} />
          </div>
        </>
      )}
    </div>
  );
}
