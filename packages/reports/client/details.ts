/** One rule, one institution, one scheme. */
import type { PageInstitution, PageRiskPart, PageScheme, PageSeries } from '../src/page/model.ts';
import { chart, COLOR, narrow, placeOf, tip } from './charts.ts';
import { h, list, terms } from './dom.ts';
import { count, oneDecimal, percent, plain, state, t, tickText, valueText, yuan } from './format.ts';
import { riskBar } from './lists.ts';
import { card, leadsTable } from './parts.ts';
import type { View } from './parts.ts';
import { dataTable } from './table.ts';

export function ruleView(view: View, code: string): HTMLElement {
  const rule = view.data.rules.find((one) => one.code === code);
  if (rule === undefined) return h('div', {}, h('h1', { tabindex: -1 }, code), h('p', { class: 'empty' }, t('noRows')));
  return h(
    'article',
    { class: 'detail' },
    h('h1', { tabindex: -1 }, rule.name),
    terms([
      [t('code'), h('span', { class: 'code' }, rule.code)],
      [t('violation'), `${count(rule.violation.findings)} · ${yuan(rule.violation.net_fen)} ${t('yuanUnit')}`],
      [t('suspicion'), `${count(rule.suspicion.findings)} · ${yuan(rule.suspicion.net_fen)} ${t('yuanUnit')}`],
      [t('grossAmount'), yuan(rule.violation.gross_fen + rule.suspicion.gross_fen)],
      [t('undecided'), count(rule.cannot_decide)],
    ]),
    h('p', { class: 'note' }, t('ruleSheet')),
    h('h2', {}, t('leadsOfRule')),
    leadsTable(
      view,
      `rule-${code}`,
      view.data.leads.filter((lead) => lead.rules.some((row) => row.code === code)),
      20,
    ),
  );
}

export function institutionView(view: View, code: string): HTMLElement {
  const institution = view.institutions.get(code);
  if (institution === undefined)
    return h('div', {}, h('h1', { tabindex: -1 }, code), h('p', { class: 'empty' }, t('noRows')));
  const { risk } = institution;
  return h(
    'article',
    { class: 'detail' },
    h('h1', { tabindex: -1 }, institution.name === '' ? code : institution.name),
    terms([
      [t('code'), h('span', { class: 'code' }, code)],
      [t('amount'), yuan(institution.amount_fen)],
      [t('violationAmount'), yuan(institution.violation.net_fen)],
      [t('expected'), yuan(institution.expected_fen)],
      [t('leads'), count(institution.leads)],
      [
        t('findings'),
        `${t('violation')} ${count(institution.violation.findings)} · ${t('suspicion')} ${count(institution.suspicion.findings)}`,
      ],
      ...(risk === null
        ? []
        : [
            [t('risk'), riskBar(risk.score)] as const,
            [t('riskRank'), count(risk.rank)] as const,
            [t('peerGroup'), risk.peer_group] as const,
            ...(risk.probability === null ? [] : [[t('probability'), percent(risk.probability, 1)] as const]),
          ]),
    ]),
    risk === null ? null : riskParts(institution, risk.parts),
    risk === null || risk.series.length === 0 ? null : seriesCards(risk.series),
    h('h2', {}, t('leadsOfInstitution')),
    leadsTable(
      view,
      `institution-${code}`,
      view.data.leads.filter((lead) => lead.institutions.includes(code)),
      20,
    ),
  );
}

function riskParts({ name }: PageInstitution, parts: readonly PageRiskPart[]): HTMLElement {
  const sorted = parts.filter((part) => part.points > 0).toSorted((a, b) => b.points - a.points);
  const bars = sorted.slice(0, 12);
  const width = narrow() ? 110 : 190;
  return card(
    t('riskParts'),
    bars.length === 0
      ? null
      : chart(
          `${name} ${t('riskParts')}: ${bars.map((part) => `${part.name} ${part.points}`).join('; ')}`,
          36 + bars.length * 26,
          {
            grid: { left: width + 14, right: 46, top: 4, bottom: 24 },
            tooltip: {
              trigger: 'axis',
              axisPointer: { type: 'shadow' },
              formatter: (items: unknown) => {
                const part = bars[placeOf(items)];
                return tip(part?.name ?? '', [
                  [t('points'), oneDecimal(part?.points ?? null)],
                  [t('value'), valueText(part?.value ?? null, part?.unit ?? 'count')],
                  [t('peerMedian'), valueText(part?.peer_median ?? null, part?.unit ?? 'count')],
                  [t('z'), oneDecimal(part?.z ?? null)],
                ]);
              },
            },
            xAxis: {
              type: 'value',
              axisLabel: { color: COLOR.muted },
              splitLine: { lineStyle: { color: COLOR.line } },
            },
            yAxis: {
              type: 'category',
              inverse: true,
              data: bars.map((part) => part.name),
              axisTick: { show: false },
              axisLine: { lineStyle: { color: COLOR.soft } },
              axisLabel: { color: COLOR.ink, width, overflow: 'truncate', interval: 0 },
            },
            series: [
              {
                type: 'bar',
                barMaxWidth: 16,
                itemStyle: { color: COLOR.expected },
                label: {
                  show: true,
                  position: 'right',
                  color: COLOR.ink,
                  formatter: ({ dataIndex }: { dataIndex: number }) => oneDecimal(bars[dataIndex]?.points ?? null),
                },
                data: bars.map((part) => part.points),
              },
            ],
          },
        ),
    dataTable<PageRiskPart>({
      id: 'risk-parts',
      caption: t('riskParts'),
      rows: parts,
      sort: ['points', 'down'],
      size: 15,
      columns: [
        { id: 'name', label: 'indicator', kind: 'text', main: true, value: (part) => part.name },
        {
          id: 'where',
          label: 'where',
          kind: 'text',
          value: (part) => part.where,
          cell: (part) => (part.where === '' ? t('whole') : part.where),
        },
        {
          id: 'value',
          label: 'value',
          kind: 'number',
          value: (part) => part.value,
          cell: (part) => valueText(part.value, part.unit),
        },
        {
          id: 'median',
          label: 'peerMedian',
          kind: 'number',
          value: (part) => part.peer_median,
          cell: (part) => valueText(part.peer_median, part.unit),
        },
        { id: 'z', label: 'z', kind: 'number', value: (part) => part.z, cell: (part) => oneDecimal(part.z) },
        {
          id: 'points',
          label: 'points',
          kind: 'number',
          value: (part) => part.points,
          cell: (part) => oneDecimal(part.points),
        },
      ],
    }),
  );
}

/** How the strongest parts moved. */
function seriesCards(series: readonly PageSeries[]): HTMLElement {
  return card(t('byMonth'), h('div', { class: 'two' }, ...series.map(seriesCard)));
}

function seriesCard({ name, unit, months, values, medians, trend_month }: PageSeries): HTMLElement {
  const described = months.map((month, at) => `${month} ${valueText(values[at] ?? null, unit)}`).join('; ');
  return h(
    'div',
    {},
    h(
      'h4',
      {},
      name,
      trend_month === null ? '' : h('span', { class: 'violation-text' }, ` · ${t('breaks')} ${trend_month}`),
    ),
    chart(`${name}: ${described}`, 170, {
      grid: { left: 50, right: 12, top: 10, bottom: 24 },
      tooltip: {
        trigger: 'axis',
        formatter: (items: unknown) => {
          const at = placeOf(items);
          return tip(months[at] ?? '', [
            [t('value'), valueText(values[at] ?? null, unit)],
            [t('peerMedian'), valueText(medians[at] ?? null, unit)],
          ]);
        },
      },
      xAxis: {
        type: 'category',
        data: months.map((month) => month.slice(2)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: COLOR.soft } },
        axisLabel: { color: COLOR.muted, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        axisLabel: { color: COLOR.muted, formatter: (value: number) => tickText(value, unit) },
        splitLine: { lineStyle: { color: COLOR.line } },
        splitNumber: 3,
      },
      series: [
        {
          type: 'line',
          symbol: 'circle',
          symbolSize: 5,
          itemStyle: { color: COLOR.violation },
          lineStyle: { width: 2 },
          data: [...values],
          ...(trend_month === null
            ? {}
            : {
                markLine: {
                  symbol: 'none',
                  label: { show: false },
                  lineStyle: { color: COLOR.muted, type: 'solid' as const },
                  data: [{ xAxis: trend_month.slice(2) }],
                },
              }),
        },
        {
          type: 'line',
          symbol: 'none',
          itemStyle: { color: COLOR.expected },
          lineStyle: { width: 1.5, type: 'dashed' },
          data: [...medians],
        },
      ],
    }),
  );
}

export function schemeView(view: View, id: string): HTMLElement {
  const scheme = view.data.schemes.find((one) => one.id === id);
  if (scheme === undefined) return h('div', {}, h('h1', { tabindex: -1 }, id), h('p', { class: 'empty' }, t('noRows')));
  return h(
    'article',
    { class: 'detail' },
    h('h1', { tabindex: -1 }, state.language === 'zh' ? scheme.name : scheme.en),
    schemePage(scheme),
    h('h2', {}, t('leads')),
    leadsTable(
      view,
      `scheme-${id}`,
      view.data.leads.filter((lead) => lead.schemes.some((one) => one.scheme === id)),
      20,
    ),
  );
}

export function schemePage(scheme: PageScheme): HTMLElement {
  return h(
    'div',
    {},
    h(
      'p',
      { class: 'note' },
      scheme.found === 0
        ? t('noneFound')
        : `${t('foundTimes')} ${count(scheme.found)} · ${yuan(scheme.gross_fen)} ${t('yuanUnit')}`,
      ' ',
      h('span', { class: 'code' }, scheme.id),
    ),
    h('h4', {}, t('sees')),
    h('p', {}, scheme.sees),
    h('h4', {}, t('onSite')),
    h('ul', { class: 'checklist' }, ...scheme.on_site.map((item) => h('li', {}, item))),
    h(
      'div',
      { class: 'two' },
      h('div', {}, h('h4', {}, t('excludes')), list([...scheme.excludes])),
      h('div', {}, h('h4', {}, t('mayErr')), list([...scheme.may_err])),
    ),
    h('h4', {}, t('parameters')),
    terms(scheme.parameters.map(({ value, unit, about }) => [about, `${plain(value)} ${unit}`] as const)),
    h('h4', {}, t('basis')),
    list([...scheme.basis]),
  );
}
