import { formatCivilDate } from '@shouhu/codes';
import { z } from 'zod';
import { civilDayOf } from '../casework/matter.ts';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { namesOf } from '../people/people.ts';
import { leagueOf } from './league.ts';
import { draftReport, listReports, makeReport, readReport } from './make-report.ts';
import { reportPdf, reportWorkbook } from './report-files.ts';
import { spanOf } from './span.ts';
import { workloadOf } from './standing.ts';
import { totalsOf } from './totals.ts';

const pressing = { overdue: z.int(), near: z.int() };
const sum = { leads: z.int(), expected_fen: z.int() };
const moved = z.object({ owed_fen: z.int(), paid_fen: z.int(), deducted_fen: z.int(), outstanding_fen: z.int() });

const totals = z.object({
  from: z.string(),
  to: z.string(),
  leads: z.object({
    by_state: list(
      z.object({ state: z.enum(['new', 'assigned', 'in-review', 'in-case', 'closed', 'dropped']), ...sum }),
    ),
    by_kind: list(z.object({ title: z.string(), title_en: z.string(), ...sum })),
    by_month: list(z.object({ month: z.string(), ...sum })),
  }),
  funnel: list(z.object({ station: z.enum(['found', 'taken', 'settled', 'recovered']), leads: z.int(), fen: z.int() })),
  reviews: z.object({ issued: z.int(), appealed: z.int(), upheld: z.int(), dropped: z.int() }),
  confirmed: z.object({ reviews: z.int(), amount_fen: z.int() }),
  institutions: z.object({ checked: z.int(), handled: z.int() }),
  matters: list(z.object({ procedure: z.string(), state: z.string(), matters: z.int(), ended: z.boolean() })),
  deeds: list(z.object({ procedure: z.string(), action: z.string(), month: z.string(), deeds: z.int() })),
  limits: list(
    z.object({
      procedure: z.string(),
      clock: z.string(),
      name: z.string(),
      basis: z.string(),
      kept: z.int(),
      late: z.int(),
    }),
  ),
  decisions: list(z.object({ decision: z.string(), cases: z.int(), fine_fen: z.int(), refund_fen: z.int() })),
  measures: list(z.object({ measure: z.string(), matters: z.int() })),
  money: z.object({
    debts: z.object({ refund: moved, penalty: moved, fine: moved, surcharge: moved }),
    recovered_fen: z.int(),
    by_month: list(z.object({ month: z.string(), owed_fen: z.int(), recovered_fen: z.int() })),
  }),
  pressing: z.object({
    ...pressing,
    by_clock: list(z.object({ procedure: z.string(), clock: z.string(), ...pressing })),
  }),
});

const placed = z.object({
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  ...sum,
  matters: z.int(),
  decided_fen: z.int(),
});
const workload = z.object({
  officer: z.string(),
  name: z.string().nullable(),
  ...pressing,
  open: z.int(),
  deeds: z.int(),
});

const admdvs = z
  .string()
  .regex(/^\d{6}$/)
  .optional();
const spanShape = z.object({ from: z.iso.date(), to: z.iso.date(), admdvs });

const reportShape = { period: z.enum(['month', 'quarter', 'year']), day: z.iso.date(), admdvs };
const content = z.object({
  title: z.string(),
  from: z.string(),
  to: z.string(),
  admdvs: z.string(),
  rows: list(
    z.object({
      section: z.string(),
      name: z.string(),
      unit: z.enum(['count', 'fen', 'percent']),
      value: z.number().nullable(),
      definition: z.string(),
    }),
  ),
});
const made = z.object({
  report_id: z.string(),
  period: reportShape.period,
  period_from: z.string(),
  period_to: z.string(),
  admdvs: z.string(),
  made_at: z.string(),
  made_by_name: z.string(),
  digest: z.string(),
});
const view = made.extend({ content });

/** Figures of a period and region, and the statutory reports made of them. */
export function figureRoutes(app: App, { db }: Services): void {
  app.get(
    '/api/figures/totals',
    { schema: { querystring: spanShape, response: { 200: totals } } },
    async ({ query, asking: { caller, at } }) =>
      totalsOf(db, spanOf(caller, 'figures.public', query), formatCivilDate(civilDayOf(at))),
  );
  app.get(
    '/api/figures/institutions',
    { schema: { querystring: spanShape, response: { 200: list(placed) } } },
    async ({ query, asking: { caller } }) => leagueOf(db, spanOf(caller, 'figures.read', query)),
  );
  app.get(
    '/api/figures/workload',
    { schema: { querystring: spanShape, response: { 200: list(workload) } } },
    async ({ query, asking: { caller, at } }) => {
      const span = spanOf(caller, 'figures.read', query);
      const rows = await workloadOf(db, span, formatCivilDate(civilDayOf(at)));
      const names = await namesOf(
        db,
        rows.map(({ officer }) => officer),
      );
      return rows.map((row) => ({ ...row, name: names[row.officer] ?? null }));
    },
  );
  app.get(
    '/api/reports/draft',
    { schema: { querystring: z.object(reportShape), response: { 200: content } } },
    async ({ query, asking }) => draftReport(db, asking, query),
  );
  app.get('/api/reports', { schema: { response: { 200: list(made) } } }, async ({ asking }) =>
    listReports(db, asking.caller),
  );
  app.post(
    '/api/reports',
    { schema: { body: z.object({ report_id: z.uuid(), ...reportShape }), response: { 200: view } } },
    async ({ body, asking }) => makeReport(db, asking, body),
  );
  const one = z.object({ report_id: z.uuid() });
  app.get('/api/reports/:report_id', { schema: { params: one, response: { 200: view } } }, async ({ params, asking }) =>
    readReport(db, asking.caller, params.report_id),
  );
  app.get(
    '/api/reports/:report_id/file',
    { schema: { params: one, querystring: z.object({ format: z.enum(['xlsx', 'pdf']) }) } },
    async ({ params, query: { format }, asking }, reply) => {
      const report = await readReport(db, asking.caller, params.report_id);
      const name = `${report.content.title}-${report.period_from}-${report.period_to}.${format}`;
      void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      if (format === 'pdf') return reply.type('application/pdf').send(await reportPdf(report));
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      return reply.type(type).send(await reportWorkbook(report));
    },
  );
}
