/** Lines of a visit as they sell boxes: each without what was refunded of it. */
import type { Handling } from '../gateway/transaction.ts';
import { termsOf } from './terms.ts';
import type { Terms } from './terms.ts';

/** A fee line with its codes; `setl_id` null before it is settled. */
export interface LineOfVisit {
  readonly feedetl_sn: string;
  readonly init_feedetl_sn: string | null;
  readonly setl_id: string | null;
  readonly cnt: number;
  readonly med_list_codg: string;
  readonly list_type: string;
  readonly day: string;
  readonly codes: readonly string[];
  readonly trdn_flag: boolean;
}

/** A line without what was refunded of it. */
export interface NetLine extends LineOfVisit {
  /** Settlements that it, or a refund of it, stands in. */
  readonly touched: ReadonlySet<string | null>;
}

/** What the lines sell together: refunds are taken off their originals. */
export function netLines(lines: readonly LineOfVisit[]): readonly NetLine[] {
  const refunds = Map.groupBy(
    lines.filter(({ init_feedetl_sn }) => init_feedetl_sn !== null),
    ({ init_feedetl_sn }) => init_feedetl_sn,
  );
  return lines
    .filter(({ init_feedetl_sn }) => init_feedetl_sn === null)
    .map((line) => {
      const back = refunds.get(line.feedetl_sn) ?? [];
      const cnt = back.reduce((sum, one) => sum + one.cnt, line.cnt);
      const gone = new Set(line.trdn_flag ? [] : back.flatMap(({ codes }) => codes));
      const touched = new Set([line.setl_id, ...back.map(({ setl_id }) => setl_id)]);
      return { ...line, cnt, codes: cnt > 0 ? line.codes.filter((code) => !gone.has(code)) : [], touched };
    });
}

export async function termsOfLines(
  { trx, message }: Handling,
  lines: readonly { readonly med_list_codg: string }[],
): Promise<Terms> {
  return termsOf(
    trx,
    message.admdvs,
    lines.map(({ med_list_codg }) => med_list_codg),
  );
}
