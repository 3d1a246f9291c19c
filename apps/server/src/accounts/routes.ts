import { DUTIES } from '@shouhu/procedure';
import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { isDuty, USERNAME } from '../identity/people.ts';
import { PHONE } from '../outbox/contacts.ts';
import { purpose } from '../persons/purpose.ts';
import { decide, listWaiting, proposePosts } from './changes.ts';
import { listAccounts, readAccount } from './list-accounts.ts';
import { makeAccount, reset, revealPhone, setContact, setDisabled, signOutEverywhere } from './manage.ts';
import { readOwn } from './own.ts';

const duty = z.enum(Object.keys(DUTIES).filter(isDuty));
const duties = list(duty);

const row = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  duties,
  regions: list(z.string()),
  fixmedins_code: z.string().nullable(),
  fixmedins_name: z.string().nullable(),
  disabled: z.boolean(),
  has_totp: z.boolean(),
  must_change: z.boolean(),
  phone: z.string().nullable(),
  is_waiting: z.boolean(),
});

const change = z.object({
  change_id: z.string(),
  user_id: z.string(),
  username: z.string(),
  name: z.string(),
  kind: z.enum(['posts', 'password', 'totp', 'disable', 'enable', 'sessions']),
  duties,
  regions: list(z.string()),
  fixmedins_code: z.string().nullable(),
  reason: z.string(),
  proposed_by: z.string(),
  proposed_by_name: z.string(),
  proposed_at: z.string(),
  confirmed: z.boolean().nullable(),
  decided_by_name: z.string().nullable(),
  decided_at: z.string().nullable(),
});

const view = row.extend({
  created_at: z.string(),
  sessions: z.int(),
  last_sign_in: z.string().nullable(),
  passkeys: z.int(),
  /** Whether they sign in by the identity provider of the bureau too. */
  is_linked: z.boolean(),
  first_password_until: z.string().nullable(),
  changes: list(change),
});

const own = z.object({
  username: z.string(),
  has_totp: z.boolean(),
  passkeys: list(
    z.object({
      passkey_id: z.string(),
      name: z.string(),
      created_at: z.string(),
      used_at: z.string().nullable(),
    }),
  ),
  link: z.object({ issuer: z.string(), linked_at: z.string(), used_at: z.string().nullable() }).nullable(),
  phone: z.string().nullable(),
  password_set_at: z.string(),
  sign_ins: list(z.object({ at: z.string(), action: z.string() })),
});

const filter = z.object({
  text: z.string().trim().max(60).optional(),
  duty: z.string().optional(),
  state: z.enum(['active', 'disabled']).optional(),
  fixmedins_code: z.string().optional(),
  after_username: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const posts = {
  duties: z.array(duty).min(1).max(9),
  regions: z.array(z.string().regex(/^\d{6}$/)).max(50),
  fixmedins_code: z.string().max(30).nullable(),
};
const name = z.string().trim().min(1).max(60);
const phone = z.string().trim().regex(PHONE).nullable();
const reason = z.string().trim().min(2).max(500);
/** Of what may take a second person. */
const stated = { change_id: z.uuid(), reason };
const made = z.object({ id: z.string(), password: z.string().nullable() });
const done = z.object({ done: z.literal(true) });
const params = z.object({ id: z.string() });

/** Accounts, for those who keep them, and the own one. */
export function accountRoutes(app: App, { db, ring }: Services): void {
  const store = { db, ring };
  app.get('/api/account', { schema: { response: { 200: own } } }, async ({ asking }) => readOwn(store, asking));
  app.get(
    '/api/accounts',
    { schema: { querystring: filter, response: { 200: list(row) } } },
    async ({ query, asking }) => listAccounts(store, asking, query),
  );
  app.get('/api/accounts/:id', { schema: { params, response: { 200: view } } }, async ({ params: { id }, asking }) =>
    readAccount(store, asking, id),
  );
  app.post(
    '/api/accounts',
    {
      schema: {
        body: z.object({
          id: z.uuid(),
          username: z.string().trim().toLowerCase().regex(USERNAME),
          name,
          phone,
          ...posts,
        }),
        response: { 200: made },
      },
    },
    async ({ body, asking }) => makeAccount(store, asking, body),
  );
  app.post(
    '/api/accounts/:id/contact',
    { schema: { params, body: z.object({ name, phone: phone.optional() }), response: { 200: done } } },
    async ({ params: { id }, body, asking }) => {
      await setContact(store, asking, id, body);
      return { done: true as const };
    },
  );
  app.post(
    '/api/accounts/:id/state',
    { schema: { params, body: z.object({ disabled: z.boolean(), ...stated }), response: { 200: done } } },
    async ({ params: { id }, body, asking }) => {
      await setDisabled(db, asking, id, body);
      return { done: true as const };
    },
  );
  app.post(
    '/api/accounts/:id/sessions/end',
    { schema: { params, body: z.object(stated), response: { 200: done } } },
    async ({ params: { id }, body, asking }) => {
      await signOutEverywhere(db, asking, id, body);
      return { done: true as const };
    },
  );
  app.post(
    '/api/accounts/:id/reset',
    {
      schema: {
        params,
        body: z.object({ kind: z.enum(['password', 'totp']), ...stated }),
        response: { 200: made },
      },
    },
    async ({ params: { id }, body, asking }) => reset(db, asking, id, body),
  );
  app.post(
    '/api/accounts/:id/posts',
    {
      schema: {
        params,
        body: z.object({ ...stated, ...posts }),
        response: { 200: z.object({ change_id: z.string() }) },
      },
    },
    async ({ params: { id }, body, asking }) => proposePosts(db, asking, id, body),
  );
  app.post(
    '/api/accounts/:id/phone',
    { schema: { params, body: purpose, response: { 200: z.object({ phone: z.string().nullable() }) } } },
    async ({ params: { id }, body, asking }) => revealPhone(store, asking, id, body),
  );
  app.get('/api/account-changes', { schema: { response: { 200: list(change) } } }, async ({ asking }) =>
    listWaiting(db, asking),
  );
  app.post(
    '/api/account-changes/:change_id/decision',
    {
      schema: {
        params: z.object({ change_id: z.uuid() }),
        body: z.object({ confirmed: z.boolean() }),
        response: { 200: z.object({ password: z.string().nullable() }) },
      },
    },
    async ({ params: { change_id }, body, asking }) => decide(db, asking, { change_id, ...body }),
  );
}
