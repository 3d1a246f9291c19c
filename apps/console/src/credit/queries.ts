import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import type { EntryRow, PersonPoints, PointsPerson } from './answers.ts';

/** A code stands in no address: it is sent in the body, and kept by the page alone. */
export function pointsQuery(year: number, code: string, fixmedins_code?: string) {
  return queryOptions({
    queryKey: ['points', year, code, fixmedins_code],
    queryFn: () =>
      code === ''
        ? ask<PointsPerson[]>('GET', address('/api/points', { year, fixmedins_code }))
        : ask<PointsPerson[]>('POST', '/api/points/search', { year, code, fixmedins_code }),
  });
}

export function personQuery(person_id: string, year: number) {
  return queryOptions({
    queryKey: ['points', 'person', person_id, year],
    queryFn: () => ask<PersonPoints>('GET', `/api/points/persons/${encodeURIComponent(person_id)}?year=${year}`),
  });
}

export function entriesQuery(code: string) {
  return queryOptions({
    queryKey: ['credit', code],
    queryFn: () =>
      code === '' ? ask<EntryRow[]>('GET', '/api/credit') : ask<EntryRow[]>('POST', '/api/credit/search', { code }),
  });
}
