import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { decideIncome, listBookings, positionOf, proposeIncome, proposeReversal, SOURCES, spanOf } from './funds.ts';

const done = z.object({ done: z.literal(true) });
const position = { income_fen: z.int(), paid_fen: z.int(), accrued_fen: z.int(), balance_fen: z.int() };
const used = z.int().nullable();
const booking = z.object({
  reverses: z.string().nullable(),
  booking_id: z.string(),
  fund: z.string(),
  source: z.string(),
  fen: z.int(),
  day: z.string(),
  note: z.string(),
  made_by: z.string(),
  state: z.enum(['proposed', 'posted', 'dropped']),
  decided_by: z.string().nullable(),
});

/** Funds: their position, and income by two persons. */
export function fundRoutes(app: App, { db }: Services): void {
  const whole = z.object({
    from: z.string(),
    day: z.string(),
    funds: list(z.object({ fund: z.string(), name: z.string(), ...position, used })),
    total: z.object({ ...position, used }),
    personal_fen: z.int(),
    wallet_fen: z.int(),
  });
  const span = z.object({ from: z.iso.date().optional(), day: z.iso.date().optional() });
  app.get(
    '/api/funds',
    { schema: { querystring: span, response: { 200: whole } } },
    async ({ query: { from, day }, asking }) => positionOf(db, asking, spanOf(asking.at, from, day)),
  );
  app.get('/api/funds/bookings', { schema: { response: { 200: list(booking) } } }, async ({ asking }) =>
    listBookings(db, asking),
  );
  const wanted = z.object({
    booking_id: z.uuid(),
    fund: z.string().max(6),
    source: z.enum(SOURCES),
    fen: z.int().min(1),
    day: z.iso.date(),
    note: z.string().trim().min(1).max(300),
  });
  app.post('/api/funds/bookings', { schema: { body: wanted, response: { 200: booking } } }, async ({ body, asking }) =>
    proposeIncome(db, asking, body),
  );
  app.post(
    '/api/funds/bookings/:booking_id/reversal',
    {
      schema: {
        params: z.object({ booking_id: z.uuid() }),
        body: z.object({ reversal_id: z.uuid(), note: z.string().trim().min(2).max(300) }),
        response: { 200: booking },
      },
    },
    async ({ params, body: { reversal_id, note }, asking }) =>
      proposeReversal(db, asking, { booking_id: reversal_id, reverses: params.booking_id, note }),
  );
  app.post(
    '/api/funds/bookings/:booking_id/decision',
    {
      schema: {
        params: z.object({ booking_id: z.uuid() }),
        body: z.object({ post: z.boolean() }),
        response: { 200: done },
      },
    },
    async ({ params: { booking_id }, body: { post }, asking }) => {
      await decideIncome(db, asking, { booking_id, post });
      return { done: true as const };
    },
  );
}
