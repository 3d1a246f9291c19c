/** Starts an audit run over the lake. */
import { useState } from 'react';
import { Button, Checkbox } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useText } from '../language/language.tsx';
import { DayField } from '../matters/day-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import type { TaskView } from './answers.ts';
import { tasksText } from './text.ts';

export function RunForm() {
  const t = useText(tasksText);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [idOf] = useState(requestIds);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [whole, setWhole] = useState(false);
  const start = useMutation({
    mutationFn: () => {
      const wanted = { from: from ?? null, to: to ?? null, whole };
      return ask<TaskView>('POST', '/api/runs', { task_id: idOf(wanted), ...wanted });
    },
    onSuccess: async ({ task_id }) => {
      await queries.invalidateQueries({ queryKey: ['tasks', 'run'] });
      await navigate({ to: '/runs/$task_id', params: { task_id } });
    },
  });
  return (
    <Panel title={t.newRun}>
      {start.error instanceof Refused ? <RefusedAlert error={start.error} /> : null}
      <div className="fields spaced">
        <label>
          <span>
            {t.period} {t.from}
          </span>
          <DayField value={from} onChange={setFrom} />
        </label>
        <label>
          <span>
            {t.period} {t.to}
          </span>
          <DayField value={to} onChange={setTo} {...(from === undefined ? {} : { earliest: from })} />
        </label>
        <p className="hint field-wide">{t.periodHint}</p>
      </div>
      <Checkbox checked={whole} onChange={({ target }) => setWhole(target.checked)}>
        {t.whole}
      </Checkbox>
      <p className="hint task-note">{t.wholeHint}</p>
      <Button type="primary" block loading={start.isPending} onClick={() => start.mutate()}>
        {t.startRun}
      </Button>
    </Panel>
  );
}
