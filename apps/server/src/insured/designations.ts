/** 2505 人员定点备案 and 2506 its withdrawal: which institution a person chose for a kind of care. */
import { shouhuError } from '@shouhu/errors';
import { dayOfInstant, formed, node, optional, text } from '@shouhu/interface';
import type { z } from 'zod';
import { mayAsk } from '../gateway/standing.ts';
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { lockPerson } from './lock-person.ts';
import { insuredOf } from './read-insured.ts';
import { checkSpan, meets } from './spans.ts';
import { withdrawalOf } from './withdrawal.ts';

const designationInput = node({
  data: node({
    psn_no: text(30),
    biz_appy_type: text(6),
    begndate: dayOfInstant,
    enddate: optional(dayOfInstant),
    fix_srt_no: optional(formed(/^\d{1,3}$/, 3, '1')),
    fixmedins_code: text(12),
    fixmedins_name: optional(text(200)),
    memo: optional(text(500)),
  }),
});

const designate: InterfaceTransaction<z.output<typeof designationInput>> = {
  infno: '2505',
  name: '人员定点备案',
  input: designationInput,
  handle: async (handling, { data }) => {
    const { trx, message, at } = handling;
    const { psn_no, biz_appy_type, begndate, enddate, fix_srt_no, fixmedins_code: chosen } = data;
    const { fixmedins_code, insuplc_admdvs, msgid } = message;
    await mayAsk(handling);
    checkSpan(begndate, enddate);
    await lockPerson(trx, psn_no);
    const person = await insuredOf(trx, psn_no);
    const places = person.insurances.map((one) => one.insuplc_admdvs);
    if (insuplc_admdvs !== null && !places.includes(insuplc_admdvs))
      throw shouhuError('SH-F007', { stated: insuplc_admdvs, registered: places.join(' ') });
    const known = await trx
      .selectFrom('institution')
      .select('fixmedins_code')
      .where('fixmedins_code', '=', chosen)
      .executeTakeFirst();
    if (known === undefined) throw shouhuError('SH-T009', { fixmedins_code: chosen });
    const before = person.designations.find(
      (one) =>
        one.biz_appy_type === biz_appy_type && one.fixmedins_code === chosen && meets(one, { begndate, enddate }),
    );
    if (before !== undefined) throw shouhuError('SH-F009', { id: before.trt_dcla_detl_sn });
    const { trt_dcla_detl_sn } = await trx
      .insertInto('designation')
      .values({
        psn_no,
        biz_appy_type,
        begndate,
        enddate,
        fix_srt_no: fix_srt_no ?? '1',
        chosen,
        fixmedins_code,
        msgid,
        filed_at: at,
        withdrawn_at: null,
      })
      .returning('trt_dcla_detl_sn')
      .executeTakeFirstOrThrow();
    return { result: { trt_dcla_detl_sn } };
  },
};

const withdraw = withdrawalOf('designation', { infno: '2506', name: '人员定点备案撤销' });

export const designationTransactions: readonly InterfaceTransaction[] = [designate, withdraw];
