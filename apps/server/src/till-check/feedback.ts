/** 3103: what was done about reminders. */
import { shouhuError } from '@shouhu/errors';
import { oneOf, optional, text } from '@shouhu/interface';
import { seal } from '@shouhu/vault';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';

/** 处理方式: goes on with the order, for a reason. */
const WENT_ON = '1';
const MOST_ROWS = 500;

const told = z.object({
  warn_rslt_id: text(50),
  dspo_way: oneOf('1', '2'),
  dspo_way_rea: optional(text(500)),
});

export const feedbackInput = z.object({
  data: z.object({ warn_type: oneOf('1', '2'), warns: z.array(told, 'array').min(1, 'empty').max(MOST_ROWS) }),
});
export type FeedbackInput = z.output<typeof feedbackInput>;

const STAGES = {
  '1': '3101',
  '2': '3102',
} as const;

/**
 * Each row is tied to the last reminder of that number that this institution got; what is told later holds.
 * @throws ShouhuError SH-M011 for a reminder that it never got, SH-M012 for going on without a reason
 */
export async function feedback({ trx, ring, message, at }: Handling, { data }: FeedbackInput): Promise<object> {
  const infno = data.warn_type === '1' ? STAGES['1'] : STAGES['2'];
  const reminded = await trx
    .selectFrom('till_reminder as r')
    .innerJoin('till_decision as d', 'd.decision_id', 'r.decision_id')
    .select(['r.jr_id', 'r.decision_id'])
    .distinctOn('r.jr_id')
    .where('r.fixmedins_code', '=', message.fixmedins_code)
    .where(
      'r.jr_id',
      'in',
      data.warns.map(({ warn_rslt_id }) => warn_rslt_id),
    )
    .where('d.infno', '=', infno)
    .orderBy('r.jr_id')
    .orderBy('d.decided_at', 'desc')
    .orderBy('d.decision_id', 'desc')
    .execute();
  const byId = new Map(reminded.map(({ jr_id, decision_id }) => [jr_id, decision_id]));
  const rows = data.warns.map(({ warn_rslt_id: jr_id, dspo_way, dspo_way_rea }, row) => {
    if (dspo_way === WENT_ON && dspo_way_rea === null) throw shouhuError('SH-M012', { row: row + 1 });
    const decision_id = byId.get(jr_id);
    if (decision_id === undefined) throw shouhuError('SH-M011', { warn_rslt_id: jr_id, infno });
    const place = { table: 'till_feedback', column: 'dspo_way_rea', row: `${decision_id} ${jr_id}` };
    const reason = dspo_way_rea === null ? null : seal(ring, dspo_way_rea, place);
    return { decision_id, jr_id, msgid: message.msgid, told_at: at, dspo_way, dspo_way_rea: reason };
  });
  const last = new Map(rows.map((row) => [row.jr_id, row]));
  await trx
    .insertInto('till_feedback')
    .values([...last.values()])
    .execute();
  return {};
}
