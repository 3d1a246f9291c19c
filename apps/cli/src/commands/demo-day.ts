/** Days of the demo: those of its county, which lies in China. */
import { civilDay } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';

const DAY_MS = 86_400_000;

/** So many days before today in China (UTC+8). */
export function bureauDay(ago: number): CivilDate {
  return civilDay(Math.floor((Date.now() + 8 * 3_600_000) / DAY_MS) - ago);
}
