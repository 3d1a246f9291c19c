/**
 * Maps the text of an indication or of a first-line condition to terms of our lexicons by longest match, so that the
 * next batch is mapped by the same lexicon and a correction is one row of it.
 */
import type { AnnexPoint, Reading } from './annex-point.ts';
import { CONFIDENCES } from './tables.ts';
import type { LexiconRow, Lexicons } from './tables.ts';

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

/** What of a text no claim shows. The first group makes a mismatch less certain, the second does not. */
const RESIDUALS: readonly (readonly [string, RegExp])[] = [
  ['gene-test', /突变|阳性|阴性|基因|表达|重排|融合|扩增/],
  ['line-of-therapy', /二线|三线|既往|治疗失败|进展|耐药|一线|无效|不佳|不耐受/],
  ['stage', /晚期|转移|不可切除|早期|新辅助|辅助治疗|复发/],
  ['severity', /重度|中度|中、重度|重症|严重|急性期|难治/],
  ['lab-value', /mg|ml|mmol|μ|≥|≤|<|>|水平|指数/],
  ['nutrition-screen', /营养风险筛查/],
];
const HARMLESS: readonly (readonly [string, RegExp])[] = [
  ['combined-with', /联合|联用/],
  ['age', /岁|成人|成年|儿童|新生儿/],
];

/** Reads a point of 药品限适应症 or 药品限二线使用 by its lexicon. */
export function matchTerms(kind: 'indication' | 'first-line', point: AnnexPoint, lexicons: Lexicons): Reading {
  const lexicon = lexicons[kind];
  const text = normalise(point.text);
  const named = rowsOf(longestMatches(text, lexicon.keys()), lexicon);
  const rows = named.length > 0 ? named : rowsOf(ownGroup(point, lexicon), lexicon);
  if (rows.length === 0) {
    const reason = kind === 'indication' ? 'no-coded-term' : 'no-first-line-named';
    return { fact: { kind }, confidence: 'low', state: 'not', reason, review: 'unmapped', terms: null };
  }
  const doubts = RESIDUALS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  const notes = HARMLESS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  const certainties = rows.map((row) => CONFIDENCES.indexOf(row.confidence));
  const confidence = CONFIDENCES[Math.max(doubts.length > 0 || kind === 'first-line' ? 1 : 0, ...certainties)] ?? 'low';
  const terms = { terms: rows.map((row) => row.term), residual: [...doubts, ...notes] };
  return { fact: { kind }, confidence, state: 'executable', reason: '', review: '', terms };
}

/** Rows with codes: a term without any only keeps a shorter one from being found inside it. */
function rowsOf(terms: readonly string[], lexicon: ReadonlyMap<string, LexiconRow>): LexiconRow[] {
  return terms.flatMap((term) => lexicon.get(term) ?? []).filter((row) => row.prefixes.length > 0);
}

/** Where the text says no more than "second line", the rows @PREFIX speak by the drug's own code, the longest one. */
function ownGroup({ text, codes }: AnnexPoint, lexicon: ReadonlyMap<string, LexiconRow>): string[] {
  if (!text.includes('二线')) return [];
  const fitting = [...lexicon.keys()].filter((term) => codes.some((code) => `@${code}`.startsWith(term)));
  const [longest] = fitting.toSorted((a, b) => b.length - a.length);
  return longest === undefined ? [] : [longest];
}

/** Full-width and compatibility forms folded, blanks removed. */
function normalise(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}
