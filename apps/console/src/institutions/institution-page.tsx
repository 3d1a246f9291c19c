/** One institution as a file (一机构一卷宗): whether it may settle and why, what stands against it, and its dossier as a time line. */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { measureNames, nameOf } from '../language/law.ts';
import { OpenMatter } from '../matters/open-matter.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { useRegionName } from '../parts/region.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { Agreements } from './agreements.tsx';
import type { InstitutionView } from './answers.ts';
import { BasicsPanel } from './basics-panel.tsx';
import { DossierPanel } from './dossier-panel.tsx';
import { Licences } from './licences.tsx';
import { institutionQuery } from './queries.ts';
import { StatusMark, StatusWords } from './status-marks.tsx';
import { institutionText } from './text.ts';
import './institutions.css';

export function InstitutionPage() {
  const { fixmedins_code } = useParams({ from: '/institutions/$fixmedins_code' });
  const may = useMay();
  return may('institution.read') ? <Loaded key={fixmedins_code} code={fixmedins_code} /> : <NoRight />;
}

function Loaded({ code }: { readonly code: string }) {
  const found = useQuery(institutionQuery(code));
  return (
    <Fetched for={found} rows={10}>
      {(data) => <Institution institution={data} />}
    </Fetched>
  );
}

function Institution({ institution }: { readonly institution: InstitutionView }) {
  const t = useText(institutionText);
  const may = useMay();
  const region = useRegionName();
  const { fixmedins_code: code, fixmedins_name, admdvs, kind, status, basics, recovered_fen } = institution;
  const { kind: shown } = useSearch({ from: '/institutions/$fixmedins_code' });
  const navigate = useNavigate({ from: '/institutions/$fixmedins_code' });
  const isStaff = may('dossier.read');
  const side = (
    <>
      <Measures institution={institution} />
      <Agreements institution={institution} />
      <Licences institution={institution} />
      <BasicsPanel institution={institution} />
    </>
  );
  return (
    <article className="page">
      {isStaff || may('institution.write') ? (
        <Link to="/institutions" search={{}} className="back">
          ← {t.back}
        </Link>
      ) : null}
      <header className="cover">
        <p className="cover-kind">
          {t.kinds[kind]}
          {basics.hosp_lv === null ? '' : ` · ${basics.hosp_lv}`}
        </p>
        <div className="page-head">
          <h1>{fixmedins_name}</h1>
          <StatusMark status={status} />
          <span className="hint">
            <StatusWords status={status} />
          </span>
        </div>
        <dl className="cover-facts">
          <div>
            <dt>{t.code}</dt>
            <dd className="code">{code}</dd>
          </div>
          <div>
            <dt>{t.region}</dt>
            <dd>
              {region(admdvs)} <span className="code">{admdvs}</span>
            </dd>
          </div>
          <div>
            <dt>{t.recovered}</dt>
            <dd>
              <Money fen={recovered_fen} /> {t.yuan}
            </dd>
          </div>
          <div>
            <dt>{t.works}</dt>
            <dd className="links">
              {may('lead.read') ? (
                <Link to="/leads" search={{ fixmedins_code: code }}>
                  {t.leads}
                </Link>
              ) : null}
              <Link to="/matters" search={{ fixmedins_code: code }}>
                {t.matters}
              </Link>
            </dd>
          </div>
        </dl>
      </header>
      {isStaff ? (
        <div className="columns columns-file">
          <div className="column-main">
            <DossierPanel
              code={code}
              kind={shown}
              onKind={(chosen) =>
                void navigate({ search: chosen === undefined ? {} : { kind: chosen }, replace: true })
              }
            />
          </div>
          <div className="column-side">{side}</div>
        </div>
      ) : (
        <div className="institution-own">{side}</div>
      )}
    </article>
  );
}

function Measures({
  institution: { fixmedins_code, fixmedins_name, measures },
}: {
  readonly institution: InstitutionView;
}) {
  const { say } = useLanguage();
  const t = useText(institutionText);
  return (
    <Panel
      title={t.measures}
      flush
      beside={
        <span className="place-acts">
          <OpenMatter
            procedure="summary-penalty"
            fixmedins_code={fixmedins_code}
            fixmedins_name={fixmedins_name}
            parent_id={null}
          />
          <OpenMatter
            procedure="measure"
            fixmedins_code={fixmedins_code}
            fixmedins_name={fixmedins_name}
            parent_id={null}
          />
        </span>
      }
    >
      {measures.length === 0 ? <p className="padded faint">{t.noMeasures}</p> : null}
      <ul className="rows">
        {measures.map(({ matter_id, measure, state, since, until, ended, in_force }) => (
          <li key={matter_id} className="record">
            <div className="record-head">
              <Link to="/matters/$matter_id" params={{ matter_id }}>
                {say(measureNames[measure] ?? { zh: measure, en: measure })}
              </Link>
              {in_force ? (
                <Mark tone="amber">{t.inForce}</Mark>
              ) : (
                <Mark tone="quiet">{say(nameOf('states', 'measure', state))}</Mark>
              )}
            </div>
            <span className="faint figures">
              {t.since(since)}
              {until === null ? '' : ` · ${t.until(until)}`}
              {ended === null ? '' : ` · ${t.ended(ended)}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
