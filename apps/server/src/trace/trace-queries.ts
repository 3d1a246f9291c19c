/** 3512 入库药品追溯信息 and 3513 销售药品追溯信息: codes that came into the own stock, and that were sold here. */
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { dayOfInstant, instantText, node, optional, text } from '@shouhu/interface';
import { sql } from 'kysely';
import type { z } from 'zod';
import { civilDayOf } from '../casework/matter.ts';
import type { Handling, InterfaceTransaction } from '../gateway/transaction.ts';
import { quantityOf } from '../settlement/numbers.ts';
import { transactionOf } from '../settlement/transaction-of.ts';
import { traceCode } from './codes.ts';
import { buyerIndex } from './stock-sales.ts';

/** Rows of one answer, the latest. */
const MOST_ROWS = 500;
/** Begin of the days, where none is told. */
const FIRST_DAY = '2000-01-01';

const filter = {
  fixmedins_code: optional(text(12)),
  begndate: optional(dayOfInstant),
  enddate: optional(dayOfInstant),
  med_list_codg: optional(text(50)),
  fixmedins_bchno: optional(text(30)),
  drug_trac_codg: optional(traceCode),
};
const stocked = node({ data: node(filter) });
const sold = node({
  data: node({
    ...filter,
    mdtrt_id: optional(text(30)),
    setl_id: optional(text(30)),
    psn_no: optional(text(30)),
    psn_cert_type: optional(text(6)),
    certno: optional(text(600)),
  }),
});

type Filter = z.output<typeof stocked>['data'];

/** Only of the institution itself. @throws ShouhuError SH-T004 for another one */
function daysOf({ message, at }: Handling, { fixmedins_code, begndate, enddate }: Filter) {
  if (fixmedins_code !== null && fixmedins_code !== message.fixmedins_code)
    throw shouhuError('SH-T004', { field: 'input.data.fixmedins_code', expected: message.fixmedins_code });
  return { from: begndate ?? FIRST_DAY, until: enddate ?? formatCivilDate(civilDayOf(at)) };
}

async function listStocked(handling: Handling, { data }: z.output<typeof stocked>): Promise<object> {
  const { trx, message } = handling;
  const { from, until } = daysOf(handling, data);
  const { med_list_codg, fixmedins_bchno, drug_trac_codg } = data;
  const { rows } = await sql<object>`
    SELECT infno, med_list_codg, fixmedins_hilist_id, particulars->>'fixmedins_hilist_name' AS fixmedins_hilist_name, fixmedins_bchno,
      particulars->>'manu_lotnum' AS manu_lotnum, particulars->>'expy_end' AS expy_end, particulars->>'spler_name' AS spler_name,
      drug_trac_codg, to_char(biz_time, 'YYYY-MM-DD HH24:MI:SS') AS biz_time
    FROM stock_movement own JOIN stock_box USING (movement_id)
    WHERE fixmedins_code = ${message.fixmedins_code} AND biz_time >= ${from}::date AND biz_time < ${until}::date + 1
      AND (infno = '3501' OR delta > 0) AND reverses IS NULL
      AND NOT EXISTS (SELECT FROM stock_movement back WHERE back.reverses = own.movement_id)
      AND (${med_list_codg}::text IS NULL OR med_list_codg = ${med_list_codg}) AND (${fixmedins_bchno}::text IS NULL OR fixmedins_bchno = ${fixmedins_bchno})
      AND (${drug_trac_codg}::text IS NULL OR drug_trac_codg = ${drug_trac_codg})
    ORDER BY movement_id DESC, drug_trac_codg LIMIT ${MOST_ROWS}`.execute(trx);
  return { data: rows };
}

interface SoldRow {
  readonly cnt: number | null;
  readonly taken_at: Date;
}

/** Sales that stand, by settlement (`1`) or paid by the person (`2`). */
async function listSold(handling: Handling, { data }: z.output<typeof sold>): Promise<object> {
  const { trx, ring, message } = handling;
  const { from, until } = daysOf(handling, data);
  const { med_list_codg, fixmedins_bchno, drug_trac_codg, mdtrt_id, setl_id, psn_no, certno } = data;
  const index = certno === null ? null : buyerIndex(ring, certno);
  const { rows } = await sql<SoldRow>`
    SELECT sale.med_list_codg, drug_trac_codg, CASE WHEN sale.trdn_flag THEN '1' ELSE '0' END AS trdn_flag, part.setl_id, part.mdtrt_id, feedetl_sn,
      part.psn_no, CASE WHEN part.setl_id IS NULL THEN '2' ELSE '1' END AS mdtrt_setl_type, fixmedins_hilist_id, fixmedins_bchno, docno AS rtal_docno,
      part.cnt, taken_at
    FROM trace_part part JOIN trace_sale sale USING (sale_id) LEFT JOIN stock_movement move USING (movement_id)
    WHERE sale.fixmedins_code = ${message.fixmedins_code} AND part.ended_at IS NULL
      AND taken_at >= ${`${from} 00:00:00+08`}::timestamptz AND taken_at < ${`${until} 00:00:00+08`}::timestamptz + interval '1 day'
      AND (${med_list_codg}::text IS NULL OR sale.med_list_codg = ${med_list_codg}) AND (${drug_trac_codg}::text IS NULL OR drug_trac_codg = ${drug_trac_codg})
      AND (${fixmedins_bchno}::text IS NULL OR fixmedins_bchno = ${fixmedins_bchno}) AND (${mdtrt_id}::text IS NULL OR part.mdtrt_id = ${mdtrt_id})
      AND (${setl_id}::text IS NULL OR part.setl_id = ${setl_id}) AND (${psn_no}::text IS NULL OR part.psn_no = ${psn_no})
      AND (${index}::text IS NULL OR certno_index = ${index})
    ORDER BY part_id DESC LIMIT ${MOST_ROWS}`.execute(trx);
  return {
    data: rows.map(({ cnt, taken_at, ...row }) => ({
      ...row,
      sel_retn_cnt: cnt === null ? null : quantityOf(cnt),
      sel_retn_time: instantText(taken_at),
    })),
  };
}

export const traceQueries: readonly InterfaceTransaction[] = [
  transactionOf({ infno: '3512', name: '入库药品追溯信息查询', input: stocked, handle: listStocked }),
  transactionOf({ infno: '3513', name: '销售药品追溯信息查询', input: sold, handle: listSold }),
];
