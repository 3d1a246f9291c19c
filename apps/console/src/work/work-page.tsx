/** What is mine today: limits that run out, and leads given to me. */
import { useEffect } from 'react';
import { Link, useRouter } from '@tanstack/react-router';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { LeadRow, MatterRow } from '../api/answers.ts';
import { leadsQuery, mattersQuery } from '../api/queries.ts';
import { daysLeft, nearnessOf } from '../format/day.ts';
import type { Nearness } from '../format/day.ts';
import { yuan } from '../format/money.ts';
import { useLanguage } from '../language/language.tsx';
import { isClosed } from '../language/law.ts';
import { MatterRows } from '../matters/matter-list.tsx';
import { useLeadTitle } from '../leads/lead-title.ts';
import { LeadStateMark, StandingMark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';

const ORDER: readonly Nearness[] = ['over', 'now', 'soon', 'later'];
/** A day beyond every limit: only matters with one that runs are asked for. */
const EVER = '9999-12-30';

/** The first page after signing in. */
export function WorkPage() {
  const { text } = useLanguage();
  const me = useMe();
  const may = useMay();
  useFresh();
  const [matters, leads] = [may('review.read') || may('case.read'), may('lead.read')];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{text.work.title}</h1>
        <p className="hint">{text.work.greeting(me.name)}</p>
      </div>
      {matters || leads ? (
        <div className="columns">
          {matters ? (
            <div className="column-main">
              <DueMatters />
            </div>
          ) : null}
          {leads ? (
            <div className="column-side">
              <MyLeads />
            </div>
          ) : null}
        </div>
      ) : (
        <NoRight />
      )}
    </div>
  );
}

/** A click on the entry of this page reads the day's work anew, also where the page is open already. */
function useFresh(): void {
  const router = useRouter();
  const queries = useQueryClient();
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ toLocation }) => {
        if (toLocation.pathname !== '/') return;
        void queries.invalidateQueries({ queryKey: ['matters'] });
        void queries.invalidateQueries({ queryKey: ['leads'] });
      }),
    [router, queries],
  );
}

function DueMatters() {
  const { text } = useLanguage();
  const t = text.work;
  const matters = useInfiniteQuery({ ...mattersQuery({ due_until: EVER }), refetchOnMount: 'always' });
  // The limits of a closed matter, such as that for a lawsuit, run on without anybody's work.
  const rows = matters.data?.pages.flat().filter(({ procedure, state }) => !isClosed(procedure, state)) ?? [];
  const groups = Map.groupBy(rows, ({ due_day }: MatterRow) => nearnessOf(daysLeft(due_day ?? '') ?? 0));
  const all = <Link to="/matters">{t.allMatters}</Link>;
  return (
    <Panel title={t.matters} beside={all} flush>
      {matters.isPending ? <Waiting /> : null}
      {matters.isError ? <Trouble error={matters.error} retry={() => void matters.refetch()} /> : null}
      {matters.isSuccess && rows.length === 0 ? <Empty title={t.mattersEmpty} hint={t.mattersEmptyHint} /> : null}
      {ORDER.map((nearness) => {
        const group = groups.get(nearness);
        return group === undefined ? null : (
          <section key={nearness} className={`due-group due-${nearness}`}>
            <h3>
              {t.groups[nearness]} <span className="figures">{group.length}</span>
            </h3>
            <MatterRows rows={group} />
          </section>
        );
      })}
    </Panel>
  );
}

function MyLeads() {
  const { text } = useLanguage();
  const t = text.work;
  const { id } = useMe();
  const leads = useInfiniteQuery({ ...leadsQuery({ assignee: id, state: 'assigned' }), refetchOnMount: 'always' });
  const rows = leads.data?.pages.flat() ?? [];
  const sum = rows.reduce((total, { expected_fen }) => total + expected_fen, 0);
  const all = (
    <Link to="/leads" search={{ assignee: id }}>
      {t.allLeads}
    </Link>
  );
  return (
    <Panel title={t.leads} beside={all} flush>
      {leads.isPending ? <Waiting /> : null}
      {leads.isError ? <Trouble error={leads.error} retry={() => void leads.refetch()} /> : null}
      {leads.isSuccess && rows.length === 0 ? (
        <Empty title={t.leadsEmpty} hint={t.leadsEmptyHint}>
          <Link to="/leads">{t.toLeads}</Link>
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <>
          <p className="panel-note">{t.money(yuan(sum))}</p>
          <ul className="rows">
            {rows.map((row) => (
              <MyLead key={row.lead_id} row={row} />
            ))}
          </ul>
        </>
      ) : null}
    </Panel>
  );
}

function MyLead({ row }: { readonly row: LeadRow }) {
  const { joined } = useLanguage();
  const title = useLeadTitle()(row);
  const { lead_id, institutions, state, standing, expected_fen } = row;
  return (
    <li>
      <div className="matter-name">
        <Link to="/leads/$lead_id" params={{ lead_id }}>
          {title}
        </Link>
        <span className="faint">{joined(institutions.map(({ fixmedins_name }) => fixmedins_name))}</span>
      </div>
      <StandingMark standing={standing} />
      <LeadStateMark state={state} />
      <Money fen={expected_fen} strong />
    </li>
  );
}
