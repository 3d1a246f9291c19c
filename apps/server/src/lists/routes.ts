import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { chooseColumns, keptOf, removeFilter, saveFilter } from './kept.ts';

const search = z.record(z.string().max(40), z.string().max(200)).refine((each) => Object.keys(each).length <= 20);
const kept = z.object({
  filters: list(z.object({ filter_id: z.string(), name: z.string(), search })),
  columns: list(z.string()).nullable(),
});
const one = z.object({ list: z.string().regex(/^[a-z-]{1,40}$/) });
const saving = z.object({ filter_id: z.uuid(), name: z.string().trim().min(1).max(40), search });
const choosing = z.object({ columns: z.array(z.string().max(40)).min(1).max(40).nullable() });

/** What everybody keeps of the lists they work with; nobody sees another's. */
export function listRoutes(app: App, { db }: Services): void {
  app.get('/api/lists/:list', { schema: { params: one, response: { 200: kept } } }, async ({ params, asking }) =>
    keptOf(db, asking.caller, params.list),
  );
  app.post(
    '/api/lists/:list/filters',
    { schema: { params: one, body: saving, response: { 200: kept } } },
    async ({ params, body, asking }) => saveFilter(db, asking, { ...params, ...body }),
  );
  app.post(
    '/api/lists/:list/filters/:filter_id/remove',
    { schema: { params: one.extend({ filter_id: z.uuid() }), response: { 200: kept } } },
    async ({ params, asking }) => removeFilter(db, asking, params.list, params.filter_id),
  );
  app.post(
    '/api/lists/:list/columns',
    { schema: { params: one, body: choosing, response: { 200: kept } } },
    async ({ params, body, asking }) => chooseColumns(db, asking, params.list, body.columns),
  );
}
