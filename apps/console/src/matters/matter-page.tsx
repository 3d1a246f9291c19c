/** One matter as a paper file: its cover, its limits, what was done, and what can be done now. */
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { MatterView } from '../api/answers.ts';
import { matterQuery } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { nameOf, procedureName } from '../language/law.ts';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { Clocks } from './clocks.tsx';
import { Debts } from './debts.tsx';
import { Deeds } from './deeds.tsx';
import { Steps } from './steps.tsx';

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
        </div>
        <Cover matter={matter} />
      </header>
      <div className="columns columns-file">
        <div className="column-main">
          <Steps matter={matter} place={place} />
          <Panel title={t.deeds} beside={<span className="figures faint">{deeds.length}</span>}>
            <Deeds procedure={procedure} deeds={deeds} names={matter.names} />
          </Panel>
        </div>
        <div className="column-side">
          <Panel title={t.clocks} flush>
            <Clocks matter={matter} />
          </Panel>
          <Debts debts={matter.debts} />
        </div>
      </div>
    </article>
  );
}

function Cover({ matter }: { readonly matter: MatterView }) {
  const { text } = useLanguage();
  const t = text.matter;
  const may = useMay();
  const person = usePersonName(matter.names);
  const { matter_id, version, fixmedins_code, officers, lead_id } = matter;
  return (
    <dl className="cover-facts">
      <div>
        <dt>{t.number}</dt>
        <dd className="code">{matter_id}</dd>
      </div>
      <div>
        <dt>{text.leads.institution}</dt>
        <dd className="figures">{fixmedins_code}</dd>
      </div>
      {matter.procedure === 'review' ? null : (
        <div>
          <dt>{t.officers}</dt>
          <dd>
            {officers.length === 0 ? <span className="faint">{t.noOfficers}</span> : officers.map(person).join('、')}
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
              {lead_id}
            </Link>
          ) : (
            lead_id
          )}
        </dd>
      </div>
      <div>
        <dt>{t.version}</dt>
        <dd className="figures">{version}</dd>
      </div>
    </dl>
  );
}
