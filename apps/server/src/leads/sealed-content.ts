/** What a run says of a lead as it lies in the database: sealed whole, as links, texts and evidence may name persons. */
import { blindIndex, open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Content } from './persons.ts';

/** A revision where the lead was found. */
export interface SealedContent {
  readonly sealed: string;
  /** Keyed: the same for equal contents, so that a later run compares without opening any. */
  readonly digest: string;
}

export function sealContent(ring: KeyRing, content: Content, revision: number): SealedContent {
  return {
    sealed: seal(ring, JSON.stringify(content), whereOf(content.lead_id, revision)),
    digest: digestOf(ring, content),
  };
}

/** @throws ShouhuError SH-V008, SH-V009 when it was altered or is of other keys */
export function openContent(
  ring: KeyRing,
  { lead_id, revision, sealed }: { readonly lead_id: string; readonly revision: number; readonly sealed: string },
): Content {
  return JSON.parse(open(ring, sealed, whereOf(lead_id, revision)));
}

export function digestOf(ring: KeyRing, content: Content): string {
  return blindIndex(ring, 'lead content', JSON.stringify(content, ordered));
}

/** Fields in the order of their names: the same content written by another version has the same digest. */
function ordered(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function whereOf(lead_id: string, revision: number) {
  return { table: 'lead_revision', column: 'sealed', row: `${lead_id} ${revision}` };
}
