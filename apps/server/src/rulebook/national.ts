import { knownRules, loadNational } from '@shouhu/rulebook';
import type { NationalFacts } from '@shouhu/rulebook';

export interface National {
  readonly facts: NationalFacts;
  /** Every rule that local knowledge may name. */
  readonly known: ReturnType<typeof knownRules>;
}

let read: National | undefined;

/** What ships, read when it is first asked for: it does not change while the platform runs. */
export function national(): National {
  if (read === undefined) {
    const facts = loadNational();
    read = { facts, known: knownRules(facts) };
  }
  return read;
}
