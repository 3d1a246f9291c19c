/** What pages of tasks are made of. */
import { useState } from 'react';
import { Alert, Button, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused, refusedOf, unreachable } from '../api/ask.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { textIn } from './answers.ts';
import type { TaskState, TaskView } from './answers.ts';
import { isOver, PATHS, taskQuery } from './queries.ts';
import { stageText, tasksText } from './text.ts';

const TONES: Readonly<Record<TaskState, Tone>> = {
  queued: 'quiet',
  running: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'amber',
};

export function TaskMark({ state }: { readonly state: TaskState }) {
  return <Mark tone={TONES[state]}>{useText(tasksText).states[state]}</Mark>;
}

/** Where a task is: its stage, its step, and a bar that knows its end only where the work does. */
export function TaskProgress({ task }: { readonly task: TaskView }) {
  const t = useText(tasksText);
  const { stage, step, done, total, cancelling } = task;
  const words = cancelling ? t.cancelling : stageText(t.stages, stage);
  return (
    <div className="task-progress" role="status">
      <progress aria-label={t.progress} {...(total === null ? {} : { value: done, max: total })} />
      <p>
        <strong>{words}</strong>{' '}
        <span className="faint figures">{[step, done > 0 ? countText(done) : ''].join(' ')}</span>
      </p>
    </div>
  );
}

/** A number as people read it. */
export function countText(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const at = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1_024 ** at).toFixed(1))} ${units[at] ?? ''}`;
}

/** Stops a task, after a question. */
export function CancelTask({ task }: { readonly task: TaskView }) {
  const t = useText(tasksText);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { kind, task_id, state, cancelling } = task;
  const cancel = useMutation({
    mutationFn: () => ask<TaskView>('POST', `/api${PATHS[kind]}/${task_id}/cancel`),
    onSuccess: (view) => {
      queries.setQueryData(taskQuery(kind, task_id).queryKey, view);
      setAsking(false);
    },
  });
  if (isOver(state)) return null;
  return (
    <>
      <Button danger disabled={cancelling} onClick={() => setAsking(true)}>
        {cancelling ? t.cancelling : t.cancel}
      </Button>
      {asking ? (
        <Dialog title={t.cancelTitle} onClose={() => setAsking(false)}>
          {cancel.error instanceof Refused ? <RefusedAlert error={cancel.error} /> : null}
          <p className="spaced">{kind === 'import' ? t.cancelImport : t.cancelRun}</p>
          <div className="step-acts">
            <Button danger type="primary" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t.cancel}
            </Button>
            <Button onClick={() => setAsking(false)}>{t.keep}</Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

/** Why a task failed, in the words of the catalogue. */
export function TaskRefusal({ refusal }: { readonly refusal: Readonly<Record<string, unknown>> }) {
  const { language } = useLanguage();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={textIn(refusal, language)}
      description={
        <>
          {textIn(refusal, `fix_${language}`)} <span className="code">{textIn(refusal, 'code')}</span>
        </>
      }
    />
  );
}

interface DownloadProps {
  readonly label: string;
  readonly path: string;
  readonly file: string;
}

/** Takes a file away, for a purpose that is logged. */
export function PurposeDownload({ label, path, file }: DownloadProps) {
  const t = useText(tasksText);
  const [asking, setAsking] = useState(false);
  const take = useMutation({
    mutationFn: async (purpose: string) => saveAs(`${path}?purpose=${encodeURIComponent(purpose)}`, file),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{label}</Button>
      {asking ? (
        <Dialog title={label} onClose={() => setAsking(false)}>
          {take.error instanceof Refused ? <RefusedAlert error={take.error} /> : null}
          <Form
            layout="vertical"
            requiredMark={false}
            onFinish={({ purpose }: { purpose: string }) => take.mutate(purpose)}
          >
            <Form.Item
              name="purpose"
              label={t.purpose}
              extra={t.purposeHint}
              rules={[{ required: true, whitespace: true, min: 2, message: t.purposeHint }]}
            >
              <Input autoFocus maxLength={200} />
            </Form.Item>
            <div className="step-acts">
              <Button type="primary" htmlType="submit" loading={take.isPending}>
                {t.download}
              </Button>
              <Button onClick={() => setAsking(false)}>{t.close}</Button>
            </div>
          </Form>
        </Dialog>
      ) : null}
    </>
  );
}

async function saveAs(path: string, file: string): Promise<void> {
  const response = await fetch(path).catch(() => {
    throw unreachable(0);
  });
  if (!response.ok) throw refusedOf(response.status, await response.json().catch(() => undefined));
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}
