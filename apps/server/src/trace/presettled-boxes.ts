/** What a settlement would say of the boxes, told before anybody pays: nothing is held, so that it may still be refused. */
import type { Transaction } from 'kysely';
import type { Handling } from '../gateway/transaction.ts';
import type { Schema } from '../store/schema.ts';
import { lookAtBoxes } from './boxes.ts';
import { checkBoxes } from './counts.ts';
import { netLines, termsOfLines } from './net-lines.ts';
import type { LineOfVisit } from './net-lines.ts';
import type { Scan } from './scans.ts';

type Charged = Pick<LineOfVisit, 'feedetl_sn' | 'init_feedetl_sn' | 'cnt' | 'med_list_codg' | 'list_type'> & {
  readonly fee_ocur_time: string;
};

/** @throws ShouhuError SH-Z001 to SH-Z006, SH-Z010 to SH-Z012 */
export async function checkBoxesOf(
  handling: Handling,
  lines: readonly Charged[],
  scans: readonly Scan[],
): Promise<void> {
  const byLine = Map.groupBy(scans, ({ feedetl_sn }) => feedetl_sn);
  const net = netLines(
    lines.map(({ fee_ocur_time, ...line }) => {
      const own = byLine.get(line.feedetl_sn) ?? [];
      const codes = own.map(({ drug_trac_codg }) => drug_trac_codg);
      const trdn_flag = own.some((scan) => scan.trdn_flag);
      return { ...line, setl_id: null, day: fee_ocur_time.slice(0, 10), codes, trdn_flag };
    }),
  ).filter(({ cnt }) => cnt > 0);
  const terms = await termsOfLines(handling, net);
  for (const line of net) checkBoxes(terms, line);
  const bill = { setl_id: null, mdtrt_id: null, feedetl_sn: null, movement_id: null, psn_no: null };
  await lookAtBoxes(
    handling,
    net.map(({ med_list_codg, trdn_flag, cnt, codes }) => ({ bill, med_list_codg, trdn_flag, cnt, codes })),
  );
}

/** Codes that came with the lines of a visit. */
export async function scansOfVisit(trx: Transaction<Schema>, mdtrt_id: string): Promise<readonly Scan[]> {
  return trx.selectFrom('trace_scan').selectAll().where('mdtrt_id', '=', mdtrt_id).execute();
}
