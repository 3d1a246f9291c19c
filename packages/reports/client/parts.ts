/** Pieces that several sections show. */
import type { PageData, PageInstitution, PageLead } from '../src/page/model.ts';
import { chart, COLOR, placeOf, tip } from './charts.ts';
import { h, link } from './dom.ts';
import type { Child } from './dom.ts';
import { count, percent, shortMoney, t, yuan } from './format.ts';
import { dataTable } from './table.ts';
import type { Column } from './table.ts';
import type { TextKey } from './text.ts';

export interface View {
  readonly data: PageData;
  readonly institutions: ReadonlyMap<string, PageInstitution>;
}

export function section(id: TextKey, ...children: Child[]): HTMLElement {
  return h(
    'section',
    { id, 'aria-labelledby': `head-${id}` },
    h('h2', { id: `head-${id}`, tabindex: -1 }, t(id)),
    ...children,
  );
}

export function card(title: string, ...children: Child[]): HTMLElement {
  return h('div', { class: 'card' }, h('h3', {}, title), ...children);
}

export function verdictChip(verdict: 'violation' | 'suspicion'): HTMLElement {
  return h('span', { class: `chip ${verdict}` }, t(verdict));
}

export function kindChip(kind: 'scheme' | 'rule'): HTMLElement {
  return h('span', { class: 'chip plain' }, t(kind === 'scheme' ? 'kindScheme' : 'kindRule'));
}

export function institutionName({ institutions }: View, code: string): string {
  const name = institutions.get(code)?.name ?? '';
  return name === '' ? code : name;
}

/** The institutions of a lead: the first ones by name. */
export function institutionLinks(view: View, codes: readonly string[], most = 3): Child[] {
  const shown = codes
    .slice(0, most)
    .flatMap((code, at): Child[] => [
      at === 0 ? '' : '、',
      link(`institution/${encodeURIComponent(code)}`, institutionName(view, code)),
    ]);
  return codes.length > most ? [...shown, ` +${codes.length - most}`] : shown;
}

export function certaintyBar(share: number): HTMLElement {
  return meter(percent(share), share);
}

/** A figure with a bar of its size. */
export function meter(text: string, share: number): HTMLElement {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return h(
    'span',
    { class: 'meter' },
    h('span', { class: 'meter-text' }, text),
    h('span', { class: 'meter-track' }, h('span', { class: 'meter-bar', style: `width:${width}%` })),
  );
}

const leadColumns = (view: View): readonly Column<PageLead>[] => [
  { id: 'rank', label: 'rank', kind: 'count', value: (lead) => lead.rank },
  {
    id: 'title',
    label: 'lead',
    kind: 'text',
    main: true,
    value: (lead) => lead.title,
    cell: (lead) => [
      link(`lead/${lead.id}`, lead.title),
      ' ',
      kindChip(lead.kind),
      ' ',
      verdictChip(lead.verdict),
      h('span', { class: 'note clamp' }, lead.message),
    ],
  },
  {
    id: 'institution',
    label: 'institution',
    kind: 'text',
    value: (lead) => institutionName(view, lead.institutions[0] ?? ''),
    cell: (lead) => institutionLinks(view, lead.institutions, 2),
  },
  { id: 'amount', label: 'amount', kind: 'yuan', value: (lead) => lead.amount_fen },
  {
    id: 'certainty',
    label: 'certainty',
    kind: 'percent',
    value: (lead) => lead.certainty,
    cell: (lead) => certaintyBar(lead.certainty),
  },
  { id: 'expected', label: 'expected', kind: 'yuan', value: (lead) => lead.expected_fen },
  {
    id: 'scope',
    label: 'scope',
    kind: 'count',
    value: (lead) => lead.lines,
    cell: (lead) => `${count(lead.persons)} / ${count(lead.visits)} / ${count(lead.lines)}`,
  },
];

export function leadsTable(view: View, id: string, leads: readonly PageLead[], size: number): HTMLElement {
  const codes = [...new Set(leads.flatMap((lead) => lead.institutions))];
  const names = codes
    .map((code) => [code, institutionName(view, code)] as const)
    .toSorted((a, b) => a[1].localeCompare(b[1], 'zh-Hans-CN'));
  const kinds = [...new Set(leads.map((lead) => lead.title))].toSorted((a, b) => a.localeCompare(b, 'zh-Hans-CN'));
  return dataTable({
    id,
    caption: t('leads'),
    rows: leads,
    columns: leadColumns(view),
    sort: ['rank', 'up'],
    size,
    empty: t('noLeads'),
    search: (lead) =>
      `${lead.id} ${lead.title} ${lead.message} ${lead.institutions.map((code) => `${code} ${institutionName(view, code)}`).join(' ')} ${lead.rules.map((rule) => `${rule.code} ${rule.name}`).join(' ')}`,
    filters: [
      {
        id: 'title',
        label: 'lead',
        options: kinds.map((kind) => [kind, kind] as const),
        keep: (lead, value) => lead.title === value,
      },
      {
        id: 'verdict',
        label: 'kind',
        options: [
          ['violation', t('violation')],
          ['suspicion', t('suspicion')],
          ['scheme', t('kindScheme')],
          ['rule', t('kindRule')],
        ],
        keep: (lead, value) => lead.verdict === value || lead.kind === value,
      },
      ...(names.length < 2
        ? []
        : [
            {
              id: 'institution',
              label: 'institution' as const,
              options: names,
              keep: (lead: PageLead, value: string) => lead.institutions.includes(value),
            },
          ]),
    ],
  });
}

/** Horizontal bars of violation and suspicion, the greatest first. */
export function verdictBars(
  description: string,
  rows: readonly { readonly name: string; readonly violation_fen: number; readonly suspicion_fen: number }[],
  labelWidth: number,
): HTMLElement {
  return chart(description, 40 + rows.length * 26, {
    grid: { left: labelWidth + 14, right: 20, top: 26, bottom: 24 },
    legend: { top: 0, right: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: COLOR.ink } },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (items: unknown) => {
        const at = placeOf(items);
        const row = rows[at];
        return tip(row?.name ?? '', [
          [t('violation'), yuan(row?.violation_fen ?? 0)],
          [t('suspicion'), yuan(row?.suspicion_fen ?? 0)],
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
      data: rows.map((row) => row.name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: COLOR.soft } },
      axisLabel: { color: COLOR.ink, width: labelWidth, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        name: t('violation'),
        type: 'bar',
        stack: 'a',
        barMaxWidth: 16,
        itemStyle: { color: COLOR.violation },
        data: rows.map((row) => row.violation_fen),
      },
      {
        name: t('suspicion'),
        type: 'bar',
        stack: 'a',
        barMaxWidth: 16,
        itemStyle: { color: COLOR.suspicion },
        data: rows.map((row) => row.suspicion_fen),
      },
    ],
  });
}
