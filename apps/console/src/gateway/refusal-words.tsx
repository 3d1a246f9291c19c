import { useLanguage, useText } from '../language/language.tsx';
import type { Said } from './answers.ts';
import { gatewayText } from './text.ts';

/** What a code means and what to do about it; nothing for a code that the catalogue has not. */
export function RefusalWords({ said }: { readonly said: Said | null }) {
  const { language } = useLanguage();
  const t = useText(gatewayText);
  if (said === null) return null;
  return (
    <div className="prose">
      <p>{said[language]}</p>
      <p className="hint">
        {t.remedy}
        {language === 'zh' ? '：' : ': '}
        {said[`fix_${language}`]}
      </p>
    </div>
  );
}
