/** Code sets of a ruleset, each known by one number, however many points share it. */
import type { CodeSet } from '../predicate.ts';

/** Where the codes of a set are looked up: prefixes are expanded against what the data hold there. */
export type Domain = 'item' | 'diagnosis' | 'operation' | 'charge';

interface SetRow {
  readonly set_id: number;
  readonly domain: Domain;
  readonly code: string;
  readonly is_prefix: boolean;
}

export interface SetBook {
  idOf(domain: Domain, set: CodeSet): number;
  rows(): SetRow[];
}

export function setBook(): SetBook {
  const ids = new Map<string, number>();
  const seen = new WeakMap<CodeSet, Map<Domain, number>>();
  const rows: SetRow[] = [];
  const byContent = (domain: Domain, set: CodeSet): number => {
    const key = JSON.stringify([domain, set.codes, set.prefixes]);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const set_id = ids.size + 1;
    ids.set(key, set_id);
    for (const code of new Set(set.codes)) rows.push({ set_id, domain, code, is_prefix: false });
    for (const code of new Set(set.prefixes)) rows.push({ set_id, domain, code, is_prefix: true });
    return set_id;
  };
  return {
    idOf(domain, set) {
      const known = seen.get(set) ?? new Map<Domain, number>();
      seen.set(set, known);
      const set_id = known.get(domain) ?? byContent(domain, set);
      known.set(domain, set_id);
      return set_id;
    },
    rows: () => rows,
  };
}

/** A set that holds every code: it must not go through a join. */
export function isUniversal(set: CodeSet): boolean {
  return set.prefixes.includes('');
}
