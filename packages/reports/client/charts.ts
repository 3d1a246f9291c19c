/** Charts: ECharts as SVG, still, in the page's few colours, each with its description. */
import type * as Echarts from 'echarts';
import { h } from './dom.ts';
import type { Child } from './dom.ts';

declare const echarts: typeof Echarts;

export type ChartOption = Echarts.EChartsOption;

export const COLOR = {
  violation: '#a63d2f',
  suspicion: '#d9a441',
  expected: '#0f5c6e',
  ink: '#1c2a33',
  muted: '#5b6b76',
  line: '#dfe5e8',
  soft: '#c9d6da',
  person: '#0f5c6e',
  institution: '#d9a441',
} as const;

const FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
/** Widths of a chart on A4, in CSS pixels. */
const PAPER = { whole: 648, half: 300 } as const;

const waiting = new Map<HTMLElement, ChartOption>();
let drawn: { chart: Echarts.ECharts; place: HTMLElement }[] = [];

/** A place for a chart, drawn once it stands in the page. */
export function chart(description: string, height: number, option: ChartOption): HTMLElement {
  const place = h('div', { class: 'chart', role: 'img', 'aria-label': description, style: `height:${height}px` });
  waiting.set(place, option);
  return place;
}

export function drawCharts(): void {
  for (const [place, option] of waiting) {
    const made = echarts.init(place, null, { renderer: 'svg' });
    made.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, color: COLOR.ink },
      aria: { enabled: false },
      ...option,
    });
    drawn.push({ chart: made, place });
  }
  waiting.clear();
}

export function dropCharts(): void {
  waiting.clear();
  for (const one of drawn) one.chart.dispose();
  drawn = [];
}

/** On paper a chart takes the width that its place will have, and is scaled where that was not foreseen. */
function toPaper(): void {
  for (const { chart: made, place } of drawn) {
    const width = place.closest('.two, .maps') === null ? PAPER.whole : PAPER.half;
    made.resize({ width });
    made.getZr().flush();
    const picture = place.querySelector('svg');
    picture?.setAttribute('viewBox', `0 0 ${width} ${place.clientHeight}`);
  }
}

function toScreen(): void {
  for (const { chart: made, place } of drawn) {
    place.querySelector('svg')?.removeAttribute('viewBox');
    made.resize({ width: 'auto' });
  }
}

export function followWindow(): void {
  window.addEventListener('resize', toScreen);
  window.addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('details.found')) details.open = true;
    toPaper();
  });
  window.addEventListener('afterprint', toScreen);
}

/** Which item a tooltip is about, of one or of a list of them; -1 where it is none. */
export function placeOf(items: unknown): number {
  const item: unknown = Array.isArray(items) ? items[0] : items;
  const isItem = item !== null && typeof item === 'object' && 'dataIndex' in item;
  return isItem && typeof item.dataIndex === 'number' ? item.dataIndex : -1;
}

/** A tooltip made of elements: nothing of it is read as markup. */
export function tip(head: string, rows: readonly (readonly [label: string, value: Child])[]): HTMLElement {
  return h(
    'div',
    { class: 'tip' },
    h('strong', {}, head),
    ...rows.map(([label, value]) => h('div', {}, `${label} `, h('b', {}, value))),
  );
}

/** Whether the window is as narrow as a phone. */
export const narrow = (): boolean => window.innerWidth < 640;
