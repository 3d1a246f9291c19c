/** The written forms of the county's values, made once and looked up while millions of rows are written. */
import { civilDay, formatCivilDate } from '@shouhu/codes';

const dayTexts = new Map<number, string>();

/** yyyy-MM-dd of a civil day. */
export function dayText(day: number): string {
  let text = dayTexts.get(day);
  if (text === undefined) {
    text = formatCivilDate(civilDay(day));
    dayTexts.set(day, text);
  }
  return text;
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
const clockTexts = Array.from(
  { length: 86_400 },
  (_, second) => ` ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`,
);

/** yyyy-MM-dd HH:mm:ss. */
export function timeText(day: number, second: number): string {
  return dayText(day) + (clockTexts[second] ?? '');
}

const smallWholes = Array.from({ length: 1024 }, (_, whole) => `${whole}`);
const SMALL_AMOUNTS = 65_536;
const smallAmounts = Array.from({ length: SMALL_AMOUNTS }, (_, fen) => writeYuan(fen));

/** Fen as yuan with two decimals. */
export function yuanText(fen: number): string {
  return smallAmounts[fen] ?? writeYuan(fen);
}

function writeYuan(fen: number): string {
  const size = Math.abs(fen);
  return `${fen < 0 ? '-' : ''}${Math.floor(size / 100)}.${two(size % 100)}`;
}

/** Ten-thousandths (quantities, prices, ratios) as a decimal without trailing zeros. */
export function decimalText(tenThousandths: number): string {
  const whole = tenThousandths / 10_000;
  const small = smallWholes[whole];
  if (small !== undefined) return small;
  if (Number.isInteger(whole)) return `${whole}`;
  const size = Math.abs(tenThousandths);
  const rest = `${size % 10_000}`.padStart(4, '0').replace(/0+$/, '');
  return `${tenThousandths < 0 ? '-' : ''}${Math.floor(size / 10_000)}.${rest}`;
}
