import type { Labelled } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';

/** The values that decided, each under its name. */
export function Evidence({ evidence }: { readonly evidence: readonly Labelled[] }) {
  const { text, say, language } = useLanguage();
  return (
    <dl className="pairs evidence" aria-label={text.lead.evidence}>
      {evidence.map((value) => (
        <div key={value.zh}>
          <dt>{say(value)}</dt>
          <dd className="figures">{language === 'zh' ? value.text : value.text_en}</dd>
        </div>
      ))}
    </dl>
  );
}
