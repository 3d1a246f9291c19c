import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { textOfDay, today } from '../format/day.ts';
import { dayIn } from '../funds/queries.ts';
import { textOf } from '../leads/lead-filter.ts';
import type { Activations, Alarm, By, TerminalRow } from './answers.ts';

type Search = Readonly<Record<string, unknown>>;

export const BY: readonly By[] = ['device', 'place', 'witness'];

export interface ActivationFilter {
  readonly by: By;
  readonly from: string;
  readonly to: string;
}

/** Days before today that are shown unless told. */
const DAYS = 30;

/** By device of the last month where the address says nothing. */
export function activationFilterOf(search: Search): ActivationFilter {
  return {
    by: BY.find((known) => known === search['by']) ?? 'device',
    from: textOfDay(today() - DAYS),
    to: textOfDay(today()),
    ...dayIn('from', search['from']),
    ...dayIn('to', search['to']),
  };
}

/** The most persons first. */
export function activationsQuery(filter: ActivationFilter) {
  return queryOptions({
    queryKey: ['activations', filter],
    queryFn: () => ask<Activations[]>('GET', address('/api/vouchers/activations', { ...filter, limit: 200 })),
  });
}

/** Those that wait first. */
export const alarmsQuery = queryOptions({
  queryKey: ['voucher alarms'],
  queryFn: () => ask<Alarm[]>('GET', '/api/vouchers/alarms'),
});

export interface TerminalFilter {
  readonly fixmedins_code?: string;
}

export const terminalFilterOf = (search: Search): TerminalFilter => textOf('fixmedins_code', search['fixmedins_code']);

export const terminalsPath = (code: string): string => `/api/institutions/${encodeURIComponent(code)}/face-terminals`;

export function terminalsQuery(code: string) {
  return queryOptions({
    queryKey: ['face terminals', code],
    queryFn: () => ask<TerminalRow[]>('GET', terminalsPath(code)),
  });
}
