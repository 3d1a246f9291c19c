import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { encode } from './encode.ts';
import { verifyHead } from './head.ts';
import type { Head, SignedHead } from './head.ts';

/** One entry of the log: who did or saw what, of whom, when and for what. */
export interface Entry {
  /** Place in the log, from 1, without gaps. */
  readonly seq: number;
  /** Instant as `Date.toISOString` writes it: UTC, milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly purpose: string;
  readonly region: string;
  /** Kept as the very text that was appended: a store that reorders JSON would change it. */
  readonly detail: string;
}

/** An entry as it is stored: with the digest of everything up to it. */
export interface ChainedEntry extends Entry {
  /** SM3, hexadecimal. */
  readonly digest: string;
}

/**
 * What is wrong with a log. `gap`: an entry is missing; `reordered`: it stands elsewhere, or twice; `changed`: entry and digest do
 * not agree; `rewritten`: they do, but not with a signed head, so that something up to it was changed and all digests made anew;
 * `truncated`: the log ends before a signed head; `unsigned`: a signed head is not by the given key.
 */
export type ChainFault = 'gap' | 'reordered' | 'changed' | 'rewritten' | 'truncated' | 'unsigned';

/** The log as it was found. */
export type Verdict = {
  /** How many entries hold, and the head after them. */
  readonly entries: number;
  readonly head: Head;
  /** Places where the time is before that of the entry above: allowed, as clocks are set, but worth a look. */
  readonly backwards: readonly number[];
} & ({ readonly ok: true } | { readonly ok: false; readonly seq: number; readonly fault: ChainFault });

/** Signed heads that a log has to agree with, and the public key they must be signed by. */
export interface Expected {
  readonly publicKey: string;
  readonly heads: readonly SignedHead[];
}

/** Head of an empty log. */
export const EMPTY: Head = { seq: 0, digest: '0'.repeat(64) };

/**
 * Chains an entry to the log: digest = SM3(digest before ‖ bytes of the entry). The bytes are those of `encode`: the text
 * `shouhu-log-1`, `seq` in decimal, then the other fields in the order of `Entry`, each behind its length.
 * @returns the next head, whose digest is stored with the entry
 */
export function append(head: Head, entry: Entry): Head {
  assert(entry.seq === head.seq + 1, 'the next entry of the log');
  assert(isInstant(entry.at), 'an instant in UTC with milliseconds');
  return { seq: entry.seq, digest: digestOf(head.digest, entry) };
}

/**
 * Verifies a log from its first entry on. Whoever can write the store can also chain it anew: only signed heads that were kept
 * elsewhere show that, and that the end was cut off.
 * @param entries in the order of the log
 * @returns what holds, and the first fault if there is one
 */
export async function verify(
  entries: Iterable<ChainedEntry> | AsyncIterable<ChainedEntry>,
  expected?: Expected,
): Promise<Verdict> {
  const { publicKey = '', heads: signed = [] } = expected ?? {};
  const forged = signed.find((one) => !verifyHead(publicKey, one));
  const heads = signed.filter(({ seq }) => seq > EMPTY.seq).toSorted((a, b) => a.seq - b.seq);
  const backwards: number[] = [];
  let head = EMPTY;
  let before = '';
  let due = 0;
  let missing = false;
  const found = (seq: number, fault: ChainFault): Verdict => ({
    ok: false,
    seq,
    fault,
    entries: head.seq,
    head,
    backwards,
  });
  if (forged !== undefined) return found(forged.seq, 'unsigned');
  for await (const entry of entries) {
    const next = head.seq + 1;
    if (missing ? entry.seq === next : entry.seq < next) return found(entry.seq, 'reordered');
    missing ||= entry.seq > next;
    if (missing) continue; // Whether the missing entry comes later tells a gap from a changed order.
    const digest = digestOf(head.digest, entry);
    if (digest !== entry.digest) return found(next, 'changed');
    for (; heads[due]?.seq === next; due += 1) if (heads[due]?.digest !== digest) return found(next, 'rewritten');
    if (entry.at < before) backwards.push(next);
    before = entry.at;
    head = { seq: next, digest };
  }
  if (missing) return found(head.seq + 1, 'gap');
  if (due < heads.length) return found(head.seq + 1, 'truncated');
  return { ok: true, entries: head.seq, head, backwards };
}

function digestOf(before: string, entry: Entry): string {
  const { seq, at, actor, action, subject, purpose, region, detail } = entry;
  const bytes = encode(['shouhu-log-1', String(seq), at, actor, action, subject, purpose, region, detail]);
  return createHash('sm3').update(before, 'hex').update(bytes).digest('hex');
}

function isInstant(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString() === text;
}
