import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import type { Param } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import type { Count, KeptOfList } from './answers.ts';

export type ListName = 'leads' | 'matters';

/** The filter of a list as it stands in the address. */
export interface ListSearch {
  readonly [name: string]: Param;
}

/** Saved filters and shown columns of a list, of the caller alone. */
export function keptQuery(list: ListName) {
  return queryOptions({
    queryKey: ['kept', list],
    queryFn: () => ask<KeptOfList>('GET', `/api/lists/${list}`),
    staleTime: 300_000,
  });
}

/** How many rows match a filter. */
export function countQuery(list: ListName, filter: Readonly<Record<string, Param>>) {
  return queryOptions({
    queryKey: [list, 'count', filter],
    queryFn: () => ask<Count>('GET', address(`/api/${list}/count`, filter)),
    staleTime: 30_000,
  });
}
