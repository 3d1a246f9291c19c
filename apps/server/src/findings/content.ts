/** What a run wrote of a finding, sealed at rest: it names persons, visits and settlements. */
import type { WrittenFinding } from '@shouhu/audit';
import { blindIndex, open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';

const place = (finding_id: string, revision: number) => ({
  table: 'finding_revision',
  column: 'content',
  row: `${finding_id} ${revision}`,
});

export function sealFinding(ring: KeyRing, finding: WrittenFinding, revision: number): string {
  return seal(ring, JSON.stringify(finding), place(finding.finding_id, revision));
}

/** @throws ShouhuError SH-V008, SH-V009 when it was altered or is of other keys */
export function openFinding(ring: KeyRing, finding_id: string, revision: number, sealed: string): WrittenFinding {
  return JSON.parse(open(ring, sealed, place(finding_id, revision)));
}

/** Whether two runs say the same, without anybody being able to guess what. */
export function digestOf(ring: KeyRing, finding: WrittenFinding): string {
  return blindIndex(ring, 'finding', JSON.stringify(finding));
}

/** A text without the person's number but for its last four digits. */
export function masked(text: string, psn_no: string): string {
  return text.replaceAll(psn_no, `***${tailOf(psn_no)}`);
}

export function tailOf(psn_no: string): string {
  return psn_no.slice(-4);
}
