/** One plan: where it is, and what the draft would find, lose and change, by rule, institution and month. */
import type { ReactNode } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { FigureTable } from '../figures/figure-table.tsx';
import { yuan } from '../format/money.ts';
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { textIn } from '../tasks/answers.ts';
import { CancelTask, countText, TaskMark, TaskProgress, TaskRefusal } from '../tasks/parts.tsx';
import { isOver } from '../tasks/queries.ts';
import { useTask } from '../tasks/watch.ts';
import type { Comparison, Difference, PlanResult } from './answers.ts';
import { planQuery } from './queries.ts';
import { rulebookText } from './text.ts';
import '../figures/figures.css';
import '../tasks/tasks.css';
import './rulebook.css';

const route = getRouteApi('/rulebook/plans/$task_id');

export function PlanPage() {
  const { task_id } = route.useParams();
  return useMay()('rulebook.read') ? <Reading key={task_id} task_id={task_id} /> : <NoRight />;
}

function Reading({ task_id }: { readonly task_id: string }) {
  const t = useText(rulebookText);
  const may = useMay();
  const { data: task, error, isPending, refetch } = useTask('plan', task_id);
  if (isPending) return <Waiting />;
  if (task === undefined) return error === null ? null : <Trouble error={error} retry={() => void refetch()} />;
  const { state, refusal, input } = task;
  const as_of = textIn(input, 'as_of');
  return (
    <div className="page task-page plan-page">
      <Link
        className="back"
        to="/rulebook/drafts/$draft_id"
        params={{ draft_id: textIn(input, 'draft_id') }}
        search={{ tab: 'plans' }}
      >
        ← {t.backDraft}
      </Link>
      <header className="cover">
        <div className="page-head">
          <h1>
            {t.planTitle} {textOfInstant(task.asked_at)}
          </h1>
          <TaskMark state={state} />
        </div>
        <p className="faint">
          {task.asked_name} · {t.period} {periodText(t.all, input)}
          {as_of === '' ? '' : ` · ${t.asOf} ${as_of}`}
        </p>
      </header>
      {isOver(state) ? null : (
        <Panel title={t.plan} beside={may('rulebook.write') ? <CancelTask task={task} /> : null}>
          <TaskProgress task={task} />
        </Panel>
      )}
      {state === 'failed' && refusal !== null ? <TaskRefusal refusal={refusal} /> : null}
      {state === 'done' ? <Result task_id={task_id} /> : null}
    </div>
  );
}

function periodText(all: string, input: Readonly<Record<string, unknown>>): string {
  const [from, to] = [textIn(input, 'from'), textIn(input, 'to')];
  return from === '' && to === '' ? all : `${from === '' ? '…' : from} – ${to === '' ? '…' : to}`;
}

function Result({ task_id }: { readonly task_id: string }) {
  const t = useText(rulebookText);
  const plan = useQuery(planQuery(task_id));
  if (plan.isPending) return <Waiting />;
  if (plan.isError) return <Trouble error={plan.error} retry={() => void plan.refetch()} />;
  const { comparison, places } = plan.data;
  const { by_rule, by_institution, by_month } = comparison;
  return (
    <>
      <Totals comparison={comparison} />
      <Parts
        title={t.byRule}
        first={t.rule}
        rows={by_rule.map((row) => ({
          ...row,
          key: row.rule_code,
          name: (
            <>
              {row.rule_name} {row.rule_code === row.rule_name ? null : <span className="code">{row.rule_code}</span>}
            </>
          ),
        }))}
      />
      <Parts
        title={t.byInstitution}
        first={t.institution}
        rows={by_institution.map((row) => ({
          ...row,
          key: row.fixmedins_code,
          name: (
            <>
              {places[row.fixmedins_code] ?? ''} <span className="code">{row.fixmedins_code}</span>
            </>
          ),
        }))}
      />
      <Parts
        title={t.byMonth}
        first={t.month}
        rows={by_month.map((row) => ({ ...row, key: row.month, name: row.month }))}
      />
      <Samples plan={plan.data} />
    </>
  );
}

function Totals({ comparison }: { readonly comparison: Comparison }) {
  const t = useText(rulebookText);
  const { before, after, appear, appear_fen, vanish, vanish_fen, changed, changed_fen, by_institution } = comparison;
  const figures: readonly (readonly [string, string, string])[] = [
    [t.appear, countText(appear), yuan(appear_fen)],
    [t.vanish, countText(vanish), yuan(vanish_fen)],
    [t.changed, countText(changed), signed(changed_fen)],
    [t.institutions, countText(by_institution.length), ''],
    [t.net, signed(after.net_fen - before.net_fen), ''],
    [t.before, t.findings(before.findings), yuan(before.net_fen)],
    [t.after, t.findings(after.findings), yuan(after.net_fen)],
  ];
  return (
    <Panel title={t.totals}>
      <dl className="plan-totals">
        {figures.map(([name, value, under]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{value}</dd>
            <dd className="figures faint">{under}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const signed = (fen: number): string => `${fen === 0 ? '' : fen < 0 ? '−' : '+'}${yuan(Math.abs(fen))}`;

interface PartsProps {
  readonly title: string;
  readonly first: string;
  readonly rows: readonly (Difference & { readonly key: string; readonly name: ReactNode })[];
}

function Parts({ title, first, rows }: PartsProps) {
  const t = useText(rulebookText);
  const of = (what: string): string => `${what} · ${t.fen}`;
  return (
    <Panel title={title} beside={<span className="faint figures">{rows.length}</span>} flush>
      <FigureTable
        caption={title}
        columns={[first, t.appear, of(t.appear), t.vanish, of(t.vanish), t.changed, of(t.changed)]}
        empty={t.noDifference}
        rows={rows.map((row) => ({
          key: row.key,
          cells: [
            row.name,
            countText(row.appear),
            yuan(row.appear_fen),
            countText(row.vanish),
            yuan(row.vanish_fen),
            countText(row.changed),
            signed(row.changed_fen),
          ],
        }))}
      />
    </Panel>
  );
}

const TONES = { appear: 'green', vanish: 'red', changed: 'amber' } as const;

function Samples({ plan: { comparison, known, places } }: { readonly plan: PlanResult }) {
  const t = useText(rulebookText);
  const may = useMay();
  if (comparison.samples.length === 0) return null;
  return (
    <Panel title={t.samples} flush>
      <ul className="rows sample-rows">
        {comparison.samples.map(
          ({ change, finding_id, rule_code, fixmedins_code, service_date, amount_fen, message }) => (
            <li key={finding_id}>
              <Mark tone={TONES[change]}>{t[change]}</Mark>
              <div className="class-name">
                <span>{message}</span>
                <span className="faint">
                  {places[fixmedins_code] ?? fixmedins_code} · <span className="figures">{service_date}</span> ·{' '}
                  <span className="code">{rule_code}</span>
                  {known.includes(finding_id) && may('finding.read') ? (
                    <>
                      {' · '}
                      <Link to="/findings" search={{ fixmedins_code, rule_code }}>
                        {t.toFindings}
                      </Link>
                    </>
                  ) : null}
                </span>
              </div>
              <span className="money">{yuan(amount_fen)}</span>
            </li>
          ),
        )}
      </ul>
    </Panel>
  );
}
