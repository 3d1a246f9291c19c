import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import type { InboxFolder, TaskKind, TaskState, TaskView } from './answers.ts';

/** Where a kind lives, on the server and in the console. */
export const PATHS = { import: '/imports', run: '/runs', plan: '/rulebook/plans' } as const satisfies Record<
  TaskKind,
  string
>;

const PAGE = 50;
/** How often is asked where nothing is told by the server itself. */
const POLL_MS = 3_000;

export function isOver(state: TaskState): boolean {
  return state !== 'queued' && state !== 'running';
}

/** The newest first; asked again while one of them goes on. */
export function tasksQuery(kind: TaskKind) {
  return infiniteQueryOptions({
    queryKey: ['tasks', kind],
    initialPageParam: '',
    queryFn: ({ pageParam: before }) => ask<TaskView[]>('GET', address(`/api${PATHS[kind]}`, { before, limit: PAGE })),
    getNextPageParam: (rows): string | undefined => (rows.length < PAGE ? undefined : rows.at(-1)?.asked_at),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.flat().some(({ state }) => !isOver(state)) === true ? POLL_MS : false,
  });
}

export function taskQuery(kind: TaskKind, task_id: string) {
  return queryOptions({
    queryKey: ['task', task_id],
    queryFn: () => ask<TaskView>('GET', `/api${PATHS[kind]}/${encodeURIComponent(task_id)}`),
  });
}

export const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: () => ask<InboxFolder[]>('GET', '/api/inbox'),
});
