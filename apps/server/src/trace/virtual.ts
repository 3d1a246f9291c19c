/** 3592B 获取虚拟药品追溯码: codes for goods that carry none. Each is sold once, by the institution and for the drug that it was given for. */
import { node, optional, text } from '@shouhu/interface';
import { sql } from 'kysely';
import { z } from 'zod';
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { transactionOf } from '../settlement/transaction-of.ts';

/** Codes of one message. */
const MOST = 200;

const wanted = node({
  data: node({
    med_list_codg: text(50),
    fixmedins_hilist_id: optional(text(30)),
    cnt: z
      .union([z.string(), z.number()], `1–${MOST}`)
      .transform(Number)
      .refine((cnt) => Number.isInteger(cnt) && cnt >= 1 && cnt <= MOST, { message: `1–${MOST}` }),
  }),
});

export const virtualTransactions: readonly InterfaceTransaction[] = [
  transactionOf({
    infno: '3592B',
    name: '获取虚拟药品追溯码',
    input: wanted,
    handle: async ({ trx, message, at }, { data: { med_list_codg, cnt } }) => {
      const { fixmedins_code } = message;
      const { rows } = await sql<{ drug_trac_codg: string }>`
        INSERT INTO trace_virtual SELECT 'V' || ${fixmedins_code} || lpad(nextval('trace_virtual_serial')::text, 12, '0'), ${fixmedins_code}, ${med_list_codg}, ${at}
        FROM generate_series(1, ${cnt}) RETURNING drug_trac_codg`.execute(trx);
      return { data: rows.map(({ drug_trac_codg }) => ({ drug_trac_codg, med_list_codg })) };
    },
  }),
];
