import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { exporting, sendExport } from '../lists/export.ts';
import { ENTRY_COLUMNS, entryPages } from './export-entries.ts';
import { ledgerKinds, listAccounts, listEntries, refuseEntries, trialOf } from './ledger.ts';

const limit = z.coerce.number().int().min(1).max(500).default(50);
const day = z.iso.date();

/** The ledger, read: nothing is posted by these. */
export function ledgerRoutes(app: App, { db }: Services): void {
  const kinds = list(z.object({ kind: z.string(), personal: z.boolean(), accounts: z.int(), balance_fen: z.int() }));
  app.get('/api/ledger', { schema: { response: { 200: kinds } } }, async ({ asking }) => ledgerKinds(db, asking));
  const trial = z.object({ sum_fen: z.int(), accounts: list(z.string()), entries: list(z.string()) });
  app.get('/api/ledger/trial-balance', { schema: { response: { 200: trial } } }, async ({ asking }) =>
    trialOf(db, asking),
  );
  const accounts = z.object({
    kind: z.string().max(30).optional(),
    search: z.string().max(60).optional(),
    after: z.string().max(120).optional(),
    limit,
  });
  const account = z.object({ account: z.string(), balance_fen: z.int(), postings: z.int() });
  app.get(
    '/api/ledger/accounts',
    { schema: { querystring: accounts, response: { 200: list(account) } } },
    async ({ query, asking }) => listAccounts(db, asking, query),
  );
  const matching = {
    account: z.string().max(120).optional(),
    kind: z.string().max(30).optional(),
    from: day.optional(),
    to: day.optional(),
  };
  const entries = z.object({
    ...matching,
    before_day: day.optional(),
    before_at: z.iso.datetime().optional(),
    before_id: z.uuid().optional(),
    limit,
  });
  const entry = z.object({
    entry_id: z.string(),
    kind: z.string(),
    day: z.string(),
    memo: z.string(),
    reverses: z.string().nullable(),
    recorded_at: z.string(),
    postings: list(z.object({ account: z.string(), fen: z.int() })),
    others: z.int(),
  });
  app.get(
    '/api/ledger/entries',
    { schema: { querystring: entries, response: { 200: list(entry) } } },
    async ({ query, asking }) => listEntries(db, asking, query),
  );
  app.get(
    '/api/ledger/entries/export',
    { schema: { querystring: z.object({ ...exporting, ...matching }) } },
    async ({ query: { format, ground, words, account: of, kind, from, to }, asking }, reply) => {
      await refuseEntries(db, asking, of);
      const filter = { account: of, kind, from, to };
      return sendExport(db, asking, reply, {
        list: 'ledger-entries',
        right: 'fund.read',
        name: '总账分录',
        format,
        purpose: { ground, words },
        filter,
        columns: ENTRY_COLUMNS,
        pages: entryPages(db, asking, filter),
      });
    },
  );
}
