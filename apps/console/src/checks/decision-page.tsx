/** One decision: what was judged, what was said and why, what could not be said, what came of it, and whether it replays. */
import type { ReactNode } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { textOfSecond } from '../format/instant.ts';
import { yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { Hidden } from '../parts/hidden.tsx';
import { Panel } from '../parts/panel.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { nameOfCode } from '../settlement/code-names.ts';
import type { DecisionPerson, DecisionSeen } from './answers.ts';
import { useStageName } from './marks.tsx';
import { Night } from './night.tsx';
import { Orders } from './orders.tsx';
import { decisionPersonPath, decisionQuery } from './queries.ts';
import { Reminders } from './reminders.tsx';
import { ReplayPanel } from './replay.tsx';
import { checkText } from './text.ts';
import { Undecided } from './undecided.tsx';
import '../gateway/till.css';
import './checks.css';

export function DecisionPage() {
  const { decision_id } = useParams({ from: '/checks/$decision_id' });
  return useMay()('check.read') ? <Loaded key={decision_id} decision_id={decision_id} /> : <NoRight />;
}

function Loaded({ decision_id }: { readonly decision_id: string }) {
  const found = useQuery(decisionQuery(decision_id));
  return (
    <Fetched for={found} rows={10}>
      {(data) => <Decision decision={data} />}
    </Fetched>
  );
}

function Decision({ decision }: { readonly decision: DecisionSeen }) {
  const t = useText(checkText);
  const { decision_id, decided_at, reason, visit, reminders, cannot_decide, compared, snapshot } = decision;
  return (
    <article className="page">
      <Link to="/checks" search={{ day: dayOf(textOfSecond(decided_at)) }} className="back">
        ← {t.back}
      </Link>
      <Cover decision={decision} />
      <div className="columns">
        <div className="column-main">
          {reason === null ? null : (
            <Panel title={t.whyNot}>
              <p className="prose">{t.notChecked[reason]}</p>
            </Panel>
          )}
          {reason === null ? <Reminders reminders={reminders} /> : null}
          {cannot_decide.length === 0 ? null : <Undecided rows={cannot_decide} />}
          <Orders orders={visit?.orders ?? []} reminders={reminders} />
        </div>
        <div className="column-side">
          <ReplayPanel decision_id={decision_id} judged={reason === null && snapshot !== null} />
          <Night compared={compared} decision_id={decision_id} />
        </div>
      </div>
    </article>
  );
}

/** Of `2026-03-02 10:00:00`. */
const dayOf = (moment: string): string => moment.slice(0, 10);

function Cover({ decision }: { readonly decision: DecisionSeen }) {
  const { language, joined } = useLanguage();
  const t = useText(checkText);
  const may = useMay();
  const stage = useStageName();
  const { decision_id, infno, decided_at, fixmedins_code, fixmedins_name, outcome, mdtrt_id, msgid } = decision;
  const { lines, history_lines, findings, undecided, engine_us, snapshot, visit, reminders } = decision;
  const atRisk = reminders.reduce((sum, { amount_fen }) => sum + (amount_fen ?? 0), 0);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t.institution, fixmedins_name],
    [
      t.visit,
      <Link to="/checks" search={{ mdtrt_id, fixmedins_code }} className="figures">
        {mdtrt_id}
      </Link>,
    ],
    ...(visit === null
      ? []
      : [
          [
            t.dates,
            <span className="figures">
              {visit.dscg_date === null
                ? t.since(dayOf(visit.adm_date))
                : `${dayOf(visit.adm_date)} – ${dayOf(visit.dscg_date)}`}
            </span>,
          ] as const,
          [t.diagnoses, visit.diagnoses === null ? t.notTold : joined(visit.diagnoses)] as const,
        ]),
    [t.lines, <span className="figures">{snapshot === null ? '—' : t.linesOf(lines, history_lines)}</span>],
    [t.engine, <span className="figures">{snapshot === null ? '—' : t.ms(engine_us)}</span>],
    [t.rules, snapshot === null ? t.noRules : <ShortId id={snapshot} />],
    [
      t.message,
      may('gateway.read') ? (
        <Link to="/messages/$msgid" params={{ msgid }} className="figures">
          {msgid}
        </Link>
      ) : (
        <span className="code">{msgid}</span>
      ),
    ],
    [t.decisionId, <span className="code">{decision_id}</span>],
  ];
  const kinds = [visit?.med_type, visit?.insutype].map((code, at) =>
    code === null || code === undefined ? '' : ` · ${nameOfCode(at === 0 ? 'med_type' : 'insutype', code, language)}`,
  );
  return (
    <header className="cover">
      <p className="cover-kind">
        <span className="figures">{infno}</span> {stage(infno)}
        {kinds.join('')} · <span className="figures">{textOfSecond(decided_at)}</span>
      </p>
      <div className="page-head">
        <h1>{findings > 0 ? t.remindersOf(findings) : t.outcomes[outcome]}</h1>
        {findings > 0 ? <span className="figures">{t.atRisk(yuan(atRisk))}</span> : null}
        {undecided > 0 ? <span className="faint figures">{t.undecidedOf(undecided)}</span> : null}
      </div>
      <CheckedPerson decision={decision} />
      <dl className="cover-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

/** The person, and why the institution went on, in its own words. */
function CheckedPerson({ decision: { decision_id, psn_tail, reminders } }: { readonly decision: DecisionSeen }) {
  const t = useText(checkText);
  const ruleOf = (jr_id: string): string => reminders.find((each) => each.jr_id === jr_id)?.rule_name ?? jr_id;
  return (
    <Hidden<DecisionPerson>
      path={decisionPersonPath(decision_id)}
      hidden={`${t.person} ${t.tail(psn_tail)}`}
      show={t.showPerson}
      shown={({ psn_no, reasons }) => (
        <>
          {t.insured} <code>{psn_no}</code>
          {reasons.map(({ jr_id, reason }) => (
            <span key={jr_id} className="check-reason">
              {t.reasonOf(ruleOf(jr_id))}
              {reason}
            </span>
          ))}
        </>
      )}
    />
  );
}
