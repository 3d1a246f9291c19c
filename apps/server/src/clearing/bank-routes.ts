import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { decideAccount, listAccounts, proposeAccount } from './banks.ts';

const done = z.object({ done: z.literal(true) });
const bankAccount = z.object({
  account_id: z.string(),
  fixmedins_code: z.string(),
  begndate: z.string(),
  bank: z.string(),
  holder: z.string(),
  tail: z.string(),
  made_by: z.string(),
  state: z.enum(['proposed', 'confirmed', 'dropped']),
  decided_by: z.string().nullable(),
});

/** Accounts at banks that institutions are paid to. */
export function bankRoutes(app: App, services: Services): void {
  const params = z.object({ fixmedins_code: z.string().max(30) });
  const url = '/api/institutions/:fixmedins_code/accounts';
  app.get(
    url,
    { schema: { params, response: { 200: list(bankAccount) } } },
    async ({ params: { fixmedins_code }, asking }) => listAccounts(services.db, asking, fixmedins_code),
  );
  const words = z.string().trim().min(2).max(100);
  const body = z.object({
    account_id: z.uuid(),
    begndate: z.iso.date(),
    bank: words,
    holder: words,
    account_no: z.string().regex(/^\d{8,30}$/),
  });
  app.post(
    url,
    { schema: { params, body, response: { 200: bankAccount } } },
    async ({ params: named, body: wanted, asking }) => proposeAccount(services, asking, { ...named, ...wanted }),
  );
  app.post(
    '/api/accounts/:account_id/decision',
    {
      schema: {
        params: z.object({ account_id: z.uuid() }),
        body: z.object({ confirm: z.boolean() }),
        response: { 200: done },
      },
    },
    async ({ params: { account_id }, body: { confirm }, asking }) => {
      await decideAccount(services.db, asking, { account_id, confirm });
      return { done: true as const };
    },
  );
}
