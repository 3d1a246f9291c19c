import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { AssessmentRow, AssessmentView, PublishedRow } from './answers.ts';

export interface YearFilter {
  readonly year: number;
  readonly grade?: string;
  readonly fixmedins_code?: string;
}

export function assessmentsQuery(year: number) {
  return queryOptions({
    queryKey: ['assessments', year],
    queryFn: () => ask<AssessmentRow[]>('GET', `/api/assessments?year=${year}`),
  });
}

/** What was published, for those who may see no more. */
export function publishedQuery(year: number) {
  return queryOptions({
    queryKey: ['assessments', 'published', year],
    queryFn: () => ask<PublishedRow[]>('GET', `/api/assessments/published?year=${year}`),
  });
}

/** @param version of its matter: what a step changes in the course it may change in the score */
export function assessmentQuery(matter_id: string, version: number) {
  return queryOptions({
    queryKey: ['assessment', matter_id, version],
    queryFn: () => ask<AssessmentView>('GET', `/api/assessments/${encodeURIComponent(matter_id)}`),
  });
}
