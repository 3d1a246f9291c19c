/** Maps of groups: who met whom. */
import type { PageLead, PageMap } from '../src/page/model.ts';
import { chart, COLOR, narrow, placeOf, tip } from './charts.ts';
import { h, link } from './dom.ts';
import { count, t } from './format.ts';
import { institutionLinks, section } from './parts.ts';
import type { View } from './parts.ts';
import { dataTable } from './table.ts';

/** Maps that the report itself shows; the others stand with their lead. */
const MAPS = 4;

export function groupsSection(view: View): HTMLElement {
  const mapped = view.data.leads.filter((lead) => lead.map !== null);
  if (mapped.length === 0) return section('groups', h('p', { class: 'empty' }, t('noGroups')));
  const size = (lead: PageLead): number => (lead.map?.nodes.length ?? 0) + (lead.map?.hidden ?? 0);
  const shown = mapped
    .filter((lead) => size(lead) > 2)
    .toSorted((a, b) => size(b) - size(a) || a.rank - b.rank)
    .slice(0, MAPS);
  return section(
    'groups',
    h(
      'div',
      { class: 'maps' },
      ...shown.map((lead) => mapCard(view, lead)),
      ...view.data.networks.map(({ title, leads, map }) =>
        h(
          'div',
          { class: 'card' },
          h('h3', {}, title),
          h('p', { class: 'note' }, `${count(leads)} ${t('leadsUnit')}`),
          groupMap(title, map, 280),
        ),
      ),
    ),
    dataTable<PageLead>({
      id: 'groups',
      caption: t('groups'),
      rows: mapped,
      sort: ['members', 'down'],
      size: 10,
      columns: [
        {
          id: 'title',
          label: 'lead',
          kind: 'text',
          main: true,
          value: (lead) => lead.title,
          cell: (lead) => link(`lead/${lead.id}`, `${lead.rank}. ${lead.title}`),
        },
        {
          id: 'institution',
          label: 'institution',
          kind: 'text',
          value: (lead) => lead.institutions[0] ?? '',
          cell: (lead) => institutionLinks(view, lead.institutions, 2),
        },
        { id: 'members', label: 'members', kind: 'count', value: size },
        { id: 'amount', label: 'amount', kind: 'yuan', value: (lead) => lead.amount_fen },
      ],
    }),
  );
}

function mapCard(view: View, lead: PageLead): HTMLElement {
  return h(
    'div',
    { class: 'card' },
    h('h3', {}, link(`lead/${lead.id}`, `${lead.rank}. ${lead.title}`)),
    h('p', { class: 'note' }, ...[institutionLinks(view, lead.institutions, 2)].flat()),
    lead.map === null ? null : groupMap(lead.title, lead.map, 280),
  );
}

/** @param height pixels */
export function groupMap(title: string, map: PageMap, height: number): HTMLElement {
  const heaviest = Math.max(...map.links.map(([, , weight]) => weight), 1);
  const greatest = Math.max(...map.nodes.map(({ weight }) => weight), 1);
  const crowded = map.nodes.length > 24;
  return h(
    'div',
    {},
    chart(`${title}: ${count(map.nodes.length)} ${t('members')}`, height, {
      tooltip: {
        formatter: (item: unknown) => {
          if (isLink(item)) {
            const [a = 0, b = 0, weight = 0] = map.links[placeOf(item)] ?? [];
            return tip(`${map.nodes[a]?.name ?? ''} — ${map.nodes[b]?.name ?? ''}`, [[t('meetings'), count(weight)]]);
          }
          const node = map.nodes[placeOf(item)];
          return node === undefined ? '' : tip(node.name, [[t('meetings'), count(node.weight)]]);
        },
      },
      grid: { left: 60, right: 60, top: 20, bottom: 34 },
      xAxis: { type: 'value', min: 0, max: 1, show: false },
      yAxis: { type: 'value', min: 0, max: 1, show: false },
      series: [
        {
          type: 'graph',
          // Axes that nobody sees: the report's layout is kept, and symbols keep their shape whatever the width.
          coordinateSystem: 'cartesian2d',
          labelLayout: { hideOverlap: true },
          data: map.nodes.map((node, at) => ({
            id: String(at),
            name: node.name,
            value: [node.x, node.y],
            symbol: node.kind === 'institution' ? 'roundRect' : 'circle',
            symbolSize: 9 + 13 * Math.sqrt(node.weight / greatest),
            itemStyle: {
              color: node.kind === 'institution' ? COLOR.institution : COLOR.person,
              borderColor: '#fff',
              borderWidth: 1.5,
            },
            label: {
              show: !crowded || node.weight > greatest * 0.6,
              position: 'bottom' as const,
              formatter: () => node.name,
              color: COLOR.ink,
              fontSize: 11,
              textBorderColor: '#fff',
              textBorderWidth: 3,
              width: narrow() ? 84 : 130,
              overflow: 'truncate' as const,
            },
          })),
          links: map.links.map(([a, b, weight]) => ({
            source: String(a),
            target: String(b),
            lineStyle: { width: 0.8 + 2.4 * (weight / heaviest), color: COLOR.muted, opacity: crowded ? 0.35 : 0.55 },
          })),
        },
      ],
    }),
    map.hidden > 0 ? h('p', { class: 'note' }, `${count(map.hidden)} ${t('hiddenNodes')}`) : null,
  );
}

function isLink(item: unknown): boolean {
  return item !== null && typeof item === 'object' && 'dataType' in item && item.dataType === 'edge';
}

/** The same as the map, for whoever reads no pictures. */
export function mapTable(map: PageMap): HTMLElement {
  return h(
    'details',
    {},
    h('summary', {}, t('table')),
    dataTable<readonly [number, number, number]>({
      id: 'map',
      caption: t('map'),
      rows: map.links,
      sort: ['weight', 'down'],
      size: 20,
      columns: [
        { id: 'a', label: 'from', kind: 'text', main: true, value: ([a]) => map.nodes[a]?.name ?? '' },
        { id: 'b', label: 'to', kind: 'text', value: ([, b]) => map.nodes[b]?.name ?? '' },
        { id: 'weight', label: 'meetings', kind: 'count', value: ([, , weight]) => weight },
      ],
    }),
  );
}
