import { localTables } from '@shouhu/rulebook';
import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { scopeOf } from '../rights/caller.ts';
import { taskRoutes, taskView } from '../tasks/routes.ts';
import { listClasses, readSheet } from './catalogue.ts';
import { checkContent, filesSchema } from './content.ts';
import { STEPS, takeRuleStep } from './decide.ts';
import { beginDraft, listDrafts, readDraft, saveDraft } from './drafts.ts';
import { listPlans, readPlan, startPlan } from './plans.ts';
import { listVersions, readVersion, returnTo } from './versions.ts';

/** Tables of a bureau hold tens of thousands of rows. */
const MOST_BYTES = 16 * 2 ** 20;

const names = z.record(z.string(), z.string());
const written = z.object({ title: z.string().trim().min(2).max(120), reason: z.string().trim().max(2_000) });
const texts = z.record(z.string(), z.string());
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), list(z.string())]));
const refusal = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
const draftParams = z.object({ draft_id: z.uuid() });
const day = z.iso.date().nullable().default(null);

const fault = z.object({
  file: z.string(),
  line: z.int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  fix_zh: z.string(),
  fix_en: z.string(),
});

const draftRow = z.object({
  draft_id: z.string(),
  title: z.string(),
  state: z.string(),
  version: z.int(),
  revision: z.int(),
  begun_at: z.string(),
});

const draftView = draftRow.extend({
  reason: z.string(),
  files: texts,
  digest: z.string(),
  base: z.object({ version: z.int(), digest: z.string(), files: texts }),
  authors: list(z.string()),
  deeds: list(z.object({ action: z.string(), name: z.string(), by: z.string(), on: z.string(), facts })),
  revisions: list(z.object({ revision: z.int(), saved_by: z.string(), saved_at: z.string() })),
  offers: list(
    z.object({
      action: z.string(),
      name: z.string(),
      basis: z.string(),
      facts: list(z.string()),
      refusal: refusal.nullable(),
    }),
  ),
  names,
});

const planRow = z.object({
  task_id: z.string(),
  purpose: z.enum(['plan', 'backtest', 'shadow']),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  asked_at: z.string(),
  asked_name: z.string(),
  revision: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  as_of: z.string().nullable(),
  counts: z.boolean(),
  result: z.record(z.string(), z.unknown()).nullable(),
});

const difference = z.object({
  appear: z.int(),
  appear_fen: z.int(),
  vanish: z.int(),
  vanish_fen: z.int(),
  changed: z.int(),
  changed_fen: z.int(),
});
const side = z.object({ snapshot: z.string(), findings: z.int(), net_fen: z.int() });
const comparison = difference.extend({
  before: side,
  after: side,
  by_rule: list(difference.extend({ rule_code: z.string(), rule_name: z.string() })),
  by_institution: list(difference.extend({ fixmedins_code: z.string() })),
  by_month: list(difference.extend({ month: z.string() })),
  samples: list(
    z.object({
      change: z.enum(['appear', 'vanish', 'changed']),
      finding_id: z.string(),
      rule_code: z.string(),
      fixmedins_code: z.string(),
      service_date: z.string(),
      amount_fen: z.int(),
      message: z.string(),
    }),
  ),
});

const versionRow = z.object({
  version: z.int(),
  title: z.string(),
  reason: z.string(),
  digest: z.string(),
  snapshot: z.string(),
  draft_id: z.string().nullable(),
  written_by: list(z.string()),
  approved_by: z.string(),
  published_at: z.string().nullable(),
  replaces: z.int().nullable(),
});
const versionsView = z.object({
  seq: z.int(),
  version: z.int(),
  versions: list(versionRow),
  history: list(z.object({ seq: z.int(), version: z.int(), since: z.string(), by: z.string(), reason: z.string() })),
  names,
});

const classRow = z.object({
  code: z.string(),
  name: z.string(),
  type: z.string(),
  verdict: z.string(),
  points: z.int(),
  executable: z.int(),
  partly: z.int(),
  not_executable: z.int(),
  state: z.enum(['published', 'default', 'needs-local-points']),
  defaults: z.int(),
  template: z.string().nullable(),
  reasons: z.record(z.string(), z.int()),
  local: z.int(),
});
const sheet = classRow.extend({
  basis: list(z.string()),
  message: z.string(),
  stages: list(z.string()),
  window: z.string(),
  doubt: z.object({ source: z.string(), doubt: z.string() }).nullable(),
  example: z.object({ file: z.string(), header: z.string(), row: z.string() }).nullable(),
  parameters: list(z.object({ name: z.string(), value: z.string(), about: z.string(), holds: z.string() })),
  matched: z.int(),
  sheet_points: list(
    z.object({
      point_id: z.string(),
      name: z.string(),
      says: z.string(),
      state: z.string(),
      reason: z.string(),
      origin: z.enum(['national', 'default', 'local']),
    }),
  ),
});

const table = z.object({
  file: z.string(),
  about: z.string(),
  columns: list(z.object({ name: z.string(), needed: z.boolean(), about: z.string() })),
});

const step = z.object({ request_id: z.uuid(), seen: z.int(), reason: z.string().trim().max(2_000).optional() });

/** Rules and knowledge: the national classes, drafts of local knowledge, plans, published versions. */
export function rulebookRoutes(app: App, services: Services): void {
  const { db, folder } = services;
  readingRoutes(app, services);
  app.get('/api/rulebook/drafts', { schema: { response: { 200: list(draftRow) } } }, async ({ asking }) =>
    listDrafts(db, asking),
  );
  app.post(
    '/api/rulebook/drafts',
    {
      bodyLimit: MOST_BYTES,
      schema: {
        body: written.extend({ draft_id: z.uuid(), files: filesSchema.optional() }),
        response: { 200: draftView },
      },
    },
    async ({ body, asking }) => beginDraft(db, asking, body),
  );
  app.get(
    '/api/rulebook/drafts/:draft_id',
    { schema: { params: draftParams, response: { 200: draftView } } },
    async ({ params: { draft_id }, asking }) => readDraft(db, asking, draft_id),
  );
  app.post(
    '/api/rulebook/drafts/:draft_id/save',
    {
      bodyLimit: MOST_BYTES,
      schema: {
        params: draftParams,
        body: written.extend({ request_id: z.uuid(), seen: z.int(), files: filesSchema }),
        response: { 200: draftView },
      },
    },
    async ({ params, body, asking }) => saveDraft(db, asking, { ...params, ...body }),
  );
  app.post(
    '/api/rulebook/drafts/:draft_id/steps',
    {
      schema: {
        params: draftParams,
        body: step.extend({ action: z.enum(STEPS['rulebook.write']) }),
        response: { 200: draftView },
      },
    },
    async ({ params, body, asking }) => takeRuleStep(db, asking, 'rulebook.write', { ...params, ...body }),
  );
  app.post(
    '/api/rulebook/drafts/:draft_id/decide',
    {
      schema: {
        params: draftParams,
        body: step.extend({ action: z.enum(STEPS['rulebook.publish']) }),
        response: { 200: draftView },
      },
    },
    async ({ params, body, asking }) => takeRuleStep(db, asking, 'rulebook.publish', { ...params, ...body }),
  );
  app.post(
    '/api/rulebook/check',
    {
      bodyLimit: MOST_BYTES,
      schema: {
        body: z.object({ files: filesSchema }),
        response: { 200: z.object({ faults: list(fault), notices: list(fault) }) },
      },
    },
    async ({ body, asking }) => {
      scopeOf(asking.caller, 'rulebook.write');
      return checkContent(folder, body.files);
    },
  );
  planRoutes(app, services);
}

function planRoutes(app: App, services: Services): void {
  const { db } = services;
  taskRoutes(app, services, 'plan', '/api/rulebook/plans');
  app.post(
    '/api/rulebook/plans',
    {
      schema: {
        body: z.object({ task_id: z.uuid(), draft_id: z.uuid(), from: day, to: day, as_of: day }),
        response: { 200: taskView },
      },
    },
    async ({ body, asking }) => startPlan(services, asking, body),
  );
  app.get(
    '/api/rulebook/plans/:task_id/result',
    {
      schema: {
        params: z.object({ task_id: z.uuid() }),
        response: {
          200: z.object({
            draft_id: z.string(),
            purpose: z.enum(['plan', 'backtest', 'shadow']),
            digest: z.string(),
            comparison,
            known: list(z.string()),
            places: names,
          }),
        },
      },
    },
    async ({ params: { task_id }, asking }) => {
      const result = await readPlan(db, asking, task_id);
      return { ...result, comparison: comparison.parse(result.comparison) };
    },
  );
  app.get(
    '/api/rulebook/drafts/:draft_id/plans',
    { schema: { params: draftParams, response: { 200: list(planRow) } } },
    async ({ params: { draft_id }, asking }) => listPlans(db, asking, draft_id),
  );
}

function readingRoutes(app: App, services: Services): void {
  const { db } = services;
  app.get('/api/rulebook/tables', { schema: { response: { 200: list(table) } } }, async ({ asking }) => {
    scopeOf(asking.caller, 'rulebook.read');
    return localTables;
  });
  app.get('/api/rulebook/classes', { schema: { response: { 200: list(classRow) } } }, async ({ asking }) =>
    listClasses(services, asking.caller),
  );
  app.get(
    '/api/rulebook/classes/:code',
    {
      schema: {
        params: z.object({ code: z.string().max(200) }),
        querystring: z.object({ q: z.string().trim().max(100).default('') }),
        response: { 200: sheet },
      },
    },
    async ({ params: { code }, query: { q }, asking }) => readSheet(services, asking.caller, code, q),
  );
  app.get('/api/rulebook/versions', { schema: { response: { 200: versionsView } } }, async ({ asking }) =>
    listVersions(db, asking),
  );
  const params = z.object({ version: z.coerce.number().int().min(0).max(1_000_000) });
  app.get(
    '/api/rulebook/versions/:version',
    { schema: { params, response: { 200: versionRow.extend({ files: texts }) } } },
    async ({ params: { version }, asking }) => readVersion(db, asking, version),
  );
  app.post(
    '/api/rulebook/versions/:version/return',
    {
      schema: {
        params,
        body: z.object({ request_id: z.uuid(), seen: z.int(), reason: z.string().trim().min(2).max(2_000) }),
        response: { 200: versionsView },
      },
    },
    async ({ params: { version }, body, asking }) => returnTo(db, asking, { version, ...body }),
  );
}
