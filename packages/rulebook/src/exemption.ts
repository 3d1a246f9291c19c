import { parseCivilDate } from '@shouhu/codes';
import type { CodeSet, Finding } from '@shouhu/rules';
import type { Exemption } from './knowledge.ts';

/** Of the charged lines of a finding, what a finding itself does not carry. */
export interface ChargedCodes {
  readonly items: readonly string[];
  /** null: a line without a doctor. */
  readonly doctors: readonly (string | null)[];
}

/**
 * The exemption that covers a finding on its service date, or undefined. The first in the order of their ids decides.
 * An item or a doctor must be that of every charged line; one exempted visit suffices, as it is named on purpose.
 */
export function exemptionOf(
  finding: Finding,
  charged: ChargedCodes,
  exemptions: readonly Exemption[],
): Exemption | undefined {
  const date = parseCivilDate(finding.service_date);
  if (!date.ok) return undefined;
  const covering = exemptions.filter(
    (exemption) =>
      (exemption.rule_code === null || exemption.rule_code === finding.rule_code) &&
      exemption.from <= date.value &&
      date.value <= exemption.to &&
      covers(exemption, finding, charged),
  );
  return covering.toSorted((a, b) => (a.exemption_id < b.exemption_id ? -1 : 1))[0];
}

function covers({ subject_kind, subject }: Exemption, finding: Finding, charged: ChargedCodes): boolean {
  switch (subject_kind) {
    case 'institution':
      return contains(subject, finding.fixmedins_code);
    case 'person':
      return contains(subject, finding.psn_no);
    case 'visit':
      return finding.mdtrt_ids.some((mdtrt_id) => contains(subject, mdtrt_id));
    case 'item':
      return charged.items.length > 0 && charged.items.every((item) => contains(subject, item));
    case 'doctor':
      return charged.doctors.length > 0 && charged.doctors.every((dr) => dr !== null && contains(subject, dr));
  }
}

function contains({ codes, prefixes }: CodeSet, code: string): boolean {
  return codes.includes(code) || prefixes.some((prefix) => code.startsWith(prefix));
}
