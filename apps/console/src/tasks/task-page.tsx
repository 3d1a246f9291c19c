/** One import, or one run: where it is, how it ended, what came of it. */
import type { ReactNode } from 'react';
import { Button } from 'antd';
import { Link, useParams } from '@tanstack/react-router';
import { reasons } from '@shouhu/errors';
import { textOfInstant } from '../format/instant.ts';
import { yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { isFromTerminal, isKnown, numberOf, textIn } from './answers.ts';
import type { TaskView } from './answers.ts';
import { CancelTask, countText, PurposeDownload, TaskMark, TaskProgress, TaskRefusal } from './parts.tsx';
import { isOver } from './queries.ts';
import { Source } from './task-list.tsx';
import { tasksText } from './text.ts';
import { useTask } from './watch.ts';
import './tasks.css';

export function ImportPage() {
  const { task_id } = useParams({ from: '/imports/$task_id' });
  return <TaskPage key={task_id} kind="import" task_id={task_id} />;
}

export function RunPage() {
  const { task_id } = useParams({ from: '/runs/$task_id' });
  return <TaskPage key={task_id} kind="run" task_id={task_id} />;
}

interface Props {
  readonly kind: 'import' | 'run';
  readonly task_id: string;
}

function TaskPage(props: Props) {
  return useMay()(`${props.kind}.read`) ? <Shown {...props} /> : <NoRight />;
}

function Shown({ kind, task_id }: Props) {
  const t = useText(tasksText);
  const may = useMay();
  const { data: task, error, isPending, refetch } = useTask(kind, task_id);
  if (isPending) return <Waiting />;
  if (task === undefined) return error === null ? null : <Trouble error={error} retry={() => void refetch()} />;
  const { state, refusal } = task;
  return (
    <div className="page task-page">
      <Link className="back" to={kind === 'import' ? '/imports' : '/runs'}>
        {kind === 'import' ? t.backImports : t.backRuns}
      </Link>
      <header className="cover">
        <div className="page-head">
          <h1>
            {kind === 'import' ? t.imports : t.runs} {textOfInstant(task.asked_at)}
          </h1>
          {isFromTerminal(task) ? <Mark tone="quiet">{t.terminal}</Mark> : null}
          <TaskMark state={state} />
        </div>
        <dl className="cover-facts">
          <Fact name={kind === 'import' ? t.source : t.period}>
            <Source task={task} />
          </Fact>
          <Fact name={t.asked}>{isFromTerminal(task) ? t.byTerminal : task.asked_name}</Fact>
          <Took task={task} />
        </dl>
      </header>
      {isOver(state) ? null : (
        <Panel title={t.progress} beside={may(`${kind}.start`) ? <CancelTask task={task} /> : null}>
          <TaskProgress task={task} />
        </Panel>
      )}
      {state === 'failed' && refusal !== null ? <TaskRefusal refusal={refusal} /> : null}
      {state === 'cancelled' ? <p className="panel padded">{t.cancelled}</p> : null}
      {state === 'done' && kind === 'run' ? <RunResult task={task} /> : null}
      {kind === 'import' && isOver(state) ? <ImportResult task={task} /> : null}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Took({ task: { started_at, ended_at } }: { readonly task: TaskView }) {
  const t = useText(tasksText);
  if (started_at === null || ended_at === null) return null;
  const seconds = Math.max(0, Math.round((Date.parse(ended_at) - Date.parse(started_at)) / 1_000));
  return <Fact name={t.took}>{t.seconds(seconds)}</Fact>;
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}

function ImportResult({ task: { task_id, state, result, refusal } }: { readonly task: TaskView }) {
  const t = useText(tasksText);
  const isShort = /^SH-(?:I02[12]|J01[67])$/.test(textIn(refusal, 'code'));
  const rejects =
    result?.['rejects'] === true || isShort ? (
      <PurposeDownload label={t.rejects} path={`/api/imports/${task_id}/rejects`} file="rejects.jsonl" />
    ) : null;
  if (state !== 'done') return rejects === null ? null : <p className="task-after">{rejects}</p>;
  return (
    <>
      <Panel title={t.result} beside={rejects}>
        {result?.['changed'] === false ? <p className="spaced">{t.unchanged}</p> : null}
        <dl className="task-figures">
          <Figure name={t.rows}>{countText(numberOf(result, 'rows'))}</Figure>
          <Figure name={t.rejected}>{countText(numberOf(result, 'rejected'))}</Figure>
          <Figure name={t.generation}>{numberOf(result, 'generation')}</Figure>
        </dl>
      </Panel>
      <Notices notices={result?.['notices']} />
    </>
  );
}

const texts: Readonly<Record<string, Readonly<Record<'zh' | 'en', string>>>> = reasons;

/** What the import noticed about the data, in the words of the catalogue. */
function Notices({ notices }: { readonly notices: unknown }) {
  const t = useText(tasksText);
  const { language } = useLanguage();
  if (!Array.isArray(notices) || notices.length === 0) return null;
  const rows: readonly Readonly<Record<string, unknown>>[] = notices;
  return (
    <Panel title={t.notices} flush>
      <table className="table">
        <thead>
          <tr>
            <th>{t.what}</th>
            <th className="right">{t.count}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((notice) => (
            <tr key={JSON.stringify(notice)}>
              <td>
                <span className="code">{textIn(notice, 'code')}</span>{' '}
                {(texts[textIn(notice, 'code')]?.[language] ?? '').replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
                  textIn(notice, name),
                )}
              </td>
              <td className="right figures">{countText(numberOf(notice, 'count'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function RunResult({ task }: { readonly task: TaskView }) {
  const { task_id, result } = task;
  const t = useText(tasksText);
  const may = useMay();
  const of = (name: string): number => numberOf(result, name);
  const figures = [
    ['lines', t.lines, countText],
    ['findings', t.findings, countText],
    ['cannot_decide', t.undecided, countText],
    ['leads', t.leads, countText],
    ['amount_fen', t.amount, yuan],
    ['expected_fen', t.expected, yuan],
  ] as const;
  const document = (name: string): string => `/api/runs/${task_id}/files/${name}`;
  const toLeads = may('lead.read') ? (
    <Link to="/leads">
      <Button tabIndex={-1}>{t.toLeads}</Button>
    </Link>
  ) : null;
  return (
    <>
      <Panel title={t.result} beside={toLeads}>
        <dl className="task-figures">
          {figures
            .filter(([key]) => isKnown(result, key))
            .map(([key, name, text]) => (
              <Figure key={key} name={name}>
                {text(of(key))}
              </Figure>
            ))}
        </dl>
        <p className="hint">{t.leadsAfter(of('added'), of('changed'), of('withdrawn'))}</p>
        <p className="hint">
          {t.snapshot} <span className="code">{textIn(result, 'snapshot')}</span>
        </p>
      </Panel>
      {isFromTerminal(task) ? <p className="panel padded">{t.terminalFiles}</p> : null}
      {may('run.download') && !isFromTerminal(task) ? (
        <Panel title={t.documents}>
          <div className="joined">
            <PurposeDownload label={t.report} path={document('report')} file="report.html" />
            <PurposeDownload label={t.paper} path={document('paper')} file="working-paper.xlsx" />
          </div>
        </Panel>
      ) : null}
    </>
  );
}
