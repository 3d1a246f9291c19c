import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { Answer, Visit } from '../campaigns/answers.ts';
import { remembered } from '../session/remembered.ts';
import type { Queued } from './queue.ts';

/** The inspections that a person carries out, taken along with their forms. */
export function visitsQuery(person: string) {
  return queryOptions({
    queryKey: ['visits', person],
    queryFn: () => remembered(`visits ${person}`, () => ask<Visit[]>('GET', '/api/inspections')),
    networkMode: 'always',
    retry: false,
  });
}

/** The answer to an item as this person sees it: their own that is on its way, else the server's. */
export function answerTo(visit: Visit, entries: readonly Queued[], item_id: string): Answer | undefined {
  return (
    entries.findLast((each) => each.matter_id === visit.matter_id && each.answer.item_id === item_id)?.answer ??
    visit.answers.find((each) => each.item_id === item_id)
  );
}

/** While officers fill in (apps/server/src/campaigns/answers.ts). */
export function isOpen({ state }: Visit): boolean {
  return state === 'inspecting' || state === 'recorded';
}
