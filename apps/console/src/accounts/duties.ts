import { DUTIES } from '@shouhu/procedure';
import { useLanguage } from '../language/language.tsx';
import { dutyNames } from '../language/law.ts';

/** Duties in the reader's language, in a row. */
export function useDutyNames(): (duties: readonly string[]) => string {
  const { say, language } = useLanguage();
  return (duties) =>
    duties.map((duty) => say(dutyNames[duty] ?? { zh: duty, en: duty })).join(language === 'zh' ? '、' : ', ');
}

/** Every duty, to be chosen from. */
export function useDutyOptions(): { readonly value: string; readonly label: string }[] {
  const names = useDutyNames();
  return Object.keys(DUTIES).map((value) => ({ value, label: names([value]) }));
}
