/** Indicators: where every institution stands among its peers. */
import type { PageIndicator, PageIndicatorValue } from '../src/page/model.ts';
import { chart, COLOR, drawCharts, narrow, placeOf, tip } from './charts.ts';
import { h, link } from './dom.ts';
import { oneDecimal, t, tickText, unitText, valueText } from './format.ts';
import { institutionName, section } from './parts.ts';
import type { View } from './parts.ts';
import { dataTable, labelled, select } from './table.ts';

/** Deviation from which a point is shown as far from its peers. */
const FAR = 3;

let chosenIndicator = '';

export function indicatorsSection(view: View): HTMLElement | null {
  const { indicators } = view.data;
  if (indicators === null) return null;
  const { list } = indicators;
  const first = list[0];
  if (first === undefined) return section('indicators', h('p', { class: 'empty' }, t('noRows')));
  const place = h('div', {});
  const show = (): void => {
    const indicator = list.find(({ code }) => code === chosenIndicator) ?? first;
    place.replaceChildren(
      h(
        'p',
        { class: 'note' },
        `${unitText(indicator.unit)}${indicator.about === '' ? '' : ` · ${indicator.about}`}`,
        h('br'),
        t('strip'),
      ),
      strip(view, indicator),
      valuesTable(view, indicator),
    );
  };
  show();
  return section(
    'indicators',
    h(
      'div',
      { class: 'card' },
      h(
        'div',
        { class: 'table-tools' },
        labelled(
          t('indicator'),
          select(
            'indicator',
            list.map(({ code, name }) => [code, name] as const),
            chosenIndicator,
            (value) => {
              chosenIndicator = value;
              show();
              drawCharts();
            },
          ),
        ),
      ),
      place,
    ),
  );
}

function strip(view: View, { name, unit, values }: PageIndicator): HTMLElement {
  const groups = [...new Set(values.map(({ peer_group }) => peer_group))].toSorted((a, b) =>
    a.localeCompare(b, 'zh-Hans-CN'),
  );
  const width = narrow() ? 84 : 150;
  const isFar = ({ z }: PageIndicatorValue): boolean => z !== null && Math.abs(z) >= FAR;
  const near = values.filter((value) => !isFar(value));
  const far = values.filter(isFar);
  const points = (some: readonly PageIndicatorValue[]): [number, number][] =>
    some.map(({ value, peer_group }) => [value, groups.indexOf(peer_group)]);
  const tipOf = (some: readonly PageIndicatorValue[]) => ({
    formatter: (item: unknown): HTMLElement | string => {
      const of = some[placeOf(item)];
      return of === undefined
        ? ''
        : tip(institutionName(view, of.institution), [
            [t('value'), valueText(of.value, unit)],
            [t('peerMedian'), valueText(of.peer_median, unit)],
            [t('z'), oneDecimal(of.z)],
          ]);
    },
  });
  return chart(`${name}: ${t('strip')}`, 60 + groups.length * 52, {
    grid: { left: width + 14, right: 24, top: 10, bottom: 28 },
    tooltip: { trigger: 'item' },
    xAxis: {
      type: 'value',
      scale: true,
      axisLabel: { color: COLOR.muted, formatter: (value: number) => tickText(value, unit), hideOverlap: true },
      splitLine: { lineStyle: { color: COLOR.line } },
    },
    yAxis: {
      type: 'category',
      data: groups,
      inverse: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: COLOR.soft } },
      axisLabel: { color: COLOR.ink, width, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'boxplot',
        silent: true,
        boxWidth: [14, 22],
        itemStyle: { color: '#eef3f4', borderColor: COLOR.muted },
        data: groups.map((group) =>
          boxOf(values.filter(({ peer_group }) => peer_group === group).map(({ value }) => value)),
        ),
      },
      {
        type: 'scatter',
        symbolSize: 8,
        itemStyle: { color: COLOR.expected, opacity: 0.6 },
        tooltip: tipOf(near),
        data: points(near),
      },
      {
        type: 'scatter',
        symbolSize: 11,
        itemStyle: { color: COLOR.violation },
        tooltip: tipOf(far),
        label: {
          show: true,
          position: 'top',
          color: COLOR.ink,
          fontSize: 11,
          formatter: (item: unknown) => institutionName(view, far[placeOf(item)]?.institution ?? '').slice(0, 14),
        },
        labelLayout: { hideOverlap: true },
        data: points(far),
      },
    ],
  });
}

/** Least, quartiles and greatest of some values. */
function boxOf(values: readonly number[]): [number, number, number, number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? 0;
    const high = sorted[Math.ceil(place)] ?? low;
    return low + (high - low) * (place - Math.floor(place));
  };
  return [at(0), at(0.25), at(0.5), at(0.75), at(1)];
}

function valuesTable(view: View, { code, unit, values }: PageIndicator): HTMLElement {
  return dataTable<PageIndicatorValue>({
    id: `indicator-${code}`,
    caption: t('indicators'),
    rows: values,
    sort: ['z', 'down'],
    size: 10,
    search: (row) => `${row.institution} ${institutionName(view, row.institution)} ${row.peer_group}`,
    columns: [
      {
        id: 'name',
        label: 'institution',
        kind: 'text',
        main: true,
        value: (row) => institutionName(view, row.institution),
        cell: (row) =>
          link(`institution/${encodeURIComponent(row.institution)}`, institutionName(view, row.institution)),
      },
      { id: 'peers', label: 'peerGroup', kind: 'text', value: (row) => row.peer_group },
      {
        id: 'value',
        label: 'value',
        kind: 'number',
        value: (row) => row.value,
        cell: (row) => valueText(row.value, unit),
      },
      {
        id: 'median',
        label: 'peerMedian',
        kind: 'number',
        value: (row) => row.peer_median,
        cell: (row) => valueText(row.peer_median, unit),
      },
      { id: 'z', label: 'z', kind: 'number', value: (row) => row.z, cell: (row) => oneDecimal(row.z) },
      { id: 'breaks', label: 'breaks', kind: 'text', value: (row) => row.trend_month ?? '' },
    ],
  });
}
