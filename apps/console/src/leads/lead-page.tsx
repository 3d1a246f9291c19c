/** One lead: what it is, what speaks for it, and what became of it. */
import { Alert } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { LeadRule, LeadView } from '../api/answers.ts';
import { leadQuery } from '../api/queries.ts';
import { textOfInstant } from '../format/instant.ts';
import { useLanguage } from '../language/language.tsx';
import { nameOf, procedureName } from '../language/law.ts';
import { LeadFindings, LeadLines } from '../findings/lead-findings.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { LeadStateMark, Mark, StandingMark, VerdictMark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { useMay } from '../session/me.tsx';
import { LeadActs } from './lead-acts.tsx';
import { LeadFigures } from './lead-figures.tsx';
import { LeadInstitutions } from './lead-institutions.tsx';
import { LeadPersons } from './lead-persons.tsx';
import { LeadSchemes } from './lead-schemes.tsx';
import { useLeadTitle } from './lead-title.ts';

/** @param lead_id as the address names it */
export function LeadPage({ lead_id }: { readonly lead_id: string }) {
  const lead = useQuery(leadQuery(lead_id));
  return (
    <Fetched for={lead} rows={10}>
      {(data) => <Lead lead={data} />}
    </Fetched>
  );
}

function Lead({ lead }: { readonly lead: LeadView }) {
  const { text } = useLanguage();
  const t = text.lead;
  const person = usePersonName();
  const may = useMay();
  const { content, standing } = lead;
  return (
    <article className="page">
      <Link to="/leads" className="back">
        ← {t.back}
      </Link>
      <div className="page-head">
        <h1>{useLeadTitle()(lead)}</h1>
        <VerdictMark verdict={lead.verdict} />
        <LeadStateMark state={lead.state} />
        <StandingMark standing={standing} />
        <LeadActs lead={lead} />
      </div>
      <p className="page-sub figures">
        {t.number} <ShortId id={lead.lead_id} /> · {t.rank(lead.rank)} · {lead.period_from} – {lead.period_to} ·{' '}
        {t.assignee} {lead.assignee === null ? text.leads.noAssignee : person(lead.assignee)}
      </p>
      {standing === 'current' ? null : (
        <Alert
          type={standing === 'changed' ? 'info' : 'warning'}
          showIcon
          className="spaced"
          title={standing === 'changed' ? t.changed : t.withdrawn}
        />
      )}
      <div className="columns">
        <div className="column-main">
          <Panel title={t.what}>
            <p className="prose">{lead.message}</p>
          </Panel>
          {content !== null && content.schemes.length > 0 ? <LeadSchemes schemes={content.schemes} /> : null}
          {content !== null && content.rules.length > 0 ? <Rules rules={content.rules} /> : null}
          <LeadFindings lead_id={lead.lead_id} places={lead.institutions.length > 1} />
          <LeadLines lead_id={lead.lead_id} />
        </div>
        <div className="column-side">
          <Panel title={t.figures}>
            <LeadFigures lead={lead} />
          </Panel>
          <LeadInstitutions lead={lead} />
          {may('person.reveal') ? <LeadPersons lead_id={lead.lead_id} /> : null}
          <Panel title={t.matters} flush>
            <Matters matters={lead.matters} />
          </Panel>
          <Panel title={t.steps} flush>
            <LeadSteps steps={lead.steps} />
          </Panel>
          <Panel title={t.revisions} flush>
            <Revisions revisions={lead.revisions} />
          </Panel>
        </div>
      </div>
    </article>
  );
}

function Rules({ rules }: { readonly rules: readonly LeadRule[] }) {
  const { text } = useLanguage();
  return (
    <Panel title={text.lead.rules} flush>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{text.lead.rule}</th>
            <th scope="col">{text.leads.verdict}</th>
            <th scope="col" className="right">
              {text.lead.findings}
            </th>
            <th scope="col" className="right">
              {text.leads.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={`${rule.rule_code} ${rule.verdict}`}>
              <td>
                {rule.rule_name} <span className="code">{rule.rule_code}</span>
              </td>
              <td>
                <VerdictMark verdict={rule.verdict} />
              </td>
              <td className="right figures">{rule.findings.toLocaleString('en')}</td>
              <td className="right">
                <Money fen={rule.amount_fen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Matters({ matters }: Pick<LeadView, 'matters'>) {
  const { text, say } = useLanguage();
  if (matters.length === 0) return <p className="padded faint">{text.lead.mattersEmpty}</p>;
  return (
    <ul className="rows">
      {matters.map(({ matter_id, procedure, state }) => (
        <li key={matter_id}>
          <Link to="/matters/$matter_id" params={{ matter_id }}>
            {say(procedureName(procedure))}
          </Link>
          <Mark tone="quiet">{say(nameOf('states', procedure, state))}</Mark>
        </li>
      ))}
    </ul>
  );
}

/** Who had the lead, the latest first. */
function LeadSteps({ steps }: Pick<LeadView, 'steps'>) {
  const { text } = useLanguage();
  const t = text.lead;
  const person = usePersonName();
  if (steps.length === 0) return <p className="padded faint">{t.stepsEmpty}</p>;
  return (
    <ol className="rows lead-steps">
      {steps.toReversed().map(({ seq, state, actor, at, assignee, reason }) => (
        <li key={seq}>
          <span>
            {t.stepOf[state](person(actor), assignee === null ? text.leads.noAssignee : person(assignee))}
            {reason === '' ? null : <span className="prose"> {reason}</span>}
          </span>
          <time className="faint figures" dateTime={at}>
            {textOfInstant(at)}
          </time>
        </li>
      ))}
    </ol>
  );
}

function Revisions({ revisions }: Pick<LeadView, 'revisions'>) {
  const { text } = useLanguage();
  return (
    <ul className="rows">
      {revisions.map(({ revision, standing, run_id }) => (
        <li key={revision}>
          <span>
            {text.lead.revision(revision)} <span className="faint">{text.lead.run(run_id)}</span>
          </span>
          {standing === 'changed' || standing === 'withdrawn' ? (
            <StandingMark standing={standing} />
          ) : (
            <span className="faint">{text.leads.standings.current}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
