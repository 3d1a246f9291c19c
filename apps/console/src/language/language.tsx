/** The reader's language: Chinese unless chosen otherwise, kept by the browser. */
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { en } from './en.ts';
import type { Name } from './law.ts';
import { zh } from './zh.ts';
import type { Dictionary } from './zh.ts';

export type Language = keyof Name;

const dictionaries: Readonly<Record<Language, Dictionary>> = { zh, en };
const KEY = 'shouhu.language';
const TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

interface Speaking {
  readonly language: Language;
  readonly text: Dictionary;
  /** A name in the reader's language. */
  readonly say: (name: Name) => string;
  /** Several names one after the other. */
  readonly joined: (names: readonly string[]) => string;
  readonly change: (to: Language) => void;
}

const Context = createContext<Speaking | null>(null);

/** Gives everything below it the language. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'));
  const text = dictionaries[language];
  useEffect(() => {
    localStorage.setItem(KEY, language);
    document.documentElement.lang = TAGS[language];
    document.title = `${text.name} · ${text.subject}`;
  }, [language, text]);
  const value = useMemo(
    () => ({
      language,
      text,
      say: (name: Name) => name[language],
      joined: (names: readonly string[]) => names.join(language === 'zh' ? '、' : ', '),
      change: setLanguage,
    }),
    [language, text],
  );
  return <Context value={value}>{children}</Context>;
}

/** Texts and names in the reader's language. */
export function useLanguage(): Speaking {
  const speaking = use(Context);
  if (speaking === null) throw new Error('no language');
  return speaking;
}

/** Texts of one capability, which it keeps beside its screens, in the reader's language. */
export function useText<Texts>(both: Readonly<Record<Language, Texts>>): Texts {
  return both[useLanguage().language];
}
