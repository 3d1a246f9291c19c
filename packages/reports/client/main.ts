/** Draws the report, or one lead, rule, institution or scheme of it, as the address says. */
import type { PageData } from '../src/page/model.ts';
import { methodSection, qualitySection, schemesSection } from './background.ts';
import { drawCharts, dropCharts, followWindow } from './charts.ts';
import { institutionView, ruleView, schemeView } from './details.ts';
import { h, link } from './dom.ts';
import { count, state, t } from './format.ts';
import { groupsSection } from './groups.ts';
import { indicatorsSection } from './indicators.ts';
import { leadView } from './lead.ts';
import { institutionsSection, leadsSection, rulesSection } from './lists.ts';
import { overview, trend } from './overview.ts';
import type { View } from './parts.ts';
import type { TextKey } from './text.ts';

const SECTIONS: readonly TextKey[] = [
  'overview',
  'trend',
  'leads',
  'rules',
  'institutions',
  'groups',
  'indicators',
  'schemes',
  'quality',
  'method',
];

const data: PageData = JSON.parse(document.getElementById('data')?.textContent ?? '{}');
const view: View = { data, institutions: new Map(data.institutions.map((row) => [row.code, row])) };
const root = document.getElementById('root') ?? document.body;

function draw(): void {
  dropCharts();
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
  document.title = `${t('title')} ${data.run.from ?? ''} — ${data.run.to ?? ''}`;
  const [kind = '', id = ''] = decodeURIComponent(location.hash.slice(1)).split(/\/(.*)/s);
  const detail = detailOf(kind, id);
  root.replaceChildren(
    h('a', { class: 'skip', href: '#content', click: toContent }, t('skip')),
    head(detail !== null),
    h(
      'div',
      { class: 'frame' },
      contents(),
      h(
        'main',
        { id: 'content', tabindex: -1 },
        data.run.revealed ? h('p', { class: 'revealed', role: 'note' }, t('revealed')) : null,
        detail ?? h('div', {}, ...report()),
      ),
    ),
  );
  drawCharts();
  if (detail === null) {
    document.getElementById(kind)?.scrollIntoView();
  } else {
    window.scrollTo(0, 0);
    root.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }
}

function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function detailOf(kind: string, id: string): HTMLElement | null {
  switch (kind) {
    case 'lead':
      return leadView(view, id);
    case 'rule':
      return ruleView(view, id);
    case 'institution':
      return institutionView(view, id);
    case 'scheme':
      return schemeView(view, id);
    default:
      return null;
  }
}

function head(inDetail: boolean): HTMLElement {
  const { run } = data;
  const turn = (): void => {
    const at = window.scrollY;
    state.language = state.language === 'zh' ? 'en' : 'zh';
    draw();
    window.scrollTo(0, at);
    document.getElementById('language')?.focus();
  };
  return h(
    'header',
    { class: 'top' },
    h(
      'div',
      { class: 'brand' },
      inDetail ? h('a', { href: '#leads', class: 'back' }, `← ${t('back')}`) : h('h1', { tabindex: -1 }, t('title')),
    ),
    h(
      'p',
      { class: 'meta' },
      `${t('period')} ${run.from ?? '—'} — ${run.to ?? '—'} · ${t('lines')} ${count(run.lines)} ${t('linesUnit')} · ${t('snapshot')} ${run.digest.slice(0, 12)}`,
    ),
    h(
      'div',
      { class: 'tools no-print' },
      h('button', { type: 'button', id: 'print', click: () => window.print() }, t('print')),
      h(
        'button',
        { type: 'button', id: 'language', lang: state.language === 'zh' ? 'en' : 'zh-CN', click: turn },
        t('language'),
      ),
    ),
  );
}

function contents(): HTMLElement {
  const shown = SECTIONS.filter((id) => id !== 'indicators' || data.indicators !== null);
  return h(
    'nav',
    { class: 'contents no-print', 'aria-label': t('menu') },
    h('ul', {}, ...shown.map((id) => h('li', {}, link(id, t(id))))),
  );
}

function report(): HTMLElement[] {
  return [
    overview(view),
    trend(view),
    leadsSection(view),
    rulesSection(view),
    institutionsSection(view),
    groupsSection(view),
    indicatorsSection(view),
    schemesSection(view),
    qualitySection(view),
    methodSection(view),
  ].filter((part) => part !== null);
}

/** Within the report only the place changes; a detail is another page. */
let shownDetail = false;
function follow(): void {
  const [kind = ''] = decodeURIComponent(location.hash.slice(1)).split('/');
  const isDetail = ['lead', 'rule', 'institution', 'scheme'].includes(kind);
  if (isDetail || shownDetail) draw();
  else document.getElementById(kind)?.scrollIntoView();
  shownDetail = isDetail;
}

window.addEventListener('hashchange', follow);
followWindow();
draw();
shownDetail = root.querySelector('article.detail') !== null;
