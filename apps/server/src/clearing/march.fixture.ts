/** A month to clear: two institutions with settlements of March 2026, and one of April. */
import { HOSPITAL, PHARMACY } from '../settlement/settlement.fixture.ts';
import type { Till } from '../settlement/settlement.fixture.ts';
import type { Asking } from '../rights/caller.ts';
import { askingAs, settled } from './clearing.fixture.ts';

export const MARCH = '2026-03';
/** A person at a time of 2026, `04-01 01:00:00`. */
export const on = (who: 'cashier' | 'head' | 'clinic', time: string): Asking => askingAs(who, `2026-${time}`);

export async function march(place: Till): Promise<void> {
  const { db } = place.on;
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-03-01 00:00:00', funds: { '310100': 600_00 } });
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-03-31 23:59:59', funds: { '310100': 400_00 } });
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-04-01 00:00:00', funds: { '310100': 999_00 } });
  await settled(db, { fixmedins_code: PHARMACY, setl_time: '2026-03-15 12:00:00', funds: { '390100': 50_00 } });
}
