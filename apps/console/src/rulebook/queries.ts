import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { isOver } from '../tasks/queries.ts';
import type {
  Checked,
  ClassRow,
  DraftRow,
  DraftView,
  Files,
  PlanResult,
  PlanRow,
  Sheet,
  Table,
  VersionsView,
} from './answers.ts';

const KEY = 'rulebook';
/** While a plan goes on. */
const POLL_MS = 3_000;

export const tablesQuery = queryOptions({
  queryKey: [KEY, 'tables'],
  queryFn: () => ask<Table[]>('GET', '/api/rulebook/tables'),
  staleTime: Infinity,
});

export const classesQuery = queryOptions({
  queryKey: [KEY, 'classes'],
  queryFn: () => ask<ClassRow[]>('GET', '/api/rulebook/classes'),
});

export const draftsQuery = queryOptions({
  queryKey: [KEY, 'drafts'],
  queryFn: () => ask<DraftRow[]>('GET', '/api/rulebook/drafts'),
});

export const versionsQuery = queryOptions({
  queryKey: [KEY, 'versions'],
  queryFn: () => ask<VersionsView>('GET', '/api/rulebook/versions'),
});

export function sheetQuery(code: string, q: string) {
  return queryOptions({
    queryKey: [KEY, 'class', code, q],
    queryFn: () => ask<Sheet>('GET', address(`/api/rulebook/classes/${encodeURIComponent(code)}`, { q })),
    placeholderData: (before) => before,
  });
}

export function draftQuery(draft_id: string) {
  return queryOptions({
    queryKey: [KEY, 'draft', draft_id],
    queryFn: () => ask<DraftView>('GET', `/api/rulebook/drafts/${draft_id}`),
  });
}

export function plansQuery(draft_id: string) {
  return queryOptions({
    queryKey: [KEY, 'plans', draft_id],
    queryFn: () => ask<PlanRow[]>('GET', `/api/rulebook/drafts/${draft_id}/plans`),
    refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => !isOver(state)) === true ? POLL_MS : false),
  });
}

export function planQuery(task_id: string) {
  return queryOptions({
    queryKey: [KEY, 'plan', task_id],
    queryFn: () => ask<PlanResult>('GET', `/api/rulebook/plans/${task_id}/result`),
    staleTime: Infinity,
  });
}

export function checkQuery(files: Files) {
  return queryOptions({
    queryKey: [KEY, 'check', files],
    queryFn: () => ask<Checked>('POST', '/api/rulebook/check', { files }),
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
}
