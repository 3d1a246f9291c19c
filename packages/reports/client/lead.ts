/** One lead: why, who with whom, visits and lines, what to check. */
import type { PageLead, PageLeadScheme, PageLine, PageVisit } from '../src/page/model.ts';
import { h, link, list, terms } from './dom.ts';
import type { Child } from './dom.ts';
import { clockText, count, dayText, percent, price, quantity, state, t, yuan } from './format.ts';
import { groupMap, mapTable } from './groups.ts';
import { card, certaintyBar, institutionLinks, institutionName, kindChip, verdictChip } from './parts.ts';
import type { View } from './parts.ts';
import { dataTable } from './table.ts';

/** Visits drawn at once; the others on request. */
const VISITS = 40;

export function leadView(view: View, id: string): HTMLElement {
  const lead = view.data.leads.find((one) => one.id === id);
  if (lead === undefined)
    return h('div', {}, h('h1', { tabindex: -1 }, t('lead')), h('p', { class: 'empty' }, t('leadGone')));
  return h(
    'article',
    { class: 'detail' },
    h('h1', { tabindex: -1 }, `${lead.rank}. ${lead.title}`),
    h(
      'p',
      { class: 'chips' },
      kindChip(lead.kind),
      ' ',
      verdictChip(lead.verdict),
      ' ',
      h('span', { class: 'note' }, lead.id),
    ),
    h('p', { class: 'lead-text' }, lead.message),
    terms([
      [t('institution'), institutionLinks(view, lead.institutions, 12)],
      [t('leadPeriod'), `${lead.from} — ${lead.to}`],
      [t('amount'), yuan(lead.amount_fen)],
      [t('violationAmount'), yuan(lead.violation_fen)],
      [t('certainty'), certaintyBar(lead.certainty)],
      [t('expected'), yuan(lead.expected_fen)],
      [t('scope'), `${count(lead.persons)} / ${count(lead.visits)} / ${count(lead.lines)}`],
      ...(lead.unlined_fen > 0 ? [[t('unlined'), yuan(lead.unlined_fen)] as const] : []),
    ]),
    h('h2', {}, t('why')),
    ...lead.schemes.map((one, at) =>
      schemeCard(view, one, lead.schemes.findIndex(({ scheme }) => scheme === one.scheme) === at, lead.message),
    ),
    lead.rules.length === 0 ? null : rulesOf(lead),
    lead.map === null
      ? null
      : h(
          'div',
          { class: 'card' },
          h('h3', {}, t('map')),
          groupMap(lead.title, lead.map, lead.map.nodes.length > 2 ? 420 : 160),
          mapTable(lead.map),
        ),
    h('h2', {}, t('visitsAndLines')),
    visitsOf(view, lead),
  );
}

/**
 * @param explained whether to say what to check: once for each scheme
 * @param said what the lead itself says already
 */
function schemeCard(
  view: View,
  { id, scheme, name, score, message, evidence }: PageLeadScheme,
  explained: boolean,
  said: string,
): HTMLElement {
  const page = explained ? view.data.schemes.find((one) => one.id === scheme) : undefined;
  const label = (key: string): string => view.data.labels[key]?.[state.language === 'zh' ? 0 : 1] ?? key;
  return h(
    'div',
    { class: 'card' },
    h('h3', {}, name, ' ', h('span', { class: 'note' }, `${t('score')} ${percent(score)}`)),
    message === said ? null : h('p', {}, message),
    h('h4', {}, t('evidence')),
    terms(
      evidence.map(([key, zh, en]) => [label(key), valueParts(state.language === 'zh' ? zh : (en ?? zh))] as const),
    ),
    page === undefined
      ? null
      : h(
          'div',
          { class: 'two' },
          h(
            'div',
            {},
            h('h4', {}, t('onSite')),
            h('ul', { class: 'checklist' }, ...page.on_site.map((item) => h('li', {}, item))),
          ),
          h('div', {}, h('h4', {}, t('mayErr')), list([...page.may_err])),
        ),
    h(
      'p',
      { class: 'note' },
      page === undefined ? null : link(`scheme/${scheme}`, t('openScheme')),
      ' ',
      h('span', { class: 'code' }, id),
    ),
  );
}

/** A list keeps each of its values together. */
function valueParts(text: string): Child {
  const values = text.split('、');
  return values.map((value, at) => h('span', { class: 'value' }, at < values.length - 1 ? `${value}、` : value));
}

function rulesOf(lead: PageLead): HTMLElement {
  return card(
    t('rules'),
    dataTable({
      id: `lead-rules-${lead.id}`,
      caption: t('rules'),
      rows: lead.rules,
      sort: ['amount', 'down'],
      columns: [
        {
          id: 'name',
          label: 'rule',
          kind: 'text',
          main: true,
          value: (row) => row.name,
          cell: (row) => [link(`rule/${encodeURIComponent(row.code)}`, row.name), ' ', verdictChip(row.verdict)],
        },
        { id: 'findings', label: 'findings', kind: 'count', value: (row) => row.findings },
        { id: 'amount', label: 'grossAmount', kind: 'yuan', value: (row) => row.amount_fen },
      ],
    }),
  );
}

function visitsOf(view: View, lead: PageLead): HTMLElement {
  if (lead.lines === 0) return h('p', { class: 'empty' }, t('linesNone'));
  const held = view.data.lines.of[lead.id];
  const shown = held?.shown ?? 0;
  const said = h(
    'p',
    { class: 'note' },
    `${count(shown)} / ${count(lead.lines)} ${t('linesShown')}${shown < lead.lines ? `；${t('linesElsewhere')}` : ''}`,
  );
  if (held === undefined) return h('div', {}, said);
  const place = h('div', { class: 'visits' });
  let drawn = 0;
  const more = h('button', { type: 'button', class: 'more' });
  const add = (): void => {
    place.append(
      ...held.visits.slice(drawn, drawn + VISITS).map((visit, at) => visitDetails(view, visit, drawn + at === 0)),
    );
    drawn = Math.min(held.visits.length, drawn + VISITS);
    more.textContent =
      state.language === 'zh'
        ? `再显示 ${Math.min(VISITS, held.visits.length - drawn)} 次就诊（已显示 ${drawn} / ${held.visits.length}）`
        : `Show more visits (${drawn} of ${held.visits.length})`;
    more.hidden = drawn >= held.visits.length;
  };
  more.addEventListener('click', add);
  add();
  const all = (open: boolean) => (): void => {
    for (const details of place.querySelectorAll('details')) details.open = open;
  };
  return h(
    'div',
    {},
    said,
    h(
      'p',
      { class: 'no-print' },
      h('button', { type: 'button', click: all(true) }, t('expandAll')),
      ' ',
      h('button', { type: 'button', click: all(false) }, t('collapseAll')),
    ),
    place,
    more,
  );
}

/** One visit; its lines are drawn when it is opened. */
function visitDetails(view: View, visit: PageVisit, open: boolean): HTMLElement {
  const sum = visit.lines.reduce((total, line) => total + line[8], 0);
  const first = visit.lines[0];
  const place = h('div', {
    class: 'table-scroll',
    tabindex: 0,
    role: 'region',
    'aria-label': `${t('visit')} ${visit.id}`,
  });
  const details = h(
    'details',
    { class: 'visit' },
    h(
      'summary',
      {},
      h('span', { class: 'visit-day' }, first === undefined ? '' : dayText(first[1])),
      h('span', { class: 'visit-person' }, visit.person),
      h('span', { class: 'visit-place' }, institutionName(view, visit.institution)),
      h('span', { class: 'visit-id code' }, visit.id),
      h('span', { class: 'visit-sum' }, `${count(visit.lines.length)} ${t('linesUnit')} · ${yuan(sum)}`),
    ),
    place,
  );
  const fill = (): void => {
    if (details.open && place.childElementCount === 0) place.append(linesTable(view, visit.lines));
  };
  details.addEventListener('toggle', fill);
  details.open = open;
  if (open) fill();
  return details;
}

function linesTable({ data }: View, lines: readonly PageLine[]): HTMLElement {
  const { items, texts } = data.lines;
  const head = [
    t('date'),
    t('item'),
    t('quantity'),
    t('price'),
    t('lineAmount'),
    t('inScope'),
    t('atRisk'),
    t('deptDoctor'),
    t('reason'),
  ];
  const rows = lines.map(([id, day, second, item, cnt, pric, amount, inscp, atRisk, violation, dept, dr, why]) => {
    const [code = '', name = ''] = items[item] ?? [];
    const cells: readonly (readonly [text: Child, kind: string])[] = [
      [[`${dayText(day)} ${clockText(second)}`, h('span', { class: 'note code' }, id)], 'text'],
      [[name === '' ? code : name, h('span', { class: 'note code' }, code)], 'text main'],
      [quantity(cnt), 'figure'],
      [pric < 0 ? '—' : price(pric), 'figure'],
      [yuan(amount), 'figure'],
      [inscp < 0 ? '—' : yuan(inscp), 'figure'],
      [h('span', { class: violation === 1 ? 'strong violation-text' : 'strong' }, yuan(atRisk)), 'figure'],
      [
        [dept, dr]
          .filter((at) => at >= 0)
          .map((at) => texts[at] ?? '')
          .join(' / '),
        'text',
      ],
      [why.map((at) => h('span', { class: 'reason' }, texts[at] ?? '')), 'text'],
    ];
    return h(
      'tr',
      {},
      ...cells.map(([text, kind], at) => h('td', { class: kind, 'data-label': head[at] ?? '' }, text)),
    );
  });
  return h(
    'table',
    { class: 'lines' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...head.map((text, at) => h('th', { scope: 'col', class: at >= 2 && at <= 6 ? 'figure' : 'text' }, text)),
      ),
    ),
    h('tbody', {}, ...rows),
  );
}
