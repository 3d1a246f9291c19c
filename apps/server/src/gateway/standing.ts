/** Whether an institution may do business with the fund on a day, as the transactions ask it. */
import { formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { settlementStatus } from '../institutions/settlement-status.ts';
import type { SettlementStatus, Standing } from '../institutions/settlement-status.ts';
import { standingsOf } from '../institutions/standing.ts';
import type { Schema } from '../store/schema.ts';
import type { Handling } from './transaction.ts';

const REASONS: Readonly<Record<SettlementStatus['reason'], string>> = {
  agreement: '协议有效',
  'no-agreement': '没有登记服务协议',
  'not-begun': '协议尚未生效',
  expired: '协议已到期',
  withdrawn: '已退出协议',
  terminated: '协议已解除',
  interrupted: '协议中止',
  suspended: '暂停结算',
};

/**
 * Of settlements.
 * @param emergency whether it is emergency rescue, which a suspension does not bar (实施细则 27)
 * @throws ShouhuError SH-T020 when it may not
 */
export async function maySettle(
  trx: Transaction<Schema>,
  fixmedins_code: string,
  day: CivilDate,
  emergency: boolean,
): Promise<void> {
  refuseUnless((await standingsOf(trx, [fixmedins_code])).get(fixmedins_code), { fixmedins_code, day, emergency });
}

interface Asked {
  readonly fixmedins_code: string;
  readonly day: CivilDate;
  readonly emergency: boolean;
}

function refuseUnless(
  standing: Standing = { agreements: [], sanctions: [] },
  { fixmedins_code, day, emergency }: Asked,
): void {
  const { may, reason } = settlementStatus(standing, day);
  if (may === 'all' || (may === 'rescue' && emergency)) return;
  throw shouhuError('SH-T020', { fixmedins_code, day: formatCivilDate(day), reason: REASONS[reason] });
}

/** Of persons: who may settle nothing at all learns nothing about them. @throws ShouhuError SH-T020 */
export async function mayAsk({ trx, message, at }: Handling): Promise<void> {
  await maySettle(trx, message.fixmedins_code, civilDayOf(at), true);
}

/** As {@link mayAsk}, of a standing that was read already. @throws ShouhuError SH-T020 */
export function refuseUnlessMayAsk(
  { message: { fixmedins_code }, at }: Handling,
  standing: Standing | undefined,
): void {
  refuseUnless(standing, { fixmedins_code, day: civilDayOf(at), emergency: true });
}
