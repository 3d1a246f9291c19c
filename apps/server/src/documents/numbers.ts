/** 文号 without gaps: a number is taken in the transaction that makes its document, or not at all. */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Bureau } from './schema.ts';

export interface Numbered {
  readonly bureau: Bureau;
  readonly word: string;
  readonly year: number;
  readonly matter_id: string;
  readonly kind: string;
  readonly deed_seq: number;
}

/** 某医保罚告〔2026〕12号. A further revision of a document keeps the number that it has. */
export async function numberOf(trx: Transaction<Schema>, { bureau, ...wanted }: Numbered): Promise<string> {
  const { word, matter_id, kind, deed_seq } = wanted;
  const { admdvs } = bureau;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`document ${admdvs} ${word}`}, 0))`.execute(trx);
  const before = await trx
    .selectFrom('document_number')
    .select(['year', 'serial'])
    .where('matter_id', '=', matter_id)
    .where('kind', '=', kind)
    .where('deed_seq', '=', deed_seq)
    .executeTakeFirst();
  const { year, serial } = before ?? (await next(trx, admdvs, wanted));
  return `${bureau.abbreviation}${word}〔${year}〕${serial}号`;
}

async function next(trx: Transaction<Schema>, admdvs: string, wanted: Omit<Numbered, 'bureau'>) {
  const { word, year } = wanted;
  const last = await trx
    .selectFrom('document_number')
    .select('serial')
    .where('admdvs', '=', admdvs)
    .where('word', '=', word)
    .where('year', '=', year)
    .orderBy('serial', 'desc')
    .limit(1)
    .executeTakeFirst();
  const serial = (last?.serial ?? 0) + 1;
  await trx
    .insertInto('document_number')
    .values({ admdvs, ...wanted, serial })
    .execute();
  return { year, serial };
}
