import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { FreezeRow, WalletRules } from './answers.ts';

/** What is frozen, the latest first. */
export const freezesQuery = queryOptions({
  queryKey: ['freezes'],
  queryFn: () => ask<FreezeRow[]>('GET', '/api/wallets/freezes'),
});

/** By the day from which they hold, the latest first. */
export const rulesQuery = queryOptions({
  queryKey: ['wallet rules'],
  queryFn: () => ask<WalletRules[]>('GET', '/api/wallets/rules'),
});
