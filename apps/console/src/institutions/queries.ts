import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import type { Dossier, DossierVerdict, InstitutionRow, InstitutionView } from './answers.ts';

export interface InstitutionFilter {
  readonly search?: string;
  readonly kind?: string;
  readonly may?: string;
}

const PAGE = 200;
/** Entries of a time line read at once. */
const ENTRIES = 100;

const at = (code: string): string => `/api/institutions/${encodeURIComponent(code)}`;

/** By code, page after page. */
export function institutionsQuery(filter: InstitutionFilter) {
  return infiniteQueryOptions({
    queryKey: ['institutions', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      ask<InstitutionRow[]>('GET', address('/api/institutions', { ...filter, after: pageParam, limit: PAGE })),
    getNextPageParam: (rows) => (rows.length < PAGE ? undefined : rows.at(-1)?.fixmedins_code),
  });
}

export function institutionQuery(code: string) {
  return queryOptions({
    queryKey: ['institution', code],
    queryFn: () => ask<InstitutionView>('GET', at(code)),
  });
}

/** The latest entries first. */
export function dossierQuery(code: string, kind: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['institution', code, 'dossier', kind ?? ''],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      ask<Dossier>(
        'GET',
        address(`${at(code)}/dossier`, { kind, before: pageParam === 0 ? undefined : pageParam, limit: ENTRIES }),
      ),
    getNextPageParam: ({ entries }) => (entries.length < ENTRIES ? undefined : entries.at(-1)?.seq),
  });
}

export function verdictQuery(code: string) {
  return queryOptions({
    queryKey: ['institution', code, 'verdict'],
    queryFn: () => ask<DossierVerdict>('GET', `${at(code)}/dossier/verdict`),
  });
}
