/** Words and numbers of messages, Chinese. */
import { civilDay, formatCivilDate } from '@shouhu/codes';

export const dateText = (day: number): string => formatCivilDate(civilDay(day));

/** Fen as yuan, with thousands apart. */
export function yuan(fen: number): string {
  return `${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} 元`;
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** A list of SQL string literals. */
export function literals(values: readonly string[]): string {
  return values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
}

/** A condition: the text starts with one of the prefixes. */
export function startsWithAny(expression: string, prefixes: readonly string[]): string {
  return `(${prefixes.map((prefix) => `starts_with(${expression}, '${prefix}')`).join(' OR ')})`;
}

export const ACT = '《医疗保障基金使用监督管理条例》';
