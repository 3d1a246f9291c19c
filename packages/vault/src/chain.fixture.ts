import { EMPTY, append } from './chain.ts';
import type { ChainedEntry, Entry } from './chain.ts';

/** A log of so many entries, a second apart; people are invented. */
export function logOf(entries: number, more: (seq: number) => Partial<Entry> = () => ({})): ChainedEntry[] {
  return chained(
    Array.from({ length: entries }, (_, at) => ({
      seq: at + 1,
      at: new Date(Date.UTC(2026, 6, 1) + at * 1000).toISOString(),
      actor: `staff-${at % 7}`,
      action: 'reveal',
      subject: `psn:${at % 1000}`,
      purpose: '核查住院费用',
      region: '330106',
      detail: '{"fields":["tel"]}',
      ...more(at + 1),
    })),
  );
}

/** Entries with their digests, as a store holds them. */
export function chained(entries: readonly Entry[]): ChainedEntry[] {
  let head = EMPTY;
  return entries.map((entry) => {
    head = append(head, entry);
    return { ...entry, digest: head.digest };
  });
}
