/** What takes back a record that the same institution filed of a person: 2502, 2504, 2506. */
import { shouhuError } from '@shouhu/errors';
import { node, optional, text } from '@shouhu/interface';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { InterfaceTransaction } from '../gateway/transaction.ts';

const withdrawalInput = node({
  data: node({ trt_dcla_detl_sn: text(30), psn_no: text(30), memo: optional(text(500)) }),
});

/** It stays in its table, marked. @throws (when handled) ShouhuError SH-F010 for a record that is not there, not of this institution, or withdrawn */
export function withdrawalOf(
  table: 'filing' | 'designation' | 'elsewhere',
  named: { readonly infno: string; readonly name: string },
): InterfaceTransaction<z.output<typeof withdrawalInput>> {
  return {
    ...named,
    input: withdrawalInput,
    handle: async ({ trx, message, at }, { data: { trt_dcla_detl_sn, psn_no } }) => {
      const { rows } = await sql`UPDATE ${sql.table(table)} SET withdrawn_at = ${at}
        WHERE trt_dcla_detl_sn = ${trt_dcla_detl_sn} AND psn_no = ${psn_no}
          AND fixmedins_code = ${message.fixmedins_code} AND withdrawn_at IS NULL
        RETURNING psn_no`.execute(trx);
      if (rows.length === 0) throw shouhuError('SH-F010', { id: trt_dcla_detl_sn });
      return {};
    },
  };
}
