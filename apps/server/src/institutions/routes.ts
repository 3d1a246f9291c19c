import { shouhuError } from '@shouhu/errors';
import { MEASURES } from '@shouhu/procedure';
import { z } from 'zod';
import { tooLarge } from '../files/blobs.ts';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { purpose } from '../persons/purpose.ts';
import { actOnAgreement, signAgreement } from './agreements.ts';
import { addLicence, changeBasics, revealHead } from './change-institution.ts';
import { importInstitutions } from './import/import-institutions.ts';
import { COLUMNS, REASONS } from './import/read-institution.ts';
import { listInstitutions, readInstitution } from './registry.ts';

const text = z.string().trim().min(1).max(300);
const kind = z.enum(['hospital', 'clinic', 'pharmacy']);
const may = z.enum(['all', 'rescue', 'none']);
const state = z.enum(['pending', 'valid', 'interrupted', 'restored', 'terminated', 'expired', 'renewing', 'withdrawn']);
const act = z.enum(['ask-renewal', 'ask-exit', 'approve-exit', 'refuse']);
const status = z.object({
  may,
  reason: z.enum([
    'agreement',
    'no-agreement',
    'not-begun',
    'expired',
    'withdrawn',
    'terminated',
    'interrupted',
    'suspended',
  ]),
  since: z.string().nullable(),
  until: z.string().nullable(),
});

const row = z.object({
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  admdvs: z.string(),
  kind,
  hosp_lv: z.string().nullable(),
  status,
  agreement: z.object({ number: z.string(), valid_to: z.string(), state }).nullable(),
  measures: list(z.enum(Object.keys(MEASURES))),
  licence_until: z.string().nullable(),
});

const count = z.int().min(0).max(999_999);
const view = z.object({
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  admdvs: z.string(),
  kind,
  status,
  version: z.int(),
  basics: z.object({
    ownership: z.enum(['public', 'private']).nullable(),
    hosp_lv: z.string().nullable(),
    uscc: z.string().nullable(),
    addr: z.string().nullable(),
    bed_cnt: z.int().nullable(),
    doctor_cnt: z.int().nullable(),
    nurse_cnt: z.int().nullable(),
    pharmacist_cnt: z.int().nullable(),
    head: z.string().nullable(),
  }),
  agreements: list(
    z.object({
      agreement_id: z.string(),
      number: z.string(),
      valid_from: z.string(),
      valid_to: z.string(),
      state,
      asked: act.nullable(),
      renew_by: z.string(),
      acts: list(z.object({ act, day: z.string(), leave_day: z.string().nullable() })),
    }),
  ),
  earliest_leave: z.string(),
  measures: list(
    z.object({
      matter_id: z.string(),
      measure: z.string(),
      state: z.string(),
      since: z.string(),
      until: z.string().nullable(),
      ended: z.string().nullable(),
      in_force: z.boolean(),
    }),
  ),
  licences: list(
    z.object({
      licence_id: z.string(),
      kind: z.string(),
      number: z.string(),
      valid_from: z.string(),
      valid_to: z.string(),
      replaced: z.boolean(),
    }),
  ),
  recovered_fen: z.int(),
});

const imported = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejects: list(z.object({ line: z.int(), field: z.enum(Object.keys(COLUMNS)), reason: z.enum(REASONS) })),
});

const filter = z.object({
  search: z.string().max(100).optional(),
  kind: kind.optional(),
  may: may.optional(),
  admdvs: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Joined by commas. */
  codes: z.string().max(3_000).optional(),
  after: z.string().max(30).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

const change = z.object({
  entry_id: z.uuid(),
  seen: z.int().min(0),
  changed_on: z.iso.date(),
  late_reason: z.string().trim().max(2_000).optional(),
  basics: z
    .object({
      fixmedins_name: text,
      kind,
      ownership: z.enum(['public', 'private']),
      hosp_lv: text,
      uscc: text,
      addr: text,
      bed_cnt: count,
      doctor_cnt: count,
      nurse_cnt: count,
      pharmacist_cnt: count,
      head: text,
    })
    .partial(),
});

const licence = z.object({
  licence_id: z.uuid(),
  kind: z.enum(['medical', 'pharmacy', 'business', 'radiation', 'other']),
  number: text,
  valid_from: z.iso.date(),
  valid_to: z.iso.date(),
  copy_digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
});

const agreement = z.object({
  agreement_id: z.uuid(),
  number: text,
  valid_from: z.iso.date(),
  valid_to: z.iso.date(),
});

const acting = z.object({
  request_id: z.uuid(),
  act,
  leave_day: z.iso.date().nullable().default(null),
  reason: z.string().trim().min(1).max(2_000),
});

/** Largest file of institutions: some twenty thousand rows. */
const MOST_BYTES = 8_388_608;

/** The registry: institutions, what is registered of them, licences, agreements. */
export async function institutionRoutes(app: App, services: Services): Promise<void> {
  const { db } = services;
  const one = z.object({ fixmedins_code: z.string().max(30) });
  app.get(
    '/api/institutions',
    { schema: { querystring: filter, response: { 200: list(row) } } },
    async ({ query, asking }) => listInstitutions(db, asking, { ...query, codes: query.codes?.split(',') }),
  );
  app.get(
    '/api/institutions/:fixmedins_code',
    { schema: { params: one, response: { 200: view } } },
    async ({ params, asking }) => readInstitution(services, asking, params.fixmedins_code),
  );
  app.post(
    '/api/institutions/:fixmedins_code/head',
    { schema: { params: one, body: purpose, response: { 200: z.object({ head: z.string().nullable() }) } } },
    async ({ params, body, asking }) => revealHead(services, asking, params.fixmedins_code, body),
  );
  app.post(
    '/api/institutions/:fixmedins_code/basics',
    { schema: { params: one, body: change, response: { 200: view } } },
    async ({ params, body, asking }) => changeBasics(services, asking, params.fixmedins_code, body),
  );
  app.post(
    '/api/institutions/:fixmedins_code/licences',
    { schema: { params: one, body: licence, response: { 200: view } } },
    async ({ params, body, asking }) => addLicence(services, asking, params.fixmedins_code, body),
  );
  app.post(
    '/api/institutions/:fixmedins_code/agreements',
    { schema: { params: one, body: agreement, response: { 200: view } } },
    async ({ params, body, asking }) => signAgreement(services, asking, params.fixmedins_code, body),
  );
  app.post(
    '/api/agreements/:agreement_id/acts',
    { schema: { params: z.object({ agreement_id: z.uuid() }), body: acting, response: { 200: view } } },
    async ({ params, body, asking }) => actOnAgreement(services, asking, params.agreement_id, body),
  );
  await app.register(async (uploads: App) => {
    uploads.removeAllContentTypeParsers();
    // A little more than the limit, so that ours is what answers.
    const parser = { parseAs: 'buffer', bodyLimit: MOST_BYTES * 2 } as const;
    uploads.addContentTypeParser('*', parser, (_request, body, done) => done(null, body));
    uploads.post(
      '/api/institutions/import',
      {
        bodyLimit: MOST_BYTES * 2,
        schema: { querystring: z.object({ import_id: z.uuid() }), response: { 200: imported } },
      },
      async ({ query, body, asking }) => {
        if (!Buffer.isBuffer(body)) throw shouhuError('SH-E006', {});
        if (body.length > MOST_BYTES) throw tooLarge(MOST_BYTES);
        return importInstitutions(services, asking, query.import_id, body);
      },
    );
  });
}
