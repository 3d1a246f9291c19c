/** Charts as ECharts takes them, in the colours of the console. */
import type { EChartsCoreOption } from 'echarts/core';
import { theme } from '../theme.ts';

const INK = '#4d5b6a';
const LINE = '#e2e8ef';
/** Apart by lightness too, for those who do not tell colours. */
const SERIES = ['#1a5a96', '#d48a1d', '#1e6b45'] as const;

const text = { color: INK, fontFamily: theme.token?.fontFamily ?? '', fontSize: 12 };

export interface Bars {
  readonly names: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[]; readonly line?: boolean }[];
  /** A value in words. */
  readonly say: (value: number) => string;
  /** A value at the axis. */
  readonly short: (value: number) => string;
}

const shared = ({ series, say }: Bars): EChartsCoreOption => ({
  color: [...SERIES],
  textStyle: text,
  tooltip: {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    valueFormatter: (value: unknown) => (typeof value === 'number' ? say(value) : ''),
    textStyle: { ...text, color: '#1c2733' },
  },
  ...(series.length > 1 ? { legend: { top: 0, left: 0, textStyle: text, itemGap: 10, itemWidth: 14 } } : {}),
});

/** Beside each other along the months. */
export function columns(bars: Bars): EChartsCoreOption {
  return {
    ...shared(bars),
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: bars.names,
      axisLine: { lineStyle: { color: LINE } },
      axisTick: { show: false },
      axisLabel: text,
    },
    yAxis: {
      type: 'value',
      splitLine: { lineStyle: { color: LINE } },
      axisLabel: { ...text, formatter: bars.short },
    },
    series: bars.series.map(({ name, values, line }) => ({
      name,
      type: line === true ? 'line' : 'bar',
      data: values,
      barMaxWidth: 22,
      symbolSize: 6,
      lineStyle: { width: 2 },
    })),
  };
}

/** One below the other, the first on top. */
export function rows(bars: Bars): EChartsCoreOption {
  return {
    ...shared(bars),
    grid: { left: 8, right: 72, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.names,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, width: 124, overflow: 'break', lineHeight: 14 },
    },
    series: bars.series.map(({ name, values }) => ({
      name,
      type: 'bar',
      data: values,
      barMaxWidth: 18,
      label: {
        show: true,
        position: 'right',
        ...text,
        formatter: ({ value }: { value: unknown }) => bars.short(Number(value)),
      },
    })),
  };
}
