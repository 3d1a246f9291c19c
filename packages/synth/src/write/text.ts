/** The written forms of the county's values, made once and looked up while millions of rows are written. */
import { civilDay, formatCivilDate } from '@shouhu/codes';

/** Days from 1900 to 2100 stand in one array; 1970 is in its middle. */
const EARLIEST = -25_567;
const dayTexts: (string | undefined)[] = Array.from({ length: 73_049 });

/** yyyy-MM-dd of a civil day. */
export function dayText(day: number): string {
  let text = dayTexts[day - EARLIEST];
  if (text === undefined) {
    text = formatCivilDate(civilDay(day));
    dayTexts[day - EARLIEST] = text;
  }
  return text;
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
/** yyyy-MM-dd HH:mm:ss. */
export function timeText(day: number, second: number): string {
  return `${dayText(day)} ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

const SMALL_WHOLES = 1024;
const smallWholes = Array.from({ length: SMALL_WHOLES }, (_, whole) => `${whole}`);
/** Ten-thousandths (quantities, prices, ratios) as a decimal without trailing zeros. */
export function decimalText(tenThousandths: number): string {
  const rest = tenThousandths % 10_000;
  const whole = (tenThousandths - rest) / 10_000;
  if (rest === 0) return whole >= 0 && whole < SMALL_WHOLES ? (smallWholes[whole] ?? '') : `${whole}`;
  const decimals = `${10_000 + Math.abs(rest)}`.slice(1).replace(/0+$/, '');
  return `${tenThousandths < 0 ? '-' : ''}${Math.abs(whole)}.${decimals}`;
}
