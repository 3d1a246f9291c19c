import { useLanguage } from '../language/language.tsx';

/** How a lead is called, in the reader's language where it has a name in it. */
export function useLeadTitle(): (lead: { readonly title: string; readonly title_en: string }) => string {
  const { language } = useLanguage();
  return ({ title, title_en }) => (language === 'zh' ? title : title_en);
}
