/** 2503 人员慢特病备案 and 2504 its withdrawal. */
import { shouhuError } from '@shouhu/errors';
import { coded, dayOfInstant, node, optional, text } from '@shouhu/interface';
import type { z } from 'zod';
import { mayAsk } from '../gateway/standing.ts';
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { lockPerson } from './lock-person.ts';
import { insuranceFor, insuredOf } from './read-insured.ts';
import { checkSpan, meets } from './spans.ts';
import { withdrawalOf } from './withdrawal.ts';

const filingInput = node({
  data: node({
    psn_no: text(30),
    insutype: coded('insutype'),
    opsp_dise_code: text(30),
    opsp_dise_name: text(300),
    ide_fixmedins_no: optional(text(12)),
    hosp_ide_date: optional(dayOfInstant),
    diag_dr_codg: optional(text(30)),
    diag_dr_name: optional(text(50)),
    begndate: dayOfInstant,
    enddate: optional(dayOfInstant),
  }),
});

const file: InterfaceTransaction<z.output<typeof filingInput>> = {
  infno: '2503',
  name: '人员慢特病备案',
  input: filingInput,
  handle: async (handling, { data }) => {
    const { trx, message, at } = handling;
    const { psn_no, insutype, opsp_dise_code, opsp_dise_name, begndate, enddate, hosp_ide_date, diag_dr_codg } = data;
    const { fixmedins_code, insuplc_admdvs, msgid } = message;
    await mayAsk(handling);
    checkSpan(begndate, enddate);
    await lockPerson(trx, psn_no);
    const person = await insuredOf(trx, psn_no);
    insuranceFor(person, insutype, begndate, insuplc_admdvs);
    const before = person.filings.find(
      (one) => one.insutype === insutype && one.opsp_dise_code === opsp_dise_code && meets(one, { begndate, enddate }),
    );
    if (before !== undefined) throw shouhuError('SH-F009', { id: before.trt_dcla_detl_sn });
    const filed = { psn_no, insutype, opsp_dise_code, opsp_dise_name, begndate, enddate, hosp_ide_date, diag_dr_codg };
    const { trt_dcla_detl_sn } = await trx
      .insertInto('filing')
      .values({ ...filed, fixmedins_code, msgid, filed_at: at, withdrawn_at: null })
      .returning('trt_dcla_detl_sn')
      .executeTakeFirstOrThrow();
    return { result: { trt_dcla_detl_sn } };
  },
};

const withdraw = withdrawalOf('filing', { infno: '2504', name: '人员慢特病备案撤销' });

export const filingTransactions: readonly InterfaceTransaction[] = [file, withdraw];
