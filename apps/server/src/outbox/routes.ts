import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { contactsOf, PHONE, setContact } from './contacts.ts';
import { listNotices, markRead } from './notices.ts';

const notices = z.object({
  unread: z.int(),
  notices: list(
    z.object({
      notice_id: z.string(),
      told_at: z.string(),
      read: z.boolean(),
      zh: z.string(),
      en: z.string(),
      link: z.string(),
    }),
  ),
});

const page = z.object({
  before: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const channel = z.enum(['sms', 'mail']);
const contacts = z.object({ channels: list(channel), contacts: list(z.object({ channel, shown: z.string() })) });

const contact = z.discriminatedUnion('channel', [
  z.object({
    channel: z.literal('sms'),
    value: z.string().regex(PHONE).nullable(),
  }),
  z.object({ channel: z.literal('mail'), value: z.email().max(254).nullable() }),
]);

/** What the caller was told, and how else the caller wants to be reached: everybody's own, so without a right. */
export function noticeRoutes(app: App, services: Services): void {
  const { db } = services;
  app.get('/api/notices', { schema: { querystring: page, response: { 200: notices } } }, async ({ query, asking }) =>
    listNotices(db, asking.caller, query),
  );
  const marked = z.object({ notice_ids: z.array(z.uuid()).min(1).max(500).optional() });
  app.post(
    '/api/notices/read',
    { schema: { body: marked, response: { 200: z.object({ unread: z.int() }) } } },
    async ({ body, asking }) => ({ unread: await markRead(db, asking, body.notice_ids) }),
  );
  app.get('/api/contacts', { schema: { response: { 200: contacts } } }, async ({ asking }) =>
    contactsOf(services, asking.caller),
  );
  app.post('/api/contacts', { schema: { body: contact, response: { 200: contacts } } }, async ({ body, asking }) => {
    await setContact(services, asking, body.channel, body.value);
    return contactsOf(services, asking.caller);
  });
}
