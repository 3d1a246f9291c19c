/** Takes the catalogue of a folder of registry tables in: `hilist_b`, an item and the day from which it is paid so. May be done again. */
import { join } from 'node:path';
import { readRow, registryTables } from '@shouhu/claims';
import type { Row } from '@shouhu/claims';
import { civilDay, formatCivilDate } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { sql } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { readTable } from '../insured/read-registry.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';

export interface CatalogueTaken {
  /** Rows that are new or say something else than before. */
  readonly changed: number;
  /** Rows with a fault; the item stays as it was. */
  readonly refused: number;
}

const LEVELS = new Set(['01', '02', '03']);

export async function takeCatalogue(
  { db, folder }: Pick<Services, 'db' | 'folder'>,
  { caller, at }: Asking,
  from: string,
): Promise<CatalogueTaken> {
  let [changed, refused] = [0, 0];
  for await (const texts of readTable(from, join(folder, 'spill'), 'hilist_b')) {
    const items = texts.flatMap((one) => {
      const read = readRow(registryTables.hilist_b, one);
      return read.ok && isInOrder(read.row) ? [itemOf(read.row)] : [];
    });
    refused += texts.length - items.length;
    // Of an item that stands there twice from one day on the last row counts.
    const unique = [...new Map(items.map((item) => [`${item.med_list_codg} ${item.begndate}`, item])).values()];
    changed += await transaction(db, 'read committed', async (trx) => {
      const { numAffectedRows = 0n } = await sql`
        INSERT INTO catalogue_item AS own SELECT * FROM jsonb_populate_recordset(NULL::catalogue_item, ${JSON.stringify(unique)}::jsonb)
        ON CONFLICT (med_list_codg, begndate) DO UPDATE SET enddate = excluded.enddate, list_type = excluded.list_type,
          chrgitm_lv = excluded.chrgitm_lv, med_chrgitm_type = excluded.med_chrgitm_type, selfpay_prop = excluded.selfpay_prop,
          pric_uplmt_amt = excluded.pric_uplmt_amt, lmt_used_flag = excluded.lmt_used_flag
        WHERE own IS DISTINCT FROM excluded`.execute(trx);
      return Number(numAffectedRows);
    });
  }
  if (changed > 0)
    await transaction(db, 'read committed', async (trx) =>
      note(trx, caller, at, {
        action: 'catalogue.taken',
        subject: 'catalogue',
        region: caller.regions[0] ?? '',
        detail: `changed ${changed}, refused ${refused}`,
      }),
    );
  return { changed, refused };
}

function isInOrder({ begndate, enddate, chrgitm_lv }: Row): boolean {
  const ends = typeof enddate === 'number' ? enddate : Infinity;
  return LEVELS.has(String(chrgitm_lv)) && Number(begndate) <= ends;
}

function itemOf(row: Row) {
  const { selfpay_prop = null, pric_uplmt_amt = null } = row;
  return {
    med_list_codg: String(row['med_list_codg']),
    begndate: dayText(row['begndate']),
    enddate: dayText(row['enddate']),
    list_type: row['list_type'],
    chrgitm_lv: row['chrgitm_lv'],
    med_chrgitm_type: row['med_chrgitm_type'],
    selfpay_prop,
    pric_uplmt_amt,
    lmt_used_flag: row['lmt_used_flag'] === 1 ? '1' : '0',
  };
}

const dayText = (day: Row[string] | undefined): string | null =>
  typeof day === 'number' ? formatCivilDate(civilDay(day)) : null;
