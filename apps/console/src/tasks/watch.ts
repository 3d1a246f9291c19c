import { useEffect, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { TaskKind, TaskView } from './answers.ts';
import { isOver, PATHS, taskQuery } from './queries.ts';

const POLL_MS = 2_000;

/** A task as it goes on: told by the server, or asked for where a proxy keeps that from us. */
export function useTask(kind: TaskKind, task_id: string) {
  const queries = useQueryClient();
  const [told, setTold] = useState(false);
  const task = useQuery({ ...taskQuery(kind, task_id), refetchInterval: told ? false : POLL_MS });
  const goesOn = task.data !== undefined && !isOver(task.data.state);
  const known = task.data?.state;
  useEffect(() => {
    if (!goesOn) return;
    const source = new EventSource(`/api${PATHS[kind]}/${task_id}/events`);
    source.addEventListener('open', () => setTold(true));
    source.addEventListener('error', () => setTold(false));
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const view: TaskView = JSON.parse(data);
      queries.setQueryData(taskQuery(kind, task_id).queryKey, view);
      if (isOver(view.state)) source.close();
    });
    return () => source.close();
  }, [goesOn, kind, task_id, queries]);
  useEffect(() => {
    if (known !== undefined && isOver(known)) void queries.invalidateQueries({ queryKey: ['tasks', kind] });
  }, [known, kind, queries]);
  return task;
}
