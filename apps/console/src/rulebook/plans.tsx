/** Plans of a draft: started over a period, or as a backtest by the lists of a day; and what each of them found. */
import { useRef, useState } from 'react';
import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { DayField } from '../matters/day-field.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { numberOf } from '../tasks/answers.ts';
import type { TaskView } from '../tasks/answers.ts';
import { countText, TaskMark } from '../tasks/parts.tsx';
import type { DraftView, PlanRow } from './answers.ts';
import { plansQuery } from './queries.ts';
import { rulebookText } from './text.ts';

export function Plans({ draft }: { readonly draft: DraftView }) {
  const may = useMay();
  const t = useText(rulebookText);
  const plans = useQuery(plansQuery(draft.draft_id));
  if (plans.isPending) return <Waiting />;
  if (plans.isError) return <Trouble error={plans.error} retry={() => void plans.refetch()} />;
  return (
    <>
      {may('rulebook.write') ? <PlanForm draft={draft} known={plans.data.length} /> : null}
      {plans.data.length === 0 ? (
        <p className="panel padded faint">{t.noPlans}</p>
      ) : (
        <ul className="rows panel plan-rows">
          {plans.data.map((row) => (
            <PlanItem key={row.task_id} row={row} />
          ))}
        </ul>
      )}
    </>
  );
}

function PlanForm({ draft: { draft_id, digest, base }, known }: { readonly draft: DraftView; readonly known: number }) {
  const t = useText(rulebookText);
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const [days, setDays] = useState<Partial<Record<'from' | 'to' | 'as_of', string | undefined>>>({});
  const start = useMutation({
    mutationFn: async () => {
      const given = (day: string | undefined): string | null => day ?? null;
      const wanted = { draft_id, from: given(days.from), to: given(days.to), as_of: given(days.as_of) };
      // The same content may be planned again: the number of plans that are known tells a repeat from another one.
      const task_id = ids.current({ ...wanted, digest, base: base.digest, known });
      return ask<TaskView>('POST', '/api/rulebook/plans', { task_id, ...wanted });
    },
    onSuccess: async () => queries.invalidateQueries({ queryKey: plansQuery(draft_id).queryKey }),
  });
  return (
    <Panel title={t.plan}>
      {start.error instanceof Refused ? <RefusedAlert error={start.error} /> : null}
      <p className="hint spaced">{t.planHint}</p>
      <div className="plan-form">
        {(['from', 'to', 'as_of'] as const).map((name) => (
          <label key={name}>
            <span>{name === 'as_of' ? t.asOf : t[name]}</span>
            <DayField value={days[name]} onChange={(day) => setDays({ ...days, [name]: day })} />
          </label>
        ))}
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
          {t.startPlan}
        </Button>
      </div>
    </Panel>
  );
}

function PlanItem({ row }: { readonly row: PlanRow }) {
  const t = useText(rulebookText);
  const { task_id, purpose, state, asked_at, asked_name, revision, from, to, as_of, counts, result } = row;
  const period = from === null && to === null ? t.all : `${from ?? '…'} – ${to ?? '…'}`;
  return (
    <li>
      <div className="class-name">
        <Link to="/rulebook/plans/$task_id" params={{ task_id }}>
          {t.purposes[purpose]} {textOfInstant(asked_at)}
        </Link>
        <span className="faint">
          {asked_name} · {t.revision} {revision} · {t.period} {period}
          {as_of === null ? '' : ` · ${t.asOf} ${as_of}`}
        </span>
      </div>
      <span>
        <TaskMark state={state} />{' '}
        {state === 'done' && purpose === 'plan' ? (
          <Mark tone={counts ? 'green' : 'quiet'}>{counts ? t.counts : t.stale}</Mark>
        ) : null}
      </span>
      <span className="figures">
        {result === null
          ? ''
          : `${t.appear} ${countText(numberOf(result, 'appear'))} · ${t.vanish} ${countText(numberOf(result, 'vanish'))} · ${t.changed} ${countText(numberOf(result, 'changed'))}`}
      </span>
    </li>
  );
}
