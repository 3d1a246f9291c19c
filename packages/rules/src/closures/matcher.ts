/** Membership in a code set in a few hash look-ups, whatever the size of the set. */
import type { CodeSet } from '../predicate.ts';

export type Matcher = (code: string) => boolean;

const never: Matcher = () => false;

export function compileSet({ codes, prefixes }: CodeSet): Matcher {
  if (codes.length === 0 && prefixes.length === 0) return never;
  if (prefixes.includes('')) return () => true;
  if (codes.length === 1 && prefixes.length === 0) {
    const only = codes[0];
    return (code) => code === only;
  }
  const exact = new Set(codes);
  if (prefixes.length === 0) return (code) => exact.has(code);
  const starts = new Set(prefixes);
  const lengths = [...new Set(prefixes.map((prefix) => prefix.length))];
  return (code) => exact.has(code) || lengths.some((length) => starts.has(code.slice(0, length)));
}
