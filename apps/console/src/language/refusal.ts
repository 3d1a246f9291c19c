/** Refusals as a reader sees them. */
import { catalogue } from '@shouhu/errors';
import { inEnglish } from './law.ts';
import { factName, isFact } from '../matters/facts.ts';
import type { Refusal } from '../api/answers.ts';
import type { Refused } from '../api/ask.ts';
import type { Language } from './language.tsx';

export interface Words {
  readonly text: string;
  /** What to do about it. */
  readonly fix: string;
}

const entries: Readonly<Record<string, Readonly<Record<'zh' | 'en' | 'fix_zh' | 'fix_en', string>>>> = catalogue;

/** A refusal of the procedure in the words of the catalogue; names of facts and terms in the reader's language. */
export function wordsOf({ code, params }: Refusal, language: Language): Words {
  const entry = entries[code];
  if (entry === undefined) return { text: code, fix: '' };
  const value = (name: string): string => {
    const text = String(params[name] ?? `{${name}}`);
    if (name === 'facts')
      return text
        .split('、')
        .map((fact) => factName(fact)[language])
        .join(language === 'zh' ? '、' : ', ');
    return language === 'zh' ? text : inEnglish(text);
  };
  const fill = (text: string): string =>
    text
      .replaceAll(/\{(\w+)\}/g, (_whole, name: string) => value(name))
      .replaceAll(/\b(late_reason|performed|collective|harmed_health)\b/g, (fact) => factName(fact)[language]);
  return { text: fill(entry[language]), fix: fill(entry[`fix_${language}`]) };
}

/** What the server refused, as it says it; names of facts in the reader's language. */
export function refusedWords({ code, said }: Refused, language: Language): Words & { readonly code: string } {
  const { text, fix } = said[language];
  // The answer is filled in already: its remedy and its list of facts are all that name a fact by its key.
  const named = (words: string): string =>
    /^SH-C0(?:08|10)$/.test(code)
      ? words.replaceAll(/[a-z]+(?:_[a-z]+)*/g, (word) => (isFact(word) ? factName(word)[language] : word))
      : words;
  return { code, text: language === 'zh' ? named(text) : text, fix: language === 'zh' ? named(fix) : fix };
}
