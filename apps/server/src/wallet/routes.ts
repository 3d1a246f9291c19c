import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { purpose } from '../persons/purpose.ts';
import { freezeByStaff, release } from './freezes.ts';
import { listFreezes, lookAtPerson } from './look.ts';
import { witnessRelation } from './relations.ts';
import { listRules, setRules } from './rules.ts';
import { KINSHIPS } from './schema.ts';

const psn_no = z.string().trim().min(1).max(30);
const words = z.string().trim().min(2).max(300);
const what = z.enum(['money', 'voucher']);
const kind = z.enum(KINSHIPS);
const instant = z.string();

const looking = z.object({ psn_no, purpose });
const seen = z.object({
  psn_no: z.string(),
  psn_name: z.string(),
  acct_balance_fen: z.int(),
  wallet: z
    .object({
      balance_fen: z.int(),
      offered_fen: z.int(),
      use_admdvs: z.string(),
      opened_by_owner: z.boolean(),
      opened_at: instant,
    })
    .nullable(),
  freezes: list(
    z.object({
      freeze_id: z.string(),
      what,
      reason: z.string(),
      frozen_at: instant,
      release_by: z.string().nullable(),
      released_at: instant.nullable(),
    }),
  ),
  relations: list(
    z.object({ relation_id: z.string(), psn_no: z.string(), relative: z.string(), kind, confirmed: z.boolean() }),
  ),
  transfers: list(
    z.object({
      transfer_id: z.string(),
      payer: z.string(),
      receiver: z.string(),
      source: z.enum(['account', 'wallet']),
      fen: z.int(),
      state: z.enum(['offered', 'accepted', 'declined', 'returned']),
      offered_at: instant,
    }),
  ),
  vouchers: list(
    z.object({
      voucher_id: z.string(),
      way: z.enum(['phone', 'face', 'window']),
      place: z.string(),
      admdvs: z.string(),
      enrolled_at: instant,
      revoked_at: instant.nullable(),
    }),
  ),
  uses: list(z.object({ kind: z.string(), fixmedins_code: z.string(), shown_at: instant, used: z.boolean() })),
});

const freezing = z.object({ freeze_id: z.uuid(), psn_no, what, reason: words });
const frozen = z.object({
  freeze_id: z.string(),
  psn_no: z.string(),
  what,
  frozen_by: z.string(),
  frozen_at: instant,
  release_by: z.string().nullable(),
});
const releasing = z.object({ freeze_id: z.uuid(), reason: words });
const relation = z.object({ relation_id: z.uuid(), psn_no, relative: psn_no, kind, papers: words });

const day = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/);
const rules = z.object({
  begndate: day,
  most_per_day: z.int().min(1).max(100),
  most_fen: z.int().min(1).max(100_000_000),
  closed_from: time,
  closed_to: time,
  return_at: time,
  elder_age: z.int().min(1).max(120),
  rotate_s: z.int().min(10).max(600),
  grace_s: z.int().min(0).max(60),
  hold_s: z.int().min(0).max(3_600),
  most_wrong: z.int().min(1).max(1_000),
  code_minutes: z.int().min(1).max(60),
  alarm_days: z.int().min(1).max(90),
  alarm_device: z.int().min(2).max(10_000),
  alarm_place: z.int().min(2).max(10_000),
  alarm_witness: z.int().min(2).max(10_000),
  source: words,
});

const done = z.object({});

/** Wallets of persons for staff, what is frozen, and the rules. */
export function walletRoutes(app: App, services: Services): void {
  app.post('/api/wallets/look', { schema: { body: looking, response: { 200: seen } } }, async ({ body, asking }) =>
    lookAtPerson(services, asking, body),
  );
  app.get('/api/wallets/freezes', { schema: { response: { 200: list(frozen) } } }, async ({ asking }) =>
    listFreezes(services, asking),
  );
  app.post('/api/wallets/freeze', { schema: { body: freezing, response: { 200: done } } }, async ({ body, asking }) => {
    await freezeByStaff(services, asking, body);
    return {};
  });
  app.post(
    '/api/wallets/release',
    { schema: { body: releasing, response: { 200: z.object({ state: z.enum(['waiting', 'released']) }) } } },
    async ({ body, asking }) => ({ state: await release(services, asking, body) }),
  );
  app.post(
    '/api/wallets/relations',
    { schema: { body: relation, response: { 200: done } } },
    async ({ body, asking }) => {
      await witnessRelation(services, asking, body);
      return {};
    },
  );
  app.get('/api/wallets/rules', { schema: { response: { 200: list(rules) } } }, async ({ asking }) =>
    listRules(services.db, asking),
  );
  app.post(
    '/api/wallets/rules',
    { schema: { body: rules, response: { 200: list(rules) } } },
    async ({ body, asking }) => {
      await setRules(services, asking, body);
      return listRules(services.db, asking);
    },
  );
}
