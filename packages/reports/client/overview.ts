/** The first page: what is at stake, how sure it is, how it moved, and what could not be judged. */
import { chart, COLOR, placeOf, tip } from './charts.ts';
import { h, link } from './dom.ts';
import type { Child } from './dom.ts';
import { count, percent, roughYuan, shortMoney, state, t, yuan } from './format.ts';
import { card, section } from './parts.ts';
import type { View } from './parts.ts';

export function overview({ data }: View): HTMLElement {
  const { totals } = data;
  return section(
    'overview',
    h(
      'div',
      { class: 'tiles' },
      tile(
        t('amountShort'),
        roughYuan(totals.amount_fen),
        [`${yuan(totals.amount_fen)} ${t('yuanUnit')}`, h('br'), t('netOnce')],
        'lead',
      ),
      tile(t('violation'), roughYuan(totals.violation_fen), [
        `${yuan(totals.violation_fen)} ${t('yuanUnit')}`,
        shareBar(totals.violation_fen, totals.amount_fen, 'violation'),
      ]),
      tile(t('suspicion'), roughYuan(totals.suspicion_fen), [
        `${yuan(totals.suspicion_fen)} ${t('yuanUnit')}`,
        shareBar(totals.suspicion_fen, totals.amount_fen, 'suspicion'),
      ]),
      tile(t('expectedShort'), roughYuan(totals.expected_fen), [
        `${yuan(totals.expected_fen)} ${t('yuanUnit')}`,
        h('br'),
        t('expectedHint'),
      ]),
      tile(t('leads'), count(totals.leads), [
        `${t('findings')} ${count(totals.findings)} ${t('findingsUnit')}`,
        h('br'),
        link('leads', t('leads')),
      ]),
      tile(t('undecided'), count(totals.cannot_decide), [t('undecidedHint')]),
    ),
    h('div', { class: 'two' }, bands(data), notJudged(data)),
  );
}

function tile(title: string, figure: string, note: Child, kind = ''): HTMLElement {
  return h(
    'div',
    { class: `tile ${kind}` },
    h('div', { class: 'tile-title' }, title),
    h('div', { class: 'tile-figure' }, figure),
    h('div', { class: 'tile-note' }, note),
  );
}

function shareBar(part: number, whole: number, kind: string): HTMLElement {
  const share = whole === 0 ? 0 : part / whole;
  return h(
    'span',
    { class: 'share' },
    h('span', { class: `share-bar ${kind}`, style: `width:${(share * 100).toFixed(1)}%` }),
    h('span', { class: 'sr' }, percent(share, 1)),
  );
}

function bands({ bands: rows }: View['data']): HTMLElement {
  const named = rows.map((band, at) => ({ ...band, name: bandName(band.least, rows[at - 1]?.least) }));
  if (rows.every(({ leads }) => leads === 0))
    return card(t('certaintyBands'), h('p', { class: 'empty' }, t('noLeads')));
  return card(
    t('certaintyBands'),
    chart(
      `${t('certaintyBands')}: ${named.map((band) => `${band.name} ${yuan(band.amount_fen)}`).join('; ')}`,
      40 + rows.length * 30,
      {
        grid: { left: 76, right: 92, top: 8, bottom: 24 },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'shadow' },
          formatter: (items: unknown) => {
            const band = named[placeOf(items)];
            return tip(band?.name ?? '', [
              [t('leads'), count(band?.leads ?? 0)],
              [t('amount'), yuan(band?.amount_fen ?? 0)],
              [t('expected'), yuan(band?.expected_fen ?? 0)],
            ]);
          },
        },
        xAxis: {
          type: 'value',
          axisLabel: { color: COLOR.muted, formatter: (value: number) => shortMoney(value), hideOverlap: true },
          splitLine: { lineStyle: { color: COLOR.line } },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: named.map(({ name }) => name),
          axisTick: { show: false },
          axisLine: { lineStyle: { color: COLOR.soft } },
          axisLabel: { color: COLOR.ink },
        },
        series: [
          {
            type: 'bar',
            barMaxWidth: 18,
            itemStyle: { color: COLOR.expected },
            label: {
              show: true,
              position: 'right',
              color: COLOR.ink,
              formatter: ({ dataIndex }: { dataIndex: number }) =>
                `${count(named[dataIndex]?.leads ?? 0)} ${t('leadsUnit')}`,
            },
            data: named.map((band) => band.amount_fen),
          },
        ],
      },
    ),
  );
}

function bandName(least: number, above: number | undefined): string {
  if (above === undefined) return `≥ ${percent(least)}`;
  return least === 0 ? `< ${percent(above)}` : `${percent(least)}–${percent(above)}`;
}

/** Nothing that was left out stays unsaid. */
function notJudged({ run, totals, not_run, indicators }: View['data']): HTMLElement {
  const items: Child[] = [
    ...(totals.cannot_decide > 0 ? [`${count(totals.cannot_decide)} ${t('undecidedRows')}`] : []),
    ...(run.lines_before_knowledge > 0 ? [`${count(run.lines_before_knowledge)} ${t('beforeKnowledge')}`] : []),
    ...(run.without_amount > 0 ? [`${count(run.without_amount)} ${t('withoutAmount')}`] : []),
    ...(run.exempted > 0 ? [`${count(run.exempted)} ${t('exempted')}`] : []),
    ...not_run.map((row): Child => [
      h('strong', {}, row.name),
      ` ${t('notRunFor')} ${row.absent.join('、')}`,
      row.lines > 0 ? `，${t('affects')} ${count(row.lines)} ${t('linesUnit')}` : '',
    ]),
    ...(indicators === null ? [t('noIndicators')] : []),
  ];
  return card(
    t('notJudged'),
    items.length === 0
      ? h('p', {}, t('notJudgedNone'))
      : h('ul', { class: 'plain-list' }, ...items.map((item) => h('li', {}, item))),
  );
}

export function trend({ data: { months } }: View): HTMLElement {
  if (months.length === 0) return section('trend', h('p', { class: 'empty' }, t('noMonths')));
  const described = months.map((row) => `${row.month} ${yuan(row.violation_fen + row.suspicion_fen)}`).join('; ');
  return section(
    'trend',
    h(
      'div',
      { class: 'card' },
      chart(`${t('trend')}: ${described}`, 300, {
        grid: { left: 62, right: 52, top: 36, bottom: 28 },
        legend: { top: 0, right: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: COLOR.ink } },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'shadow' },
          formatter: (items: unknown) => {
            const row = months[placeOf(items)];
            return tip(row?.month ?? '', [
              [t('violation'), yuan(row?.violation_fen ?? 0)],
              [t('suspicion'), yuan(row?.suspicion_fen ?? 0)],
              [t('expectedShort'), yuan(row?.expected_fen ?? 0)],
              [t('findings'), count(row?.findings ?? 0)],
            ]);
          },
        },
        xAxis: {
          type: 'category',
          data: months.map(({ month }) => (state.language === 'zh' ? `${Number(month.slice(5))}月` : month.slice(2))),
          axisTick: { show: false },
          axisLine: { lineStyle: { color: COLOR.soft } },
          axisLabel: { color: COLOR.ink },
        },
        yAxis: [
          {
            type: 'value',
            axisLabel: { color: COLOR.muted, formatter: (value: number) => shortMoney(value) },
            splitLine: { lineStyle: { color: COLOR.line } },
          },
          { type: 'value', axisLabel: { color: COLOR.muted }, splitLine: { show: false }, minInterval: 1 },
        ],
        series: [
          {
            name: t('violation'),
            type: 'bar',
            stack: 'money',
            barMaxWidth: 34,
            itemStyle: { color: COLOR.violation },
            data: months.map((row) => row.violation_fen),
          },
          {
            name: t('suspicion'),
            type: 'bar',
            stack: 'money',
            barMaxWidth: 34,
            itemStyle: { color: COLOR.suspicion },
            data: months.map((row) => row.suspicion_fen),
          },
          {
            name: t('findings'),
            type: 'line',
            yAxisIndex: 1,
            symbol: 'circle',
            symbolSize: 6,
            lineStyle: { color: COLOR.ink, width: 1.5 },
            itemStyle: { color: COLOR.ink },
            data: months.map((row) => row.findings),
          },
        ],
      }),
      h(
        'p',
        { class: 'note' },
        state.language === 'zh'
          ? '柱：净额（左轴，元）；线：规则疑点条数（右轴）。按费用发生月份。'
          : 'Bars: net amount (left, yuan); line: findings (right). By month of the service.',
      ),
    ),
  );
}
