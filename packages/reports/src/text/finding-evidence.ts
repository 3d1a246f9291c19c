/** Evidence of findings in the words of a reader: codes by their names, windows and days spelt out. */
import { codeName, civilDay, formatCivilDate } from '@shouhu/codes';
import { labelOf } from './evidence-labels.ts';
import { valueText } from './plain.ts';

const WINDOWS: Readonly<Record<string, string>> = {
  line: '本行',
  prescription: '同一处方',
  operation: '同一次手术',
  hour: '同一小时',
  day: '同一天',
  visit: '本次就诊',
  stay: '本次住院',
  week: '同一周',
  month: '同一月',
  quarter: '同一季度',
  year: '同一年',
};

const CARE: Readonly<Record<string, string>> = { outpatient: '门诊', inpatient: '住院', pharmacy: '药店购药' };
const RANKS = ['无等级', '一级', '二级', '三级'];
const YES_NO = new Set(['emergency', 'internet_hosp', 'diagnoses_known', 'operations_known']);

/** Days from here on are instants in seconds, not civil days. */
const MOST_DAY = 200_000;

/** @param without keys that the reader sees elsewhere */
export function findingEvidence(
  evidence: Readonly<Record<string, unknown>>,
  without: ReadonlySet<string> = new Set(),
): readonly (readonly [label: string, text: string])[] {
  return Object.entries(evidence)
    .filter(([key]) => !without.has(key))
    .map(([key, value]) => [fenLabel(key), textOf(key, value)] as const);
}

/** Absent fields of what could not be decided. */
export function reasonText(reason: string): string {
  return reason
    .split(',')
    .map((field) => {
      const label = labelOf(field);
      return label === field ? field : `${label}（${field}）`;
    })
    .join('、');
}

function fenLabel(key: string): string {
  return labelOf(key).replace('（分）', '（元）');
}

function textOf(key: string, value: unknown): string {
  if (key === 'window') return windowText(String(value));
  if (key === 'window_start') return startText(String(value));
  if (key === 'care_type') return CARE[String(value)] ?? String(value);
  if (key === 'hosp_lv' && typeof value === 'number') return RANKS[value] ?? String(value);
  if (YES_NO.has(key)) return value === 1 ? '是' : '否';
  if (key.endsWith('_fen') && typeof value === 'number') return (value / 100).toFixed(2);
  if (key === 'gend' || key === 'insutype' || key === 'med_type') return codeName(key, String(value)) ?? String(value);
  return valueText(value);
}

function windowText(window: string): string {
  const [unit = '', length = ''] = window.split(':');
  if (unit === 'days') return `连续 ${length} 天`;
  if (unit === 'hours') return `连续 ${length} 小时`;
  return WINDOWS[window] ?? window;
}

/** A day, a day and an hour, or what else names a window. */
function startText(start: string): string {
  const [day = '', hour] = start.split('|');
  if (!/^\d{4,6}$/.test(day) || Number(day) > MOST_DAY) return start;
  const date = formatCivilDate(civilDay(Number(day)));
  return hour === undefined ? date : `${date} ${hour} 时`;
}
