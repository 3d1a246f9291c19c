/** Evidence of findings in the words of a reader: codes by their names, windows and days spelt out. */
import {
  codeName,
  civilDay,
  fen,
  formatCivilDate,
  formatPrice,
  formatQuantity,
  formatYuan,
  price,
  quantity,
} from '@shouhu/codes';
import { labelOf } from './evidence-labels.ts';
import { valueText } from './plain.ts';

type Words = Readonly<Record<'zh' | 'en', string>>;

const WINDOWS: Readonly<Record<string, Words>> = {
  line: { zh: '本行', en: 'the line' },
  prescription: { zh: '同一处方', en: 'one prescription' },
  operation: { zh: '同一次手术', en: 'one operation' },
  hour: { zh: '同一小时', en: 'one hour' },
  day: { zh: '同一天', en: 'one day' },
  visit: { zh: '本次就诊', en: 'the visit' },
  stay: { zh: '本次住院', en: 'the stay' },
  week: { zh: '同一周', en: 'one week' },
  month: { zh: '同一月', en: 'one month' },
  quarter: { zh: '同一季度', en: 'one quarter' },
  year: { zh: '同一年', en: 'one year' },
};

const CARE: Readonly<Record<string, Words>> = {
  outpatient: { zh: '门诊', en: 'outpatient' },
  inpatient: { zh: '住院', en: 'inpatient' },
  pharmacy: { zh: '药店购药', en: 'pharmacy' },
};
const RANKS: readonly Words[] = [
  { zh: '无等级', en: 'no level' },
  { zh: '一级', en: 'level 1' },
  { zh: '二级', en: 'level 2' },
  { zh: '三级', en: 'level 3' },
];
/** What a limit or a price measures, and how its total and maximum are written. */
const MEASURES: Readonly<Record<string, Words & { readonly write: (value: number) => string }>> = {
  cnt: { zh: '数量', en: 'quantity', write: (value) => formatQuantity(quantity(value)) },
  days: { zh: '天数', en: 'days', write: (value) => formatQuantity(quantity(value)) },
  amount: { zh: '金额（元）', en: 'amount in yuan', write: (value) => formatYuan(fen(value)) },
  paid: { zh: '政策范围内金额（元）', en: 'in-scope amount in yuan', write: (value) => formatYuan(fen(value)) },
  unit_price: { zh: '单价（元）', en: 'unit price in yuan', write: (value) => formatPrice(price(value)) },
  kinds: { zh: '品种数', en: 'kinds', write: String },
  visits: { zh: '就诊次数', en: 'visits', write: String },
};

const YES_NO = new Set(['emergency', 'internet_hosp', 'diagnoses_known', 'operations_known']);
const SEX: Readonly<Record<string, string>> = { '1': 'male', '2': 'female' };

/** Days from here on are instants in seconds, not civil days. */
const MOST_DAY = 200_000;

/** @param without keys that the reader sees elsewhere */
export function findingEvidence(
  evidence: Readonly<Record<string, unknown>>,
  without: ReadonlySet<string> = new Set(),
  language: 'zh' | 'en' = 'zh',
): readonly (readonly [label: string, text: string])[] {
  return Object.entries(evidence)
    .filter(([key]) => !without.has(key))
    .map(
      ([key, value]) => [fenLabel(key), measuredText(key, value, evidence) ?? textOf(key, value, language)] as const,
    );
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

/** A total or a maximum in the unit of what was measured; undefined for any other value. */
function measuredText(key: string, value: unknown, { measure }: Readonly<Record<string, unknown>>): string | undefined {
  if ((key !== 'total' && key !== 'max') || typeof value !== 'number') return undefined;
  return MEASURES[String(measure)]?.write(value);
}

function textOf(key: string, value: unknown, language: 'zh' | 'en'): string {
  if (key === 'measure') return MEASURES[String(value)]?.[language] ?? String(value);
  if (key === 'window') return windowText(String(value), language);
  if (key === 'window_start') return startText(String(value), language);
  if (key === 'care_type') return CARE[String(value)]?.[language] ?? String(value);
  if (key === 'hosp_lv' && typeof value === 'number') return RANKS[value]?.[language] ?? String(value);
  if (YES_NO.has(key)) return (value === 1 ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' })[language];
  if (key.endsWith('_fen') && typeof value === 'number') return (value / 100).toFixed(2);
  if (key === 'gend' && language === 'en') return SEX[String(value)] ?? String(value);
  if (key === 'gend' || key === 'insutype' || key === 'med_type') return codeName(key, String(value)) ?? String(value);
  return valueText(value, language);
}

function windowText(window: string, language: 'zh' | 'en'): string {
  const [unit = '', length = ''] = window.split(':');
  if (unit === 'days') return { zh: `连续 ${length} 天`, en: `${length} days running` }[language];
  if (unit === 'hours') return { zh: `连续 ${length} 小时`, en: `${length} hours running` }[language];
  return WINDOWS[window]?.[language] ?? window;
}

/** A day, a day and an hour, or what else names a window. */
function startText(start: string, language: 'zh' | 'en'): string {
  const [day = '', hour] = start.split('|');
  if (!/^\d{4,6}$/.test(day) || Number(day) > MOST_DAY) return start;
  const date = formatCivilDate(civilDay(Number(day)));
  return hour === undefined ? date : { zh: `${date} ${hour} 时`, en: `${date} ${hour}:00` }[language];
}
