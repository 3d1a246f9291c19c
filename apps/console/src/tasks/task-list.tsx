/** Imports, or runs: what was started, by whom, what came of it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { textOfInstant } from '../format/instant.ts';
import { yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { isFromTerminal, isKnown, numberOf, textIn } from './answers.ts';
import type { TaskView } from './answers.ts';
import { ImportForm } from './import-form.tsx';
import { countText, TaskMark } from './parts.tsx';
import { tasksQuery } from './queries.ts';
import { RunForm } from './run-form.tsx';
import { stageText, tasksText } from './text.ts';
import './tasks.css';

/** 数据导入. */
export function ImportsPage() {
  return <TaskList kind="import" />;
}

/** 稽核运行. */
export function RunsPage() {
  return <TaskList kind="run" />;
}

function TaskList({ kind }: { readonly kind: 'import' | 'run' }) {
  const t = useText(tasksText);
  const may = useMay();
  if (!may(`${kind}.read`)) return <NoRight />;
  const isImport = kind === 'import';
  const form = isImport ? <ImportForm /> : <RunForm />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{isImport ? t.imports : t.runs}</h1>
        <p className="hint">{isImport ? t.importsHint : t.runsHint}</p>
      </div>
      <div className="columns task-columns">
        <div className="column-main">
          <Tasks kind={kind} />
        </div>
        {may(`${kind}.start`) ? <div className="column-side">{form}</div> : null}
      </div>
    </div>
  );
}

function Tasks({ kind }: { readonly kind: 'import' | 'run' }) {
  const t = useText(tasksText);
  const tasks = useInfiniteQuery(tasksQuery(kind));
  const rows = tasks.data?.pages.flat() ?? [];
  return (
    <Panel title={kind === 'import' ? t.importsDone : t.runsDone} flush>
      <Listed
        query={tasks}
        count={rows.length}
        empty={{ title: t.empty, hint: kind === 'import' ? t.emptyImport : t.emptyRun }}
        within
      >
        <ul className="rows">
          {rows.map((task) => (
            <TaskRow key={task.task_id} task={task} />
          ))}
        </ul>
      </Listed>
    </Panel>
  );
}

function TaskRow({ task }: { readonly task: TaskView }) {
  const t = useText(tasksText);
  const { kind, task_id, asked_name, asked_at, state } = task;
  return (
    <li>
      <div className="matter-name">
        <Link to={kind === 'import' ? '/imports/$task_id' : '/runs/$task_id'} params={{ task_id }}>
          {textOfInstant(asked_at)} <Source task={task} />
        </Link>
        <span className="cell-sub">
          {isFromTerminal(task) ? t.byTerminal : asked_name} · <Outcome task={task} />
        </span>
      </div>
      <span>
        {isFromTerminal(task) ? <Mark tone="quiet">{t.terminal}</Mark> : null} <TaskMark state={state} />
      </span>
    </li>
  );
}

/** What a task was started over. */
export function Source({ task: { kind, input } }: { readonly task: TaskView }) {
  const t = useText(tasksText);
  if (kind === 'run') {
    const [from, to] = [textIn(input, 'from'), textIn(input, 'to')];
    return from === '' && to === '' ? t.all : t.dates(from, to);
  }
  const source = input['from'];
  if (typeof source !== 'object' || source === null) return null;
  if ('folder' in source) return t.ofFolder(String(source.folder));
  return t.files('files' in source && Array.isArray(source.files) ? source.files.length : 0);
}

function Outcome({ task: { kind, state, stage, refusal, result } }: { readonly task: TaskView }) {
  const t = useText(tasksText);
  const { language } = useLanguage();
  if (state === 'queued' || state === 'running') return stageText(t.stages, stage);
  if (state === 'failed') return textIn(refusal, language);
  if (state === 'cancelled') return t.cancelled;
  if (kind === 'import' && result?.['changed'] === false) return t.unchanged;
  const of = (name: string): number => numberOf(result, name);
  if (kind === 'import') return `${t.rows} ${countText(of('rows'))} · ${t.rejected} ${countText(of('rejected'))}`;
  const leads = `${t.leads} ${countText(of('leads'))}`;
  return isKnown(result, 'expected_fen') ? `${leads} · ${t.expected} ${yuan(of('expected_fen'))}` : leads;
}
