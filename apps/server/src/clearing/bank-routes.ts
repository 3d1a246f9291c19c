import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { purpose } from '../persons/purpose.ts';
import { decideAccount, listAccounts, proposeAccount, revealAccount } from './banks.ts';

const code = z.string().max(30);
const state = z.enum(['proposed', 'confirmed', 'dropped']);
const bankAccount = z.object({
  account_id: z.string(),
  fixmedins_code: z.string(),
  begndate: z.string(),
  bank: z.string(),
  holder: z.string(),
  tail: z.string(),
  made_by: z.string(),
  state,
  decided_by: z.string().nullable(),
});
const filter = z.object({
  fixmedins_code: code.optional(),
  state: state.optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const words = z.string().trim().min(2).max(100);
const proposing = z.object({
  account_id: z.uuid(),
  fixmedins_code: code,
  begndate: z.iso.date(),
  bank: words,
  holder: words,
  account_no: z.string().regex(/^\d{8,30}$/),
});

/** Accounts at banks that institutions are paid to. */
export function bankRoutes(app: App, services: Services): void {
  const url = '/api/clearing/accounts';
  const params = z.object({ account_id: z.uuid() });
  const listed = list(bankAccount.extend({ fixmedins_name: z.string() }));
  app.get(url, { schema: { querystring: filter, response: { 200: listed } } }, async ({ query, asking }) =>
    listAccounts(services.db, asking, query),
  );
  app.post(url, { schema: { body: proposing, response: { 200: bankAccount } } }, async ({ body, asking }) =>
    proposeAccount(services, asking, body),
  );
  app.post(
    `${url}/:account_id/decision`,
    {
      schema: {
        params,
        body: z.object({ confirm: z.boolean() }),
        response: { 200: z.object({ done: z.literal(true) }) },
      },
    },
    async ({ params: { account_id }, body: { confirm }, asking }) => {
      await decideAccount(services.db, asking, { account_id, confirm });
      return { done: true as const };
    },
  );
  app.post(
    `${url}/:account_id/number`,
    { schema: { params, body: purpose, response: { 200: z.object({ account_no: z.string() }) } } },
    async ({ params: { account_id }, body, asking }) => revealAccount(services, asking, { account_id, purpose: body }),
  );
}
