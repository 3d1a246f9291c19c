/** One matter as a paper file: its cover, its limits, what was done, and what can be done now. */
import { useState } from 'react';
import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { MatterView } from '../api/answers.ts';
import { leadQuery, matterQuery } from '../api/queries.ts';
import { PointsForm } from '../credit/forms.tsx';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf, procedureName } from '../language/law.ts';
import { useLeadTitle } from '../leads/lead-title.ts';
import { LeadFindings, LeadLines } from '../findings/lead-findings.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { Clocks } from './clocks.tsx';
import { Debts } from './debts.tsx';
import { Deeds } from './deeds.tsx';
import { OpenMatter } from './open-matter.tsx';
import { Plan } from './plan.tsx';
import { Steps } from './steps.tsx';
import { stepText } from './text.ts';

/** @param matter_id as the address names it */
export function MatterPage({ matter_id }: { readonly matter_id: string }) {
  const matter = useQuery(matterQuery(matter_id));
  if (matter.data !== undefined) return <Matter matter={matter.data} />;
  return matter.isPending ? (
    <Waiting rows={10} />
  ) : (
    <Trouble error={matter.error} retry={() => void matter.refetch()} />
  );
}

function Matter({ matter }: { readonly matter: MatterView }) {
  const { text, say } = useLanguage();
  const t = text.matter;
  const may = useMay();
  const { procedure, state, fixmedins_name: place, deeds } = matter;
  return (
    <article className="page">
      <Link to="/matters" className="back">
        ← {t.back}
      </Link>
      <header className="cover">
        <p className="cover-kind">{say(procedureName(procedure))}</p>
        <div className="page-head">
          <h1>{place}</h1>
          <Mark tone="blue">{say(nameOf('states', procedure, state))}</Mark>
          <Link to="/matters/$matter_id/file" params={{ matter_id: matter.matter_id }}>
            {t.paperFile}
          </Link>
        </div>
        <Cover matter={matter} />
      </header>
      <div className="columns columns-file">
        <div className="column-main">
          <Steps matter={matter} place={place} />
          {procedure === 'review' && matter.lead_id !== null ? (
            <>
              <LeadFindings lead_id={matter.lead_id} />
              {may('lead.lines') ? <LeadLines lead_id={matter.lead_id} /> : null}
            </>
          ) : null}
          <Panel title={t.deeds} beside={<span className="figures faint">{deeds.length}</span>}>
            <Deeds procedure={procedure} deeds={deeds} names={matter.names} matter_id={matter.matter_id} />
          </Panel>
        </div>
        <div className="column-side">
          <Panel title={t.clocks} flush>
            <Clocks matter={matter} />
          </Panel>
          <Debts debts={matter.debts} />
          <Plan plan={matter.plan} />
        </div>
      </div>
    </article>
  );
}

/** Procedures whose matters lead to others. */
const LEADS_TO = {
  review: ['measure'],
  inspection: ['measure', 'summary-penalty'],
  penalty: ['measure', 'transfer'],
  'summary-penalty': ['measure'],
} as const;

/** What may follow from a matter, for those with the rights. */
function Following({
  matter: { matter_id, procedure, fixmedins_code, fixmedins_name, over },
}: {
  readonly matter: MatterView;
}) {
  const { text } = useLanguage();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!isKey(LEADS_TO, procedure)) return null;
  const ground = { matter_id, procedure, fixmedins_code, fixmedins_name };
  return (
    <span className="followers">
      {(over ? [] : LEADS_TO[procedure]).map((next) => (
        <OpenMatter
          key={next}
          procedure={next}
          fixmedins_code={fixmedins_code}
          fixmedins_name={fixmedins_name}
          parent_id={matter_id}
        />
      ))}
      {may('points.open') ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {text.matter.enterPoints}
        </Button>
      ) : null}
      {isOpen ? <PointsForm ground={ground} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}

const isKey = <Of extends object>(of: Of, key: string): key is keyof Of & string => Object.hasOwn(of, key);

function Cover({ matter }: { readonly matter: MatterView }) {
  const { text, say, joined } = useLanguage();
  const t = text.matter;
  const may = useMay();
  const words = useText(stepText);
  const person = usePersonName(matter.names);
  const title = useLeadTitle();
  const { matter_id, version, fixmedins_code, officers, lead_id, parent, children, deeds } = matter;
  const lead = useQuery({ ...leadQuery(lead_id ?? ''), enabled: lead_id !== null && may('lead.read') });
  // What an institution is asked for, as the last review left it.
  const amount =
    matter.procedure === 'review' ? deeds.findLast(({ facts }) => facts['amount_fen'] !== undefined) : undefined;
  const asked = amount === undefined ? undefined : Number(amount.facts['amount_fen']);
  const relatives = [...(parent === null ? [] : [parent]), ...children];
  return (
    <dl className="cover-facts">
      <div>
        <dt>{t.number}</dt>
        <dd className="code">{matter_id}</dd>
      </div>
      <div>
        <dt>{text.leads.institution}</dt>
        <dd>
          {may('institution.read') ? (
            <Link to="/institutions/$fixmedins_code" params={{ fixmedins_code }} search={{}}>
              {matter.fixmedins_name}
            </Link>
          ) : (
            matter.fixmedins_name
          )}{' '}
          <span className="code">{fixmedins_code}</span>
        </dd>
      </div>
      {matter.procedure === 'review' ? null : (
        <div>
          <dt>{t.officers}</dt>
          <dd>
            {officers.length === 0 ? <span className="faint">{t.noOfficers}</span> : joined(officers.map(person))}
          </dd>
        </div>
      )}
      <div>
        <dt>{t.lead}</dt>
        <dd>
          {lead_id === null ? (
            t.noLead
          ) : may('lead.read') ? (
            <Link to="/leads/$lead_id" params={{ lead_id }}>
              {lead.data === undefined ? lead_id.slice(0, 9) : title(lead.data)}
            </Link>
          ) : (
            <ShortId id={lead_id} />
          )}
        </dd>
      </div>
      {asked === undefined ? null : (
        <div>
          <dt>{words.asked}</dt>
          <dd>
            <Money fen={asked} strong /> {t.yuan}
          </dd>
        </div>
      )}
      <div>
        <dt>{t.related}</dt>
        <dd>
          {relatives.length === 0
            ? t.noRelated
            : relatives.map(({ matter_id: id, procedure, state }) => (
                <Link key={id} to="/matters/$matter_id" params={{ matter_id: id }} className="relative">
                  {say(procedureName(procedure))} · {say(nameOf('states', procedure, state))}
                </Link>
              ))}{' '}
          <Following matter={matter} />
        </dd>
      </div>
      <div>
        <dt>{t.version}</dt>
        <dd className="figures">{version}</dd>
      </div>
    </dl>
  );
}
