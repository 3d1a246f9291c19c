/** 3301 目录对照上传 and 3302 目录对照撤销: what an institution calls a national item. */
import { shouhuError } from '@shouhu/errors';
import { coded, dayOfInstant, node, optional, text } from '@shouhu/interface';
import { sql } from 'kysely';
import { z } from 'zod';
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { checkSpan } from './spans.ts';

/** Rows of one message. */
const MOST_ROWS = 500;

const row = node({
  fixmedins_hilist_id: text(30),
  fixmedins_hilist_name: text(200),
  list_type: coded('list_type'),
  med_list_codg: text(50),
  begndate: dayOfInstant,
  enddate: optional(dayOfInstant),
});

const uploadInput = node({ data: z.preprocess(asList, z.array(row).min(1, '1–500').max(MOST_ROWS)) });

/** One row may come without its list. */
function asList(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : value;
}

const upload: InterfaceTransaction<z.output<typeof uploadInput>> = {
  infno: '3301',
  name: '目录对照上传',
  input: uploadInput,
  handle: async ({ trx, message }, { data }) => {
    const { fixmedins_code } = message;
    for (const { begndate, enddate } of data) checkSpan(begndate, enddate);
    const rows = new Map(
      data.map((each) => [
        [each.fixmedins_hilist_id, each.list_type, each.med_list_codg, each.begndate].join('\n'),
        { ...each, fixmedins_code, withdrawn_at: null },
      ]),
    );
    await trx
      .insertInto('catalogue_match')
      .values([...rows.values()])
      .onConflict((on) =>
        on.columns(['fixmedins_code', 'fixmedins_hilist_id', 'list_type', 'med_list_codg', 'begndate']).doUpdateSet({
          enddate: sql`excluded.enddate`,
          fixmedins_hilist_name: sql`excluded.fixmedins_hilist_name`,
          withdrawn_at: null,
        }),
      )
      .execute();
    return {};
  },
};

const withdrawalInput = node({
  data: node({
    fixmedins_hilist_id: text(30),
    list_type: coded('list_type'),
    med_list_codg: text(50),
  }),
});

const withdraw: InterfaceTransaction<z.output<typeof withdrawalInput>> = {
  infno: '3302',
  name: '目录对照撤销',
  input: withdrawalInput,
  handle: async ({ trx, message, at }, { data }) => {
    const { fixmedins_hilist_id, list_type, med_list_codg } = data;
    const withdrawn = await trx
      .updateTable('catalogue_match')
      .set({ withdrawn_at: at })
      .where('fixmedins_code', '=', message.fixmedins_code)
      .where('fixmedins_hilist_id', '=', fixmedins_hilist_id)
      .where('list_type', '=', list_type)
      .where('med_list_codg', '=', med_list_codg)
      .where('withdrawn_at', 'is', null)
      .returning('fixmedins_hilist_id')
      .execute();
    if (withdrawn.length === 0) throw shouhuError('SH-F014', { id: fixmedins_hilist_id });
    return {};
  },
};

export const matchTransactions: readonly InterfaceTransaction[] = [upload, withdraw];
