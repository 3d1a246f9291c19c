/** The invented county that is played: its institutions, its insured and what is charged, out of the tables that `shouhu synth` writes. */
import { join } from 'node:path';
import { openEngine, quote } from '@shouhu/lake';
import type { Item, Person } from './course.ts';

export interface Place {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly admdvs: string;
  readonly hosp_lv: string;
  readonly isPharmacy: boolean;
}

export interface County {
  readonly places: readonly Place[];
  readonly persons: readonly Person[];
  readonly items: readonly Item[];
}

/** More are not needed to be strangers to each other. */
const MOST_PERSONS = 50_000;
const MOST_ITEMS = 2_000;
/** Of an item without a cap, and the most that is charged, in fen. */
const [USUAL_PRICE, MOST_PRICE] = [2_000, 80_000];
const MEMORY_MB = 512;
/** 目录类别 of western and patent drugs. */
const DRUGS = '101';

interface Tables {
  /** Folder of `fixmedins_b`. */
  readonly claims: string;
  /** Folder of `psn_info_b`, `psn_insu_d` and `hilist_b`. */
  readonly registry: string;
  /** For the engine, which needs room beside memory. */
  readonly spill: string;
}

/** @throws when a table is missing */
export async function readCounty({ claims, registry, spill }: Tables): Promise<County> {
  const engine = await openEngine({ memory_mb: MEMORY_MB, spill });
  const connection = await engine.connect();
  const rowsOf = async (query: string): Promise<Record<string, string>[]> => {
    const rows = await (await connection.run(query)).getRowObjectsJS();
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)])));
  };
  const table = (folder: string, name: string): string =>
    `read_csv(${quote(join(folder, `${name}.csv*`))}, header = true, all_varchar = true) AS ${name}`;
  try {
    const places = await rowsOf(
      `SELECT fixmedins_code, fixmedins_name, admdvs, hosp_lv, fixmedins_type FROM ${table(claims, 'fixmedins_b')} ORDER BY 1`,
    );
    const persons = await rowsOf(
      `SELECT psn_no, certno, insutype, insuplc_admdvs FROM ${table(registry, 'psn_info_b')} JOIN ${table(registry, 'psn_insu_d')} USING (psn_no)
       WHERE die_date IS NULL AND insutype IN ('310', '390') AND psn_insu_stas = '1' ORDER BY psn_no LIMIT ${MOST_PERSONS}`,
    );
    const items = await rowsOf(
      `SELECT med_list_codg, list_type, med_chrgitm_type, coalesce(pric_uplmt_amt, '') AS cap, coalesce(selfpay_prop, '0') AS selfpay
       FROM ${table(registry, 'hilist_b')} ORDER BY 1 LIMIT ${MOST_ITEMS}`,
    );
    return {
      places: places.map(({ fixmedins_code = '', fixmedins_name = '', admdvs = '', hosp_lv = '', fixmedins_type }) => ({
        fixmedins_code,
        fixmedins_name,
        admdvs,
        hosp_lv,
        isPharmacy: fixmedins_type === '2',
      })),
      persons: persons.map(({ psn_no = '', certno = '', insutype = '', insuplc_admdvs = '' }) => ({
        psn_no,
        certno,
        insutype,
        insuplc_admdvs,
      })),
      items: items.map(({ med_list_codg = '', list_type, med_chrgitm_type = '', cap = '', selfpay }) => ({
        med_list_codg,
        pric: priceOf(cap),
        isBoxed: list_type === DRUGS,
        ...(cap === '' ? {} : { cap: fenOf(cap) }),
        selfpay: Number(selfpay),
        med_chrgitm_type,
      })),
    };
  } finally {
    connection.closeSync();
    engine.closeSync();
  }
}

const fenOf = (yuan: string): number => Math.round(Number(yuan) * 100);
const priceOf = (cap: string): number => (cap === '' ? USUAL_PRICE : Math.max(1, Math.min(MOST_PRICE, fenOf(cap))));
