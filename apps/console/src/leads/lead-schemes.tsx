import type { LeadScheme } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { Bar } from './lead-figures.tsx';

/** The schemes that found a lead, each with what it says and the evidence it rests on. */
export function LeadSchemes({ schemes }: { readonly schemes: readonly LeadScheme[] }) {
  const { text } = useLanguage();
  return (
    <Panel title={text.lead.schemes}>
      {schemes.map((scheme) => (
        <section key={scheme.scheme_id} className="scheme">
          <h3>
            {scheme.scheme_name} <span className="code">{scheme.scheme_id}</span>
          </h3>
          <p className="prose">{scheme.message}</p>
          <Bar label={text.lead.score} part={scheme.score} />
          <dl className="pairs evidence" aria-label={text.lead.evidence}>
            {Object.entries(scheme.evidence).map(([name, value]) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd className="figures">{typeof value === 'object' ? value.join('、') : String(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Panel>
  );
}
