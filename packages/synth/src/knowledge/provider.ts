/** Invented drugs whose codes begin as a first-line term says: they document that it was tried. */
import { makeItem } from '../catalogue/item.ts';
import type { Item } from '../model.ts';
import type { Term } from './demands.ts';

const WESTERN = 'XA01AAY999A001010199999';
const PATENT = 'ZA01AAY9990101099999';

/** A drug of the term that no published point names. */
export function providerOf(term: Term, at: number): Item | undefined {
  const prefix = term.prefixes[at % term.prefixes.length];
  if (prefix === undefined) return undefined;
  const shape = prefix.startsWith('Z') ? PATENT : WESTERN;
  const code = prefix + shape.slice(prefix.length);
  const kind = prefix.startsWith('Z') ? 'patent' : 'western';
  return makeItem({ code, name: '示例一线用药', kind, pric: 120_000, selfpay_prop: 0 });
}
