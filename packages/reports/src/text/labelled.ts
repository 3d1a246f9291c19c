/** Evidence as a screen shows it: what each value is called in both languages, and the value in words. */
import { EVIDENCE_LABELS, wordsOf } from './evidence-labels.ts';
import { findingEvidence } from './finding-evidence.ts';
import { valueText } from './plain.ts';

export interface Labelled {
  readonly zh: string;
  readonly en: string;
  /** The value, and in English where it has English words. */
  readonly text: string;
  readonly text_en: string;
}

type Evidence = Readonly<Record<string, unknown>>;

/** Evidence of a finding: codes by their names, amounts in yuan. */
export function labelledFinding(evidence: Evidence): Labelled[] {
  const english = findingEvidence(evidence, undefined, 'en');
  return findingEvidence(evidence).map(([zh, text], at) => {
    const key = Object.keys(evidence)[at] ?? zh;
    return { zh, en: englishLabel(key), text, text_en: english[at]?.[1] ?? text };
  });
}

/** Evidence of a scheme. */
export function labelledScheme(evidence: Evidence): Labelled[] {
  return Object.entries(evidence).map(([key, value]) => ({
    zh: EVIDENCE_LABELS[key]?.[0] ?? key,
    en: englishLabel(key),
    text: valueText(wordsOf(key, value, 'zh')),
    text_en: valueText(wordsOf(key, value, 'en'), 'en'),
  }));
}

function englishLabel(key: string): string {
  return (EVIDENCE_LABELS[key]?.[1] ?? key).replace(' in fen', ' in yuan');
}

/** What a value of evidence is called. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** By its key; the key itself where it has no name. */
export function labelOfValue(key: string): Label {
  return { zh: EVIDENCE_LABELS[key]?.[0] ?? key, en: englishLabel(key) };
}
