import type { Run } from '../run/open-run.ts';
import type { PageQuality } from './model.ts';

/** The state of the data: how many checks passed, and those that did not. */
export function pageQuality({ quality, rejects }: Run): PageQuality {
  const counted = (status: string): number => quality.filter((check) => check.status === status).length;
  return {
    rejects,
    pass: counted('pass'),
    fail: counted('fail'),
    not_applicable: counted('not applicable'),
    error: counted('error'),
    failed: quality
      .filter(({ status }) => status === 'fail' || status === 'error')
      .map(({ id, table, field, kind, zh, en, numerator, denominator, threshold, status }) => ({
        id,
        table,
        field: field ?? '',
        kind,
        zh,
        en,
        numerator,
        denominator,
        threshold,
        status,
      })),
  };
}
