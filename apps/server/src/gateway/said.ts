import { catalogue } from '@shouhu/errors';
import type { Entry } from '@shouhu/errors';

/** What a code means and what to do, in both languages. */
export interface Said {
  readonly zh: string;
  readonly en: string;
  readonly fix_zh: string;
  readonly fix_en: string;
}

const ENTRIES: ReadonlyMap<string, Entry> = new Map(Object.entries(catalogue));

/** A code in the words of the catalogue, without the values of any message. @returns null for a code that is not in it */
export function saidOf(code: string | null): Said | null {
  const entry = ENTRIES.get(code ?? '');
  if (entry === undefined) return null;
  const { zh, en, fix_zh, fix_en } = entry;
  return { zh: general(zh), en: general(en), fix_zh: general(fix_zh), fix_en: general(fix_en) };
}

const general = (text: string): string => text.replaceAll(/\{\w+\}/g, '…');
