/** Schemes as knowledge names them: their numbers, and what a bureau exempts. */
import { indicatorClasses } from '@shouhu/indicators';
import { civilDate, parseCivilDate } from '@shouhu/codes';
import type { Exemption, Setting, Snapshot, Tunable } from '@shouhu/rulebook';
import { schemes } from '@shouhu/schemes';
import type { Found, Scheme, Settings } from '@shouhu/schemes';

/** Every scheme, the national classes of balance and indicator among them. */
export const allSchemes: readonly Scheme[] = [...schemes, ...indicatorClasses];

/** What local knowledge may name beside the rules. */
export const tunables: readonly Tunable[] = allSchemes.map(({ id, name, parameters }) => ({
  code: id,
  name,
  parameters: Object.keys(parameters),
}));

/** The schemes that a snapshot asks for. */
export function schemesOf({ schemes: named }: Snapshot): Scheme[] {
  return allSchemes.filter(({ id }) => named === null || named.includes(id));
}

export function settingsOf(settings: readonly Setting[]): Settings {
  const byScheme = Map.groupBy(settings, ({ code }) => code);
  return new Map(
    [...byScheme].map(([code, own]) => [code, Object.fromEntries(own.map(({ name, value }) => [name, value]))]),
  );
}

/**
 * A scheme's hit with the exemption that covers it: of every institution or every person it names, or of one visit named on
 * purpose, over its whole period. The first in the order of their ids decides.
 */
export function withExemption(found: Found, exemptions: readonly Exemption[]): Found {
  const covering = exemptions
    .filter((exemption) => covers(exemption, found))
    .map(({ exemption_id }) => exemption_id)
    .toSorted();
  return { ...found, exempted_by: covering[0] ?? null };
}

function covers({ rule_code, subject_kind, subject, from, to }: Exemption, found: Found): boolean {
  const [begins, ends] = [dayOf(found.period.from), dayOf(found.period.to)];
  if ((rule_code !== null && rule_code !== found.scheme) || begins < from || ends > to) return false;
  const has = (code: string): boolean =>
    subject.codes.includes(code) || subject.prefixes.some((prefix) => code.startsWith(prefix));
  const every = (codes: readonly string[]): boolean => codes.length > 0 && codes.every(has);
  switch (subject_kind) {
    case 'institution':
      return every(found.fixmedins_codes);
    case 'person':
      return every(found.psn_nos);
    case 'visit':
      return found.mdtrt_ids.some(has);
    case 'item':
      return every(found.item_codes);
    case 'doctor':
      return false;
  }
}

function dayOf(date: string): number {
  const day = parseCivilDate(date);
  return day.ok ? day.value : (civilDate(1970, 1, 1) ?? 0);
}
