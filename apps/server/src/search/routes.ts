import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { searchAll } from './search.ts';

const found = z.object({
  institutions: list(z.object({ fixmedins_code: z.string(), fixmedins_name: z.string() })),
  leads: list(
    z.object({
      lead_id: z.string(),
      title: z.string(),
      title_en: z.string(),
      message: z.string(),
      expected_fen: z.int(),
    }),
  ),
  matters: list(
    z.object({ matter_id: z.string(), procedure: z.string(), state: z.string(), fixmedins_name: z.string() }),
  ),
});

/** Search across everything, for everybody: each finds what is theirs. */
export function searchRoutes(app: App, { db }: Services): void {
  const query = z.object({ q: z.string().trim().min(2).max(60) });
  app.get(
    '/api/search',
    { schema: { querystring: query, response: { 200: found } } },
    async ({ query: { q }, asking }) => searchAll(db, asking.caller, q),
  );
}
