/** Amounts that the procedure itself sets (fen). */
import { mulDivFen } from '@shouhu/codes';
import type { CivilDate, Fen } from '@shouhu/codes';

/** Who is punished: a natural person, or a legal person or other organisation. */
export type Party = 'person' | 'organisation';

/** Greatest fine under the summary procedure (令第4号 48; 行政处罚法 51). */
export const SUMMARY_LIMIT_FEN: Readonly<Record<Party, number>> = { person: 20_000, organisation: 300_000 };

/** Greatest fine that officers collect on the spot (令第4号 52; 行政处罚法 68). */
export const ON_THE_SPOT_FEN = 10_000;

/**
 * Surcharge on a fine that was not paid by its last day: three per cent a day, never above the fine (令第4号 55; 行政处罚法 72).
 * @param due last day for paying; time for which payment was deferred does not count, so that the caller gives the deferred day
 */
export function surchargeOf(fine: Fen, due: CivilDate, on: CivilDate): Fen {
  const late = Math.max(0, on - due);
  return mulDivFen(fine, Math.min(100, 3 * late), 100);
}
