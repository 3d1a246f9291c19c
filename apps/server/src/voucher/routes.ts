import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { PHONE } from '../outbox/contacts.ts';
import { exporting, sendExport } from '../lists/export.ts';
import { ACTIVATION_COLUMNS, countActivations } from './activations.ts';
import { handleAlarm, listAlarms } from './alarms.ts';
import { enrolAtWindow, registerPhone } from './enrol.ts';
import { addTerminal, listTerminals, revokeTerminal } from './terminals.ts';
import { revokeByStaff } from './vouchers.ts';

const words = z.string().trim().min(2).max(300);
const certificate = { psn_cert_type: z.string().max(3), certno: z.string().trim().min(1).max(50) };
const enrolment = z.object({
  ...certificate,
  voucher_id: z.uuid(),
  device: z.string().min(8).max(200),
  place: z.string().trim().min(2).max(100),
  reissue: z.boolean(),
});
const phone = z.object({ ...certificate, phone: z.string().regex(PHONE) });
const revocation = z.object({ psn_no: z.string().trim().min(1).max(30), reason: words });
const counted = z.object({
  by: z.enum(['device', 'place', 'witness']),
  from: z.iso.date(),
  to: z.iso.date(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const activations = z.object({
  of: z.string(),
  way: z.enum(['phone', 'face', 'window']),
  persons: z.int(),
  revoked: z.int(),
  first_at: z.string(),
  last_at: z.string(),
  stands_out: z.boolean(),
});
const alarm = z.object({
  alarm_id: z.string(),
  by: z.enum(['device', 'place', 'witness']),
  of: z.string(),
  persons: z.int(),
  threshold: z.int(),
  days: z.int(),
  place: z.string(),
  regions: list(z.string()),
  first_at: z.string(),
  last_at: z.string(),
  raised_at: z.string(),
  handled_by: z.string().nullable(),
  handled_at: z.string().nullable(),
  words: z.string().nullable(),
});
const terminal = z.object({
  terminal_id: z.string(),
  note: z.string(),
  added_by: z.string(),
  added_at: z.string(),
  revoked_at: z.string().nullable(),
});
const newTerminal = z.object({ terminal_id: z.uuid(), public_key: z.string().max(200), note: words });

const done = z.object({});

/** E-vouchers at a window and for those who watch them; face terminals of institutions. */
export function voucherRoutes(app: App, services: Services): void {
  app.post('/api/vouchers', { schema: { body: enrolment, response: { 200: done } } }, async ({ body, asking }) => {
    await enrolAtWindow(services, asking, body);
    return {};
  });
  app.post('/api/vouchers/phones', { schema: { body: phone, response: { 200: done } } }, async ({ body, asking }) => {
    await registerPhone(services, asking, body);
    return {};
  });
  app.post(
    '/api/vouchers/revoke',
    { schema: { body: revocation, response: { 200: done } } },
    async ({ body, asking }) => {
      await revokeByStaff(services, asking, body);
      return {};
    },
  );
  app.get(
    '/api/vouchers/activations',
    { schema: { querystring: counted, response: { 200: list(activations) } } },
    async ({ query, asking }) => countActivations(services.db, asking, query),
  );
  app.get(
    '/api/vouchers/activations/export',
    { schema: { querystring: counted.omit({ limit: true }).extend(exporting) } },
    async ({ query: { by, from, to, format, ground, words: own }, asking }, reply) => {
      const filter = { by, from, to };
      return sendExport(services.db, asking, reply, {
        list: 'activations',
        right: 'voucher.statistics',
        name: '医保码激活统计',
        format,
        purpose: { ground, words: own },
        filter,
        columns: ACTIVATION_COLUMNS,
        pages: onePage(async () => countActivations(services.db, asking, { ...filter, limit: 10_000 })),
      });
    },
  );
  app.get('/api/vouchers/alarms', { schema: { response: { 200: list(alarm) } } }, async ({ asking }) =>
    listAlarms(services.db, asking),
  );
  app.post(
    '/api/vouchers/alarms/:alarm_id/handle',
    { schema: { params: z.object({ alarm_id: z.uuid() }), body: z.object({ words }), response: { 200: done } } },
    async ({ params: { alarm_id }, body, asking }) => {
      await handleAlarm(services.db, asking, { alarm_id, words: body.words });
      return {};
    },
  );
  const one = z.object({ fixmedins_code: z.string().max(30) });
  const terminals = '/api/institutions/:fixmedins_code/face-terminals';
  app.get(
    terminals,
    { schema: { params: one, response: { 200: list(terminal) } } },
    async ({ params: { fixmedins_code }, asking }) => listTerminals(services, asking, fixmedins_code),
  );
  app.post(
    terminals,
    { schema: { params: one, body: newTerminal, response: { 200: list(terminal) } } },
    async ({ params: { fixmedins_code }, body, asking }) => {
      await addTerminal(services, asking, fixmedins_code, body);
      return listTerminals(services, asking, fixmedins_code);
    },
  );
  app.post(
    `${terminals}/:terminal_id/revoke`,
    {
      schema: {
        params: one.extend({ terminal_id: z.uuid() }),
        body: z.object({ reason: words }),
        response: { 200: list(terminal) },
      },
    },
    async ({ params: { fixmedins_code, terminal_id }, body: { reason }, asking }) => {
      await revokeTerminal(services, asking, fixmedins_code, { terminal_id, reason });
      return listTerminals(services, asking, fixmedins_code);
    },
  );
}

async function* onePage<Row>(read: () => Promise<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  yield await read();
}
