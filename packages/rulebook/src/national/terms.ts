/**
 * Maps the text of an indication or of a first-line condition to terms of our lexicons by longest match, so that the
 * next batch is mapped by the same lexicon and a correction is one row of it.
 */
import type { Reading } from './reading.ts';
import type { Confidence, Lexicons } from './tables.ts';

/** Terms of a text, longest first where they overlap, in the order of their first occurrence. */
export function longestMatches(text: string, terms: Iterable<string>): string[] {
  let rest = text;
  const found: { term: string; at: number }[] = [];
  for (const term of [...terms].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    const at = rest.indexOf(term);
    if (at < 0) continue;
    found.push({ term, at });
    rest = rest.replaceAll(term, ' '.repeat(term.length));
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ term }) => term);
}

/** What of a text no claim line shows; each lowers the confidence. */
const RESIDUALS: readonly (readonly [string, RegExp])[] = [
  ['gene-test', /突变|阳性|阴性|基因|表达|重排|融合|扩增/],
  ['line-of-therapy', /二线|三线|既往|治疗失败|进展|耐药|一线|无效|不佳|不耐受/],
  ['stage', /晚期|转移|不可切除|早期|新辅助|辅助治疗|复发/],
  ['severity', /重度|中度|中重度|中、重度|重症|严重|急性期|难治/],
  ['lab-value', /mg|ml|mmol|μ|≥|≤|<|>|水平|指数/],
  ['nutrition-screen', /营养风险筛查/],
  ['combined-with', /联合|联用/],
  ['age', /岁|成人|儿童|新生儿/],
];

const ORDER: readonly Confidence[] = ['high', 'medium', 'low'];

/** Reads a point of 药品限适应症 or 药品限二线使用 by its lexicon. */
export function matchTerms(
  kind: 'indication' | 'first-line',
  { text }: { readonly text: string },
  lexicons: Lexicons,
): Reading {
  const lexicon = lexicons[kind];
  const normal = normalise(text);
  const rows = longestMatches(normal, lexicon.keys()).map((term) => lexicon.get(term));
  const useful = rows.filter((row) => row !== undefined && row.prefixes.length > 0);
  const residual = RESIDUALS.filter(([, pattern]) => pattern.test(normal)).map(([name]) => name);
  if (useful.length === 0) {
    return {
      fact: { kind },
      confidence: 'low',
      state: 'not',
      reason: 'no-coded-term',
      review: 'unmapped',
      terms: null,
    };
  }
  const terms = useful.flatMap((row) => (row === undefined ? [] : [row.term]));
  const worst = Math.max(residual.length > 0 ? 1 : 0, ...useful.map((row) => ORDER.indexOf(row?.confidence ?? 'low')));
  const confidence = ORDER[worst] ?? 'low';
  return { fact: { kind }, confidence, state: 'executable', reason: '', review: '', terms: { terms, residual } };
}

/** Full-width and compatibility forms folded, blanks removed. */
export function normalise(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}
