import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { list } from '../http/list.ts';
import { scopeOf } from '../rights/caller.ts';
import { verifyLog } from './log.ts';

const verdict = z.object({
  ok: z.boolean(),
  entries: z.int(),
  head: z.object({ seq: z.int(), digest: z.string() }),
  backwards: list(z.int()),
  seq: z.int().optional(),
  fault: z.string().optional(),
});

/** Whether the log of who saw and did what still holds. */
export function logRoutes(app: App, { db }: Services): void {
  app.get('/api/log/verdict', { schema: { response: { 200: verdict } } }, async ({ asking }) => {
    scopeOf(asking.caller, 'log.read');
    const found = await verifyLog(db);
    return found;
  });
}
