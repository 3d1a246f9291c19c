/** 2601: takes back what a message did whose answer was lost. One that was refused, or never came, did nothing, and will not do it later. */
import { shouhuError } from '@shouhu/errors';
import { text } from '@shouhu/interface';
import { z } from 'zod';
import { barRepeats, settleFate } from '../gateway/messages.ts';
import type { Handling } from '../gateway/transaction.ts';
import { cancelSettlement } from './cancel.ts';
import { maybeText } from './fields.ts';
import { cancelAdmission } from './inpatient.ts';
import { cancelRegistration } from './outpatient.ts';
import type { CareKind } from './schema.ts';
import { transactionOf } from './transaction-of.ts';

const reversal = z.object({ data: z.object({ psn_no: maybeText(30), omsgid: text(30), oinfno: text(6) }) });

/** What became of the original, as the answer says it. */
const RESULTS = {
  reversed: { revs_rslt: '1', memo: '原交易已冲正' },
  before: { revs_rslt: '1', memo: '原交易此前已撤销' },
  refused: { revs_rslt: '2', memo: '原交易未办理成功，无需冲正' },
  never: { revs_rslt: '3', memo: '未收到原交易，此后收到将被拒绝' },
} as const;

/** Cancellations are not reversed: the same message sent again gets their answer. */
const REVERSIBLE: Readonly<Record<string, { readonly what: 'settlement' | 'visit'; readonly care: CareKind }>> = {
  '2102': { what: 'settlement', care: 'pharmacy' },
  '2201': { what: 'visit', care: 'outpatient' },
  '2207': { what: 'settlement', care: 'outpatient' },
  '2207A': { what: 'settlement', care: 'outpatient' },
  '2304': { what: 'settlement', care: 'inpatient' },
  '2401': { what: 'visit', care: 'inpatient' },
};

async function reverseMessage(handling: Handling, { data }: z.output<typeof reversal>): Promise<object> {
  const { omsgid, oinfno, psn_no } = data;
  const known = REVERSIBLE[oinfno];
  if (known === undefined) throw shouhuError('SH-Q048', { infno: oinfno }, { field: 'oinfno' });
  const { state } = await settleFate(handling, data);
  const done = state === 'done' ? await takeBack(handling, known, omsgid, psn_no) : { result: RESULTS[state] };
  if (state === 'done') await barRepeats(handling.trx, omsgid, handling.at);
  const { result, ...more } = done;
  return { result: { omsgid, oinfno, ...result, ...more } };
}

async function takeBack(
  handling: Handling,
  { what, care }: { readonly what: 'settlement' | 'visit'; readonly care: CareKind },
  omsgid: string,
  psn_no: string | null,
) {
  const { trx, message } = handling;
  if (what === 'visit') {
    const visit = await trx
      .selectFrom('visit')
      .select(['mdtrt_id', 'psn_no', 'state'])
      .where('msgid', '=', omsgid)
      .where('fixmedins_code', '=', message.fixmedins_code)
      .executeTakeFirstOrThrow();
    if (visit.state === 'cancelled') return { result: RESULTS.before };
    const named = { mdtrt_id: visit.mdtrt_id, psn_no: psn_no ?? visit.psn_no };
    await (care === 'inpatient' ? cancelAdmission(handling, named) : cancelRegistration(handling, named));
    return { result: RESULTS.reversed };
  }
  const settled = await trx
    .selectFrom('settlement as own')
    .leftJoin('settlement as back', 'back.init_setl_id', 'own.setl_id')
    .select(['own.setl_id', 'own.mdtrt_id', 'own.psn_no', 'back.setl_id as by'])
    .where('own.msgid', '=', omsgid)
    .where('own.fixmedins_code', '=', message.fixmedins_code)
    .executeTakeFirstOrThrow();
  const { setl_id, mdtrt_id, by } = settled;
  if (by !== null) return { result: RESULTS.before, setl_id: by };
  await cancelSettlement(handling, care, { setl_id, mdtrt_id, psn_no: psn_no ?? settled.psn_no });
  return { result: RESULTS.reversed };
}

export const reversals = [transactionOf({ infno: '2601', name: '冲正交易', input: reversal, handle: reverseMessage })];
