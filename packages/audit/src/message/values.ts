/** Values of a message in the units of the judged model; a value that is none of its kind is refused by name. */
import { hospRank, parseCivilTime, parsePrice, parseQuantity, parseYuan } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';

interface Reading<T> {
  readonly ok: boolean;
  readonly value?: T;
}

function read<T>(node: string, value: string, reading: Reading<T>, kind: string): T {
  if (!reading.ok || reading.value === undefined) throw shouhuError('SH-M004', { node, value, reason: kind });
  return reading.value;
}

export function yuan(node: string, value: string): number {
  return read(node, value, parseYuan(value), '不是两位小数以内的金额 / not an amount of at most two decimals');
}

export function quantity(node: string, value: string): number {
  return read(node, value, parseQuantity(value), '不是四位小数以内的数量 / not a quantity of at most four decimals');
}

export function price(node: string, value: string | null): number | null {
  return value === null
    ? null
    : read(node, value, parsePrice(value), '不是六位小数以内的单价 / not a price of at most six decimals');
}

export function time(node: string, value: string): { day: number; second: number | null } {
  return read(node, value, parseCivilTime(value), '不是日期或时间 / not a date or a time');
}

export function date(node: string, value: string | null): number | null {
  return value === null ? null : time(node, value).day;
}

export function rank(value: string | null): number | null {
  return value === null ? null : (hospRank(value) ?? null);
}

export function flag(value: string | null): number | null {
  return value === '1' ? 1 : value === '0' ? 0 : null;
}

export function sex(value: string | null): string | null {
  return value === '1' || value === '2' ? value : null;
}
