import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { DrawRow, ExpertRow } from './answers.ts';

export const expertsQuery = queryOptions({
  queryKey: ['experts'],
  queryFn: () => ask<ExpertRow[]>('GET', '/api/experts'),
});

export const drawsQuery = queryOptions({
  queryKey: ['draws'],
  queryFn: () => ask<DrawRow[]>('GET', '/api/draws'),
});
