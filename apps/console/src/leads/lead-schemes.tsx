import type { LeadScheme } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { Evidence } from '../parts/evidence.tsx';
import { Panel } from '../parts/panel.tsx';
import { Bar } from './lead-figures.tsx';

/** The schemes that found a lead, each with what it says and the evidence it rests on. */
export function LeadSchemes({ schemes }: { readonly schemes: readonly LeadScheme[] }) {
  const { text, language } = useLanguage();
  return (
    <Panel title={text.lead.schemes}>
      {schemes.map((scheme) => (
        <section key={scheme.scheme_id} className="scheme">
          <h3>
            {language === 'zh' ? scheme.scheme_name : scheme.scheme_name_en}{' '}
            {scheme.members === 0 ? null : <span className="faint">{text.lead.members(scheme.members)}</span>}
          </h3>
          <p className="prose">{scheme.message}</p>
          <Bar label={text.lead.score} part={scheme.score} hint={text.lead.scoreHint} />
          <Evidence evidence={scheme.evidence} />
        </section>
      ))}
    </Panel>
  );
}
