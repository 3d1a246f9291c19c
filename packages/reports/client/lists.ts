/** Leads, rules and institutions as tables with their pictures. */
import type { PageInstitution, PageRule } from '../src/page/model.ts';
import { narrow } from './charts.ts';
import { h, link } from './dom.ts';
import { count, t, yuan } from './format.ts';
import { leadsTable, meter, section, verdictBars } from './parts.ts';
import type { View } from './parts.ts';
import { dataTable } from './table.ts';

const BARS = 12;

export function leadsSection(view: View): HTMLElement {
  const { leads, totals } = view.data;
  return section(
    'leads',
    leads.length < totals.leads
      ? h('p', { class: 'note' }, `${t('moreLeads')} ${count(leads.length)} ${t('moreLeadsRest')}`)
      : null,
    leadsTable(view, 'leads', leads, 15),
  );
}

const net = (row: PageRule | PageInstitution): number => row.violation.net_fen + row.suspicion.net_fen;

export function rulesSection({ data: { rules } }: View): HTMLElement {
  const bars = rules
    .filter((row) => net(row) > 0)
    .toSorted((a, b) => net(b) - net(a))
    .slice(0, BARS);
  return section(
    'rules',
    bars.length === 0
      ? null
      : h(
          'div',
          { class: 'card' },
          verdictBars(
            `${t('rules')}: ${bars.map((row) => `${row.name} ${yuan(net(row))}`).join('; ')}`,
            bars.map((row) => ({
              name: row.name,
              violation_fen: row.violation.net_fen,
              suspicion_fen: row.suspicion.net_fen,
            })),
            narrow() ? 110 : 200,
          ),
        ),
    dataTable<PageRule>({
      id: 'rules',
      caption: t('rules'),
      rows: rules,
      sort: ['net', 'down'],
      size: 20,
      search: (row) => `${row.code} ${row.name}`,
      columns: [
        {
          id: 'name',
          label: 'rule',
          kind: 'text',
          main: true,
          value: (row) => row.name,
          cell: (row) => [
            link(`rule/${encodeURIComponent(row.code)}`, row.name),
            h('span', { class: 'note code' }, row.code),
          ],
        },
        { id: 'violation', label: 'violation', kind: 'count', value: (row) => row.violation.findings },
        { id: 'suspicion', label: 'suspicion', kind: 'count', value: (row) => row.suspicion.findings },
        {
          id: 'gross',
          label: 'grossAmount',
          kind: 'yuan',
          value: (row) => row.violation.gross_fen + row.suspicion.gross_fen,
        },
        { id: 'net', label: 'netAmount', kind: 'yuan', value: net },
        { id: 'undecided', label: 'undecided', kind: 'count', value: (row) => row.cannot_decide },
      ],
    }),
  );
}

export function institutionsSection(view: View): HTMLElement {
  const { institutions } = view.data;
  const risky = institutions.some(({ risk }) => risk !== null);
  const bars = institutions.filter((row) => row.amount_fen > 0).slice(0, BARS);
  return section(
    'institutions',
    bars.length === 0
      ? null
      : h(
          'div',
          { class: 'card' },
          verdictBars(
            `${t('institutions')}: ${bars.map((row) => `${row.name} ${yuan(row.amount_fen)}`).join('; ')}`,
            bars.map((row) => ({
              name: row.name === '' ? row.code : row.name,
              violation_fen: row.violation.net_fen,
              suspicion_fen: Math.max(0, row.amount_fen - row.violation.net_fen),
            })),
            narrow() ? 110 : 200,
          ),
        ),
    dataTable<PageInstitution>({
      id: 'institutions',
      caption: t('institutions'),
      rows: institutions,
      sort: risky ? ['risk', 'down'] : ['amount', 'down'],
      size: 20,
      search: (row) => `${row.code} ${row.name} ${row.risk?.peer_group ?? ''}`,
      columns: [
        {
          id: 'name',
          label: 'institution',
          kind: 'text',
          main: true,
          value: (row) => (row.name === '' ? row.code : row.name),
          cell: (row) => [
            link(`institution/${encodeURIComponent(row.code)}`, row.name === '' ? row.code : row.name),
            h('span', { class: 'note code' }, row.code),
          ],
        },
        ...(risky
          ? [
              {
                id: 'risk',
                label: 'risk' as const,
                kind: 'number' as const,
                value: (row: PageInstitution) => row.risk?.score ?? null,
                cell: (row: PageInstitution) => (row.risk === null ? '—' : riskBar(row.risk.score)),
              },
              {
                id: 'peers',
                label: 'peerGroup' as const,
                kind: 'text' as const,
                value: (row: PageInstitution) => row.risk?.peer_group ?? '',
              },
            ]
          : []),
        { id: 'leads', label: 'leads', kind: 'count', value: (row) => row.leads },
        {
          id: 'findings',
          label: 'findings',
          kind: 'count',
          value: (row) => row.violation.findings + row.suspicion.findings,
        },
        { id: 'violation', label: 'violationAmount', kind: 'yuan', value: (row) => row.violation.net_fen },
        { id: 'amount', label: 'amount', kind: 'yuan', value: (row) => row.amount_fen },
        { id: 'expected', label: 'expected', kind: 'yuan', value: (row) => row.expected_fen },
      ],
    }),
  );
}

export function riskBar(score: number): HTMLElement {
  return meter(score.toFixed(1), score / 100);
}
