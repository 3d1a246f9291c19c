import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** The rows of a query as one value of JSON, so that a statement brings several lists. */
export const jsonRows = (query: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(SELECT coalesce(json_agg(each), '[]') FROM (${query}) each)`;
