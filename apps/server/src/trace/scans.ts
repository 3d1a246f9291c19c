/** Codes that come with fee lines (`drug_trac_info[]`): checked and kept beside the line, sold when it is settled. */
import { shouhuError } from '@shouhu/errors';
import { node, oneOf, optional, text } from '@shouhu/interface';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { maskTraceCode, traceCode } from './codes.ts';

const scan = {
  drug_trac_codg: traceCode,
  trdn_flag: optional(oneOf('0', '1')).transform((value) => value === '1'),
  min_prcunt_type: optional(text(6)),
};

const NONE: readonly never[] = [];
const some = <Row extends z.ZodType>(row: Row) => z.preprocess((value) => value ?? NONE, z.array(row));

/** Within a line, or beside the lines with the number of one. */
export const scansOfLine = { drug_trac_info: some(node(scan)) };
export const scansBeside = { drug_trac_info: some(node({ ...scan, feedetl_sn: text(30) })) };

export interface Scan {
  readonly feedetl_sn: string;
  readonly drug_trac_codg: string;
  readonly trdn_flag: boolean;
  readonly min_prcunt_type: string | null;
}

/** A line with codes in it. */
export interface ScannedLine {
  readonly feedetl_sn: string;
  readonly drug_trac_info: readonly Omit<Scan, 'feedetl_sn'>[];
}

/** What of a fee line its codes are held against. */
interface Charged {
  readonly feedetl_sn: string;
  readonly init_feedetl_sn: string | null;
}

/** All codes of a message, each with its line. @throws ShouhuError SH-Z003, SH-Z009 */
export function scansOf(lines: readonly ScannedLine[], beside: readonly Scan[]): readonly Scan[] {
  const known = new Set(lines.map(({ feedetl_sn }) => feedetl_sn));
  const lost = beside.find(({ feedetl_sn }) => !known.has(feedetl_sn));
  if (lost !== undefined)
    throw shouhuError('SH-Z009', { feedetl_sn: lost.feedetl_sn }, { field: 'drug_trac_info.feedetl_sn' });
  const within = lines.flatMap(({ feedetl_sn, drug_trac_info }) =>
    drug_trac_info.map((one) => ({ feedetl_sn, ...one })),
  );
  const scans = [...within, ...beside];
  const seen = new Set<string>();
  for (const { feedetl_sn, drug_trac_codg } of scans) {
    const key = JSON.stringify([feedetl_sn, drug_trac_codg]);
    if (seen.has(key))
      throw shouhuError('SH-Z003', { code: maskTraceCode(drug_trac_codg) }, { field: 'drug_trac_codg' });
    seen.add(key);
  }
  return scans;
}

/**
 * Keeps the codes of lines that have just been written. A refund names boxes of its original.
 * @throws ShouhuError SH-Z008
 */
export async function keepScans(
  { trx }: Handling,
  mdtrt_id: string,
  lines: readonly Charged[],
  scans: readonly Scan[],
): Promise<void> {
  if (scans.length === 0) return;
  await sql`INSERT INTO trace_scan SELECT * FROM jsonb_populate_recordset(NULL::trace_scan, ${JSON.stringify(
    scans.map((one) => ({ mdtrt_id, ...one })),
  )}::jsonb)`.execute(trx);
  const originals = new Map(
    lines.flatMap((one) => (one.init_feedetl_sn === null ? [] : [[one.feedetl_sn, one.init_feedetl_sn]])),
  );
  const refunds = scans.filter(({ feedetl_sn }) => originals.has(feedetl_sn));
  if (refunds.length === 0) return;
  const sold = await trx
    .selectFrom('trace_scan')
    .select(['feedetl_sn', 'drug_trac_codg'])
    .where('mdtrt_id', '=', mdtrt_id)
    .where('feedetl_sn', 'in', [...new Set(originals.values())])
    .execute();
  const known = new Set(sold.map(({ feedetl_sn, drug_trac_codg }) => JSON.stringify([feedetl_sn, drug_trac_codg])));
  for (const { feedetl_sn, drug_trac_codg } of refunds) {
    const init_feedetl_sn = originals.get(feedetl_sn) ?? '';
    if (!known.has(JSON.stringify([init_feedetl_sn, drug_trac_codg])))
      throw shouhuError(
        'SH-Z008',
        { code: maskTraceCode(drug_trac_codg), init_feedetl_sn },
        { field: 'drug_trac_codg' },
      );
  }
}
