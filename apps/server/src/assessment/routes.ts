import { GRADES, DAILY_ITEMS } from '@shouhu/assessment';
import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { listAssessments, listPublished, readAssessment } from './list-assessments.ts';
import { openYear } from './open-year.ts';
import { enterSheet, strikeDeduction } from './sheets.ts';

const year = z.int().min(2000).max(2999);
const yearAsked = z.coerce.number().int().min(2000).max(2999);
const grade = z.enum(GRADES);

const row = z.object({
  matter_id: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  year,
  state: z.string(),
  score: z.int().nullable(),
  grade: z.string().nullable(),
  previous: z.string(),
});

const dailyItem = z.enum(Object.keys(DAILY_ITEMS));

const score = z.object({
  scheme: z.string(),
  daily: z.int(),
  items: list(z.object({ item: dailyItem, full: z.int(), deducted: z.int(), score: z.int() })),
  deductions: list(
    z.object({
      item: dailyItem,
      marks: z.int(),
      zh: z.string(),
      en: z.string(),
      cause_matter: z.string(),
      cause_seq: z.int(),
      procedure: z.string(),
      on: z.string(),
      struck: z.string().nullable(),
    }),
  ),
  year_end: z.int().nullable(),
  sheets: list(
    z.object({
      sheet_id: z.string(),
      expert_id: z.string(),
      name: z.string(),
      marks: z.record(z.string(), z.int()),
      score: z.int(),
      recused: z.string().nullable(),
    }),
  ),
  score: z.int().nullable(),
  grade: grade.nullable(),
});

const item = z.object({ zh: z.string(), en: z.string(), full: z.int() });
const view = row.extend({
  version: z.int(),
  daily_items: z.record(z.string(), item),
  year_end_items: z.record(z.string(), item),
  least_sheets: z.int(),
  proposed: score.nullable(),
  now: score.nullable(),
});

const one = z.object({ matter_id: z.uuid() });
const done = z.object({ ok: z.literal(true) });

/** Yearly assessments: opened, scored, read; their course is that of matters. */
export function assessmentRoutes(app: App, { db }: Services): void {
  app.get(
    '/api/assessments',
    {
      schema: {
        querystring: z.object({ year: yearAsked, grade: grade.optional() }),
        response: { 200: list(row) },
      },
    },
    async ({ query, asking }) => listAssessments(db, asking.caller, query),
  );
  app.get(
    '/api/assessments/published',
    {
      schema: {
        querystring: z.object({ year: yearAsked }),
        response: { 200: list(row.omit({ matter_id: true, previous: true })) },
      },
    },
    async ({ query, asking }) => listPublished(db, asking.caller, query.year),
  );
  app.get(
    '/api/assessments/:matter_id',
    { schema: { params: one, response: { 200: view } } },
    async ({ params, asking }) => readAssessment(db, asking.caller, params.matter_id),
  );
  app.post(
    '/api/assessments',
    { schema: { body: z.object({ year }), response: { 200: z.object({ opened: z.int() }) } } },
    async ({ body, asking }) => ({ opened: await openYear(db, asking, body.year) }),
  );
  app.post(
    '/api/assessments/:matter_id/sheets',
    {
      schema: {
        params: one,
        body: z.object({
          sheet_id: z.uuid(),
          expert_id: z.uuid(),
          marks: z.record(z.string().max(40), z.int().min(0).max(10_000)),
          recused: z.string().trim().min(1).max(200).nullable(),
        }),
        response: { 200: done },
      },
    },
    async ({ params, body, asking }) => {
      await enterSheet(db, asking, { ...params, ...body });
      return { ok: true as const };
    },
  );
  app.post(
    '/api/assessments/:matter_id/strikes',
    {
      schema: {
        params: one,
        body: z.object({
          strike_id: z.uuid(),
          cause_matter: z.uuid(),
          cause_seq: z.int().min(1),
          reason: z.string().trim().min(1).max(500),
        }),
        response: { 200: done },
      },
    },
    async ({ params, body, asking }) => {
      await strikeDeduction(db, asking, { ...params, ...body });
      return { ok: true as const };
    },
  );
}
