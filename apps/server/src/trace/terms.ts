/** From when drugs need a trace code, which of them, and what is known of their packs: as the bureau of a region has set it, by date. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** Where a region has set nothing: all institutions collect all codes from this day on (joint notice of four departments, 19 March 2025). */
const CODES_FROM = '2026-01-01';
/** 西药中成药: goods that carry a code. Slices, services and consumables carry none. */
export const CODED_LIST_TYPE = '101';

interface ItemTerms {
  readonly needs_code: boolean;
  /** Smallest pricing units in a box, in 1e-4; null: unknown. */
  readonly pack_cnt: number | null;
  readonly no_code_until: string | null;
}

export interface Terms {
  readonly codes_from: string | null;
  readonly below_zero: boolean;
  readonly itemOf: (med_list_codg: string) => ItemTerms;
}

const PLAIN: ItemTerms = { needs_code: true, pack_cnt: null, no_code_until: null };

interface Found {
  readonly setting: { readonly codes_from: string | null; readonly below_zero: boolean } | null;
  readonly items: readonly (ItemTerms & { readonly med_list_codg: string })[] | null;
}

/** Of a region: what it has not set itself holds as the city or the province has set it. */
export async function termsOf(trx: Kysely<Schema>, admdvs: string, codes: readonly string[]): Promise<Terms> {
  const regions = [admdvs, `${admdvs.slice(0, 4)}00`, `${admdvs.slice(0, 2)}0000`];
  const { rows } = await sql<Found>`SELECT
    (SELECT to_jsonb(s) FROM trace_setting s WHERE admdvs = ANY (${regions}) ORDER BY admdvs DESC LIMIT 1) AS setting,
    (SELECT jsonb_agg(i) FROM (SELECT DISTINCT ON (med_list_codg) * FROM trace_item
      WHERE admdvs = ANY (${regions}) AND med_list_codg = ANY (${[...new Set(codes)]}) ORDER BY med_list_codg, admdvs DESC) i) AS items`.execute(
    trx,
  );
  const { setting, items } = rows[0] ?? { setting: null, items: null };
  const byCode = new Map(items?.map((item) => [item.med_list_codg, item]));
  const { codes_from, below_zero } = setting ?? { codes_from: CODES_FROM, below_zero: false };
  return { codes_from, below_zero, itemOf: (med_list_codg) => byCode.get(med_list_codg) ?? PLAIN };
}

/** Whether goods of the day are sold with a code only. */
export function needsCode(
  { codes_from, itemOf }: Terms,
  {
    med_list_codg,
    list_type,
    day,
  }: { readonly med_list_codg: string; readonly list_type: string; readonly day: string },
): boolean {
  const { needs_code, no_code_until } = itemOf(med_list_codg);
  if (codes_from === null || day < codes_from || list_type !== CODED_LIST_TYPE) return false;
  return needs_code && (no_code_until === null || day > no_code_until);
}
