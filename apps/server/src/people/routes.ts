import { DUTIES } from '@shouhu/procedure';
import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { listColleagues } from './people.ts';

const colleague = z.object({ id: z.string(), name: z.string(), duties: list(z.enum(Object.keys(DUTIES))) });

/** Whom work can be given to. */
export function peopleRoutes(app: App, { db }: Services): void {
  app.get('/api/people', { schema: { response: { 200: list(colleague) } } }, async ({ asking }) =>
    listColleagues(db, asking.caller),
  );
}
