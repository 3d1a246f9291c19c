/** The three pictures of the overview. */
import { useMemo } from 'react';
import { Link } from '@tanstack/react-router';
import { yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { useLeadTitle } from '../leads/lead-title.ts';
import { Money } from '../parts/money.tsx';
import { useMay } from '../session/me.tsx';
import type { Totals } from './answers.ts';
import { ChartPanel } from './chart-panel.tsx';
import { FigureTable } from './figure-table.tsx';
import { grouped, short } from './numbers.ts';
import { columns, rows as rowsOf } from './options.ts';
import { figuresText } from './text.ts';

interface Props {
  readonly totals: Totals;
}

/** What was found, ordered and recovered, month by month. */
export function MonthPanel({ totals }: Props) {
  const t = useText(figuresText);
  const { language } = useLanguage();
  const { leads, money } = totals;
  const months = useMemo(
    () => [...new Set([...leads.by_month, ...money.by_month].map(({ month }) => month))].toSorted(),
    [leads, money],
  );
  const foundIn = (month: string): number => leads.by_month.find((each) => each.month === month)?.expected_fen ?? 0;
  const moved = (month: string) => money.by_month.find((each) => each.month === month);
  const rows = months.map((month) => ({
    month,
    found: foundIn(month),
    owed: moved(month)?.owed_fen ?? 0,
    recovered: moved(month)?.recovered_fen ?? 0,
  }));
  const option = columns({
    names: months,
    series: [
      { name: t.found, values: rows.map(({ found }) => found) },
      { name: t.owed, values: rows.map(({ owed }) => owed) },
      { name: t.recovered, values: rows.map(({ recovered }) => recovered), line: true },
    ],
    say: yuan,
    short: short(language),
  });
  return (
    <ChartPanel title={t.months} label={t.monthsAlt} option={option}>
      <FigureTable
        caption={t.months}
        empty={t.nothing}
        columns={[t.month, t.found, t.owed, t.recovered]}
        rows={rows.map(({ month, found, owed, recovered }) => ({
          key: month,
          cells: [month, ...[found, owed, recovered].map((fen) => <Money key={fen} fen={fen} />)],
        }))}
      />
    </ChartPanel>
  );
}

/** How far the leads of the period came. */
export function FunnelPanel({ totals: { funnel } }: Props) {
  const t = useText(figuresText);
  const { language } = useLanguage();
  const option = rowsOf({
    names: funnel.map(({ station }) => t.stations[station]),
    series: [{ name: t.fen, values: funnel.map(({ fen }) => fen) }],
    say: yuan,
    short: short(language),
  });
  return (
    <ChartPanel title={t.funnel} label={t.funnelAlt} hint={t.funnelHint} option={option} bars={funnel.length}>
      <FigureTable
        caption={t.funnel}
        empty={t.nothing}
        columns={[t.station, t.leads, t.fen]}
        rows={funnel.map(({ station, leads, fen }) => ({
          key: station,
          cells: [t.stations[station], grouped(leads), <Money key="fen" fen={fen} />],
        }))}
      />
    </ChartPanel>
  );
}

/** What kinds of violation the leads of the period are of. */
export function KindPanel({ totals }: Props) {
  const t = useText(figuresText);
  const { language } = useLanguage();
  const may = useMay();
  const titleOf = useLeadTitle();
  const { leads, from, to } = totals;
  const option = rowsOf({
    names: leads.by_kind.map(titleOf),
    series: [{ name: t.fen, values: leads.by_kind.map(({ expected_fen }) => expected_fen) }],
    say: yuan,
    short: short(language),
  });
  return (
    <ChartPanel title={t.kinds} label={t.kindsAlt} option={option} bars={leads.by_kind.length}>
      <FigureTable
        caption={t.kinds}
        empty={t.nothing}
        columns={[t.kind, t.leads, t.fen]}
        rows={leads.by_kind.map(({ title, title_en, leads: count, expected_fen }) => ({
          key: title,
          cells: [
            may('lead.read') ? (
              <Link key="kind" to="/leads" search={{ title, found_from: from, found_to: to, live: true }}>
                {titleOf({ title, title_en })}
              </Link>
            ) : (
              titleOf({ title, title_en })
            ),
            grouped(count),
            <Money key="fen" fen={expected_fen} />,
          ],
        }))}
      />
    </ChartPanel>
  );
}
