/** Schemes explained, the state of the data, the method, how to read. */
import type { PageCheck } from '../src/page/model.ts';
import { schemePage } from './details.ts';
import { h, link, terms } from './dom.ts';
import { count, percent, plain, state, t } from './format.ts';
import { card, section } from './parts.ts';
import type { View } from './parts.ts';
import { dataTable } from './table.ts';
import { READING } from './text.ts';

export function schemesSection({ data: { schemes } }: View): HTMLElement {
  const sorted = schemes.toSorted((a, b) => b.found - a.found);
  return section(
    'schemes',
    ...sorted.map((scheme) =>
      h(
        'details',
        { class: scheme.found > 0 ? 'scheme found' : 'scheme', id: `explain-${scheme.id}` },
        h(
          'summary',
          {},
          h('span', { class: 'scheme-name' }, state.language === 'zh' ? scheme.name : `${scheme.en} · ${scheme.name}`),
          h(
            'span',
            { class: 'note' },
            scheme.found === 0 ? t('noneFound') : `${t('foundTimes')} ${count(scheme.found)}`,
          ),
        ),
        schemePage(scheme),
        scheme.found === 0 ? null : h('p', { class: 'no-print' }, link(`scheme/${scheme.id}`, t('leads'))),
      ),
    ),
  );
}

export function qualitySection({ data: { quality } }: View): HTMLElement {
  const { pass, fail, not_applicable, error, rejects, failed } = quality;
  const checks = pass + fail + not_applicable + error;
  if (checks === 0) return section('quality', h('p', { class: 'empty' }, t('noQuality')));
  return section(
    'quality',
    h(
      'p',
      {},
      `${count(checks)} ${t('checks')}：${t('passed')} ${count(pass)}，${t('failed')} ${count(fail + error)}，${t('notApplicable')} ${count(not_applicable)}；${count(rejects)} ${t('rejected')}（rejects.jsonl）`,
    ),
    dataTable<PageCheck>({
      id: 'quality',
      caption: t('quality'),
      rows: failed,
      sort: ['share', 'down'],
      size: 15,
      empty: t('noFailed'),
      columns: [
        {
          id: 'check',
          label: 'check',
          kind: 'text',
          main: true,
          value: (row) => (state.language === 'zh' ? row.zh : row.en),
        },
        {
          id: 'field',
          label: 'field',
          kind: 'text',
          value: (row) => `${row.table} ${row.field}`.trim(),
          cell: (row) => h('span', { class: 'code' }, `${row.table} ${row.field}`.trim()),
        },
        { id: 'failing', label: 'failing', kind: 'count', value: (row) => row.numerator },
        {
          id: 'share',
          label: 'share',
          kind: 'percent',
          value: (row) => (row.denominator === 0 ? 0 : row.numerator / row.denominator),
          cell: (row) => percent(row.denominator === 0 ? 0 : row.numerator / row.denominator, 1),
        },
        {
          id: 'allowed',
          label: 'allowed',
          kind: 'percent',
          value: (row) => row.threshold / 10_000,
          cell: (row) => percent(row.threshold / 10_000, 1),
        },
      ],
    }),
  );
}

export function methodSection({ data: { run, lines, leads, totals } }: View): HTMLElement {
  return section(
    'method',
    h(
      'div',
      { class: 'two' },
      card(
        t('snapshot'),
        terms([
          [t('snapshot'), h('span', { class: 'code' }, run.digest)],
          [t('period'), `${run.from ?? '—'} — ${run.to ?? '—'}`],
          [t('lines'), count(run.lines)],
          [t('madeAt'), run.started_at.slice(0, 16).replace('T', ' ')],
          [t('version'), `shouhu ${run.version}`],
        ]),
        dataTable({
          id: 'parts',
          caption: t('snapshot'),
          rows: run.parts,
          sort: ['points', 'down'],
          columns: [
            { id: 'name', label: 'part', kind: 'text', main: true, value: (part) => partName(part.name) },
            { id: 'version', label: 'version', kind: 'text', value: (part) => part.version },
            { id: 'rules', label: 'rulesCount', kind: 'count', value: (part) => part.rules },
            { id: 'points', label: 'pointsCount', kind: 'count', value: (part) => part.points },
          ],
        }),
      ),
      card(
        t('reading'),
        h('ul', {}, ...READING[state.language].map((text) => h('li', {}, text))),
        h(
          'p',
          { class: 'note' },
          `${plain(lines.shown)} / ${plain(lines.total)} ${t('linesShown')}；${plain(leads.length)} / ${plain(totals.leads)} ${t('leadsUnit')}。${t('linesElsewhere')}`,
        ),
      ),
    ),
  );
}

function partName(name: string): string {
  const names: Readonly<Record<string, readonly [string, string]>> = {
    national: ['国家知识点（批次）', 'National points (batch)'],
    own: ['守护自有规则', 'Our own rules'],
    default: ['默认知识点', 'Default points'],
    local: ['本地知识', 'Local knowledge'],
  };
  return names[name]?.[state.language === 'zh' ? 0 : 1] ?? name;
}
