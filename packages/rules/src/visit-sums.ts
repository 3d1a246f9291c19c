/** What rules ask of all lines of a visit, worked out once per visit: a crowded one is asked about by each of its lines. */
import type { Line } from '@shouhu/claims';

export interface VisitSums {
  readonly amount_fen: number;
  /** Distinct days with a line. */
  readonly line_days: number;
  /** Amount by kind of charge, of lines that cost something; under null where the kind is absent. */
  readonly kinds: ReadonlyMap<string | null, number>;
  /** Items of lines without a prescription number. */
  readonly unplaced: ReadonlySet<string>;
}

export function sumsOf(lines: readonly Line[]): VisitSums {
  const kinds = new Map<string | null, number>();
  const days = new Set<number>();
  const unplaced = new Set<string>();
  let amount_fen = 0;
  for (const line of lines) {
    amount_fen += line.amount_fen;
    days.add(line.day);
    if (line.rxno === null) unplaced.add(line.item);
    if (line.amount_fen === 0) continue;
    kinds.set(line.med_chrgitm_type, (kinds.get(line.med_chrgitm_type) ?? 0) + line.amount_fen);
  }
  return { amount_fen, line_days: days.size, kinds, unplaced };
}

/** Fen of the kinds that count and of all, or null where a kind is absent or nothing was charged. */
export function shareOf(
  { kinds }: VisitSums,
  counts: (kind: string) => boolean,
): { readonly part: number; readonly total: number } | null {
  let total = 0;
  let part = 0;
  for (const [kind, fen] of kinds) {
    if (kind === null) return null;
    total += fen;
    if (counts(kind)) part += fen;
  }
  return total === 0 ? null : { part, total };
}
