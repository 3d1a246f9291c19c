/**
 * Boxes of a visit, sold by the settlements of it that stand. Settled, refunded or cancelled, in whatever order: what the lines that stand sell
 * is compared with what is held for them, and the difference is taken or given back in the transaction of the settlement.
 */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Handling } from '../gateway/transaction.ts';
import type { Schema } from '../store/schema.ts';
import { endParts, sellBoxes } from './boxes.ts';
import type { Part, SoldLine } from './boxes.ts';
import { checkBoxes } from './counts.ts';
import { netLines, termsOfLines } from './net-lines.ts';
import type { LineOfVisit, NetLine } from './net-lines.ts';
import { CODED_LIST_TYPE } from './terms.ts';
import type { Terms } from './terms.ts';

export interface SettledSale {
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly psn_no: string;
}

/** @throws ShouhuError SH-Z001 to SH-Z007, SH-Z010 to SH-Z012; nothing of the settlement stands then */
export async function takeBoxes(handling: Handling, sale: SettledSale): Promise<void> {
  const lines = await linesOf(handling.trx, sale.mdtrt_id);
  if (lines.length === 0) return;
  const terms = await termsOfLines(handling, lines);
  const settled = netLines(lines);
  for (const line of settled) if (line.touched.has(sale.setl_id) && line.cnt > 0) checkBoxes(terms, line);
  await reconcile(handling, sale, settled, { why: 'refund', terms });
}

/** The boxes of a settlement that was cancelled; and again those that its refunds had given back. @throws ShouhuError SH-Z001, SH-Z002 when such a box is sold again */
export async function giveBack(handling: Handling, sale: SettledSale): Promise<void> {
  const { trx } = handling;
  const lines = netLines(await linesOf(trx, sale.mdtrt_id));
  const terms = await termsOfLines(handling, lines);
  await reconcile(handling, sale, lines, { why: 'cancelled', terms });
  // Boxes that were not scanned for the settlement, but told of by 3505 under its number.
  const told = await trx
    .selectFrom('trace_part')
    .select(['part_id', 'sale_id'])
    .where('setl_id', '=', sale.setl_id)
    .where('ended_at', 'is', null)
    .execute();
  await endParts(handling, told, 'cancelled');
}

/** Lines of drugs, and others with codes, in settlements that stand. */
async function linesOf(trx: Transaction<Schema>, mdtrt_id: string): Promise<readonly LineOfVisit[]> {
  const { rows } = await sql<LineOfVisit>`
    SELECT feedetl_sn, init_feedetl_sn, setl_id, cnt, med_list_codg, list_type, fee_ocur_time::date AS day,
      coalesce(array_agg(drug_trac_codg ORDER BY drug_trac_codg) FILTER (WHERE drug_trac_codg IS NOT NULL), '{}') AS codes,
      coalesce(bool_or(trdn_flag), false) AS trdn_flag
    FROM fee_line line LEFT JOIN trace_scan USING (mdtrt_id, feedetl_sn)
    WHERE mdtrt_id = ${mdtrt_id} AND setl_id IS NOT NULL AND NOT EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = line.setl_id)
    GROUP BY mdtrt_id, feedetl_sn HAVING list_type = ${CODED_LIST_TYPE} OR count(drug_trac_codg) > 0 ORDER BY feedetl_sn`.execute(
    trx,
  );
  return rows;
}

interface HeldPart extends Part {
  readonly feedetl_sn: string | null;
  readonly drug_trac_codg: string;
  readonly cnt: number | null;
}

async function reconcile(
  handling: Handling,
  { mdtrt_id, psn_no }: SettledSale,
  lines: readonly NetLine[],
  { why, terms }: { readonly why: 'refund' | 'cancelled'; readonly terms: Terms },
): Promise<void> {
  const { trx } = handling;
  const held: readonly HeldPart[] = await trx
    .selectFrom('trace_part')
    .innerJoin('trace_sale', 'trace_sale.sale_id', 'trace_part.sale_id')
    .select(['part_id', 'trace_part.sale_id', 'feedetl_sn', 'drug_trac_codg', 'cnt'])
    .where('mdtrt_id', '=', mdtrt_id)
    .where('trace_part.ended_at', 'is', null)
    .execute();
  const byLine = Map.groupBy(held, ({ feedetl_sn }) => feedetl_sn);
  const ending = new Set(held);
  const taking: SoldLine[] = [];
  for (const line of lines) {
    const { feedetl_sn, trdn_flag, codes, setl_id, cnt, med_list_codg } = line;
    const kept = keptOf(line, byLine.get(feedetl_sn) ?? []);
    for (const part of kept) ending.delete(part);
    const known = new Set(kept.map(({ drug_trac_codg }) => drug_trac_codg));
    const missing = codes.filter((code) => !known.has(code));
    const bill = { setl_id, mdtrt_id, feedetl_sn, movement_id: null, psn_no };
    if (missing.length > 0) taking.push({ bill, med_list_codg, trdn_flag, cnt, codes: missing });
  }
  await endParts(handling, [...ending], why);
  await sellBoxes(handling, taking, terms);
}

/** Whole boxes stay each by itself; what is sold in parts is divided anew when its quantity changed. */
function keptOf({ trdn_flag, codes, cnt }: NetLine, held: readonly HeldPart[]): readonly HeldPart[] {
  const kept = held.filter(({ drug_trac_codg }) => codes.includes(drug_trac_codg));
  if (!trdn_flag) return kept;
  const sum = kept.reduce((total, part) => total + (part.cnt ?? 0), 0);
  return kept.length === codes.length && sum === cnt ? kept : [];
}
