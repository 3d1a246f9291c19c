/** Values as a reader expects them. */
import { TEXT } from './text.ts';
import type { PageUnit } from '../src/page/model.ts';
import type { Language, TextKey } from './text.ts';

/** What the page is showing now; a change of language draws it again. */
export const state: { language: Language } = { language: 'zh' };

export function t(key: TextKey): string {
  return TEXT[key][state.language === 'zh' ? 0 : 1];
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** A scaled integer as a decimal, grouped; trailing zeros beyond `least` decimals are dropped. */
function decimal(value: number, places: number, least: number): string {
  const negative = value < 0;
  const digits = String(Math.abs(Math.round(value))).padStart(places + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - places));
  let rest = places === 0 ? '' : digits.slice(-places);
  while (rest.length > least && rest.endsWith('0')) rest = rest.slice(0, -1);
  return `${negative ? '−' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}

export const yuan = (fen: number): string => decimal(fen, 2, 2);
export const count = (value: number): string => decimal(value, 0, 0);
export const quantity = (value: number): string => decimal(value, 4, 0);
export const price = (value: number): string => decimal(value, 6, 2);
export const percent = (share: number, places = 0): string => `${(share * 100).toFixed(places)}%`;

/** A large amount in words that fit a tile. */
export function roughYuan(fen: number): string {
  const amount = fen / 100;
  if (state.language === 'en') {
    if (Math.abs(amount) >= 1e6) return `${(amount / 1e6).toFixed(2)} m`;
    return Math.abs(amount) >= 1e4 ? `${(amount / 1e3).toFixed(1)} k` : yuan(fen);
  }
  if (Math.abs(amount) >= 1e8) return `${(amount / 1e8).toFixed(2)} 亿`;
  return Math.abs(amount) >= 1e4 ? `${(amount / 1e4).toFixed(2)} 万` : yuan(fen);
}

/** Ticks of a money axis: fen without needless decimals. */
export function shortMoney(fen: number): string {
  const amount = Math.abs(fen) / 100;
  const sign = fen < 0 ? '−' : '';
  const units: readonly (readonly [least: number, unit: string])[] =
    state.language === 'zh'
      ? [
          [1e8, '亿'],
          [1e4, '万'],
        ]
      : [
          [1e6, 'm'],
          [1e3, 'k'],
        ];
  const [least, unit] = units.find(([size]) => amount >= size) ?? [1, ''];
  return `${sign}${Math.round((amount / least) * 100) / 100}${unit}`;
}

/** A number without a known unit. */
export function plain(value: number | null): string {
  if (value === null) return '—';
  return Number.isInteger(value)
    ? count(value)
    : value
        .toFixed(Math.abs(value) < 10 ? 4 : 2)
        .replace(/0+$/, '')
        .replace(/\.$/, '');
}

/** A value of an indicator in its unit. */
export function valueText(value: number | null, unit: PageUnit): string {
  if (value === null) return '—';
  switch (unit) {
    case 'share':
      return percent(value, 1);
    case 'fen':
    case 'sum_fen':
      return yuan(value);
    case 'days':
    case 'times':
      return value.toFixed(2);
    case 'count':
      return plain(value);
  }
}

/** The same on an axis, short. */
export function tickText(value: number, unit: PageUnit): string {
  if (unit === 'share') return percent(value);
  return unit === 'fen' || unit === 'sum_fen' ? shortMoney(value) : plain(value);
}

/** What the values of a unit are called. */
export function unitText(unit: PageUnit): string {
  return t(`unit_${unit}`);
}

export function oneDecimal(value: number | null): string {
  return value === null ? '—' : value.toFixed(1);
}

export function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function clockText(second: number): string {
  if (second < 0) return '';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(second / 3600))}:${two(Math.floor((second % 3600) / 60))}`;
}
