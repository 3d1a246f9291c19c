/** Statutory reports: a period chosen, its figures looked at, made and kept, printed. */
import { useState } from 'react';
import { App, Button, Segmented, Select } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { useRegionName } from '../parts/region.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { Period, ReportMade } from './answers.ts';
import { draftQuery, reportsQuery } from './queries.ts';
import { ReportRows } from './report-rows.tsx';
import { periodsOf } from './span.ts';
import type { Span } from './span.ts';
import { figuresText } from './text.ts';
import './figures.css';

const COUNTS: Readonly<Record<Period, number>> = { month: 24, quarter: 12, year: 6 };
const PERIODS: readonly Period[] = ['month', 'quarter', 'year'];

export function ReportPage() {
  return useMay()('figures.read') ? <Reports /> : <NoRight />;
}

function usePeriodName(): (period: Period, span: Span) => string {
  const t = useText(figuresText).reports;
  return (period, { from }) => {
    const [year = '', month = ''] = from.split('-');
    if (period === 'year') return t.year(year);
    return period === 'month' ? t.month(year, month) : t.quarter(year, (Number(month) + 2) / 3);
  };
}

function Reports() {
  const t = useText(figuresText).reports;
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const nameOf = usePeriodName();
  const [period, setPeriod] = useState<Period>('month');
  const [from, setFrom] = useState<string | null>(null);
  const [idOf] = useState(requestIds);
  const spans = periodsOf(period, COUNTS[period]);
  const span = spans.find((each) => each.from === from) ?? spans[0];
  const day = span?.from ?? '';
  const draft = useQuery({ ...draftQuery(period, day), enabled: day !== '' });
  const make = useMutation({
    mutationFn: (wanted: { readonly period: Period; readonly day: string }) =>
      ask<ReportMade>('POST', '/api/reports', { report_id: idOf({ ...wanted, of: draft.dataUpdatedAt }), ...wanted }),
    onSuccess: async () => {
      void message.success(t.made);
      await queries.invalidateQueries({ queryKey: ['reports', 'made'] });
    },
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="filters filters-report">
        <Segmented
          aria-label={t.period}
          options={PERIODS.map((value) => ({ value, label: t.periods[value] }))}
          value={period}
          onChange={(value) => {
            setPeriod(value);
            setFrom(null);
          }}
        />
        <Select
          aria-label={t.which}
          className="filter filter-wide"
          value={day}
          options={spans.map((each) => ({ value: each.from, label: nameOf(period, each) }))}
          onChange={setFrom}
        />
        {may('report.make') ? (
          <Button
            type="primary"
            loading={make.isPending}
            disabled={draft.data === undefined}
            onClick={() => make.mutate({ period, day })}
          >
            {t.make}
          </Button>
        ) : null}
      </div>
      {make.error instanceof Refused ? <RefusedAlert error={make.error} /> : null}
      <div className="columns">
        <div className="column-main">
          <Panel title={span === undefined ? t.preview : `${t.preview} · ${nameOf(period, span)}`} flush>
            <p className="panel-note">{t.previewHint}</p>
            {draft.isPending ? <Waiting rows={12} /> : null}
            {draft.isError ? <Trouble error={draft.error} retry={() => void draft.refetch()} /> : null}
            {draft.data === undefined ? null : <ReportRows rows={draft.data.rows} />}
          </Panel>
        </div>
        <div className="column-side">
          <History />
        </div>
      </div>
    </div>
  );
}

function History() {
  const t = useText(figuresText).reports;
  const nameOf = usePeriodName();
  const made = useQuery(reportsQuery);
  return (
    <Panel title={t.history} flush>
      {made.isPending ? <Waiting rows={4} /> : null}
      {made.isError ? <Trouble error={made.error} retry={() => void made.refetch()} /> : null}
      {made.data?.length === 0 ? <Empty title={t.historyEmpty} hint={t.historyHint} /> : null}
      {made.data === undefined || made.data.length === 0 ? null : (
        <>
          <p className="panel-note">{t.same}</p>
          <ul className="rows">
            {made.data.map((report) => (
              <Kept
                key={report.report_id}
                report={report}
                name={nameOf(report.period, { from: report.period_from, to: report.period_to })}
              />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Kept({ report, name }: { readonly report: ReportMade; readonly name: string }) {
  const t = useText(figuresText).reports;
  const region = useRegionName();
  const { report_id, made_at, made_by_name, digest, admdvs } = report;
  const file = (format: string): string => `/api/reports/${report_id}/file?format=${format}`;
  return (
    <li>
      <div className="matter-name">
        <strong>
          {name} <span className="faint">{region(admdvs)}</span>
        </strong>
        <span className="faint figures">{t.madeBy(made_by_name, textOfInstant(made_at))}</span>
        <span className="code" title={digest}>
          {t.digest} {digest.slice(0, 16)}
        </span>
      </div>
      <a href={file('xlsx')} download className="act" aria-label={t.download('XLSX', name)}>
        XLSX
      </a>
      <a href={file('pdf')} download className="act" aria-label={t.download('PDF', name)}>
        PDF
      </a>
    </li>
  );
}
