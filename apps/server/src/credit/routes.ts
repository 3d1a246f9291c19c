import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { purpose } from '../persons/purpose.ts';
import { listEntries } from './list-entries.ts';
import { listPoints, readPoints } from './list-points.ts';
import { openEntry } from './open-entry.ts';
import { openPoints } from './open-points.ts';
import { revealPerson } from './person.ts';

const year = z.coerce.number().int().min(2000).max(2999);
const code = z.string().trim().min(4).max(40);
const person = z.object({ code, name: z.string().trim().min(1).max(50) });
const institution = z.string().regex(/^[HP]\d{11}$/);
const person_id = z.uuid();
const nature = z.enum(['light', 'heavier', 'serious', 'fraud']);
const responsibility = z.enum(['general', 'important', 'main']);
const subject = z.enum(['institution', 'doctor', 'insured']);

const pointsPerson = z.object({
  person_id: z.string(),
  name_masked: z.string(),
  code_masked: z.string(),
  points: z.int(),
  findings: z.int(),
  state: z.enum(['clear', 'suspended', 'ended']),
  since: z.string().nullable(),
  until: z.string().nullable(),
});

const personPoints = pointsPerson.extend({
  year: z.int(),
  elsewhere: z.int(),
  course: list(
    z.object({
      matter_id: z.string(),
      fixmedins_code: z.string(),
      fixmedins_name: z.string(),
      nature: z.string(),
      responsibility: z.string(),
      suggested: z.int(),
      found_on: z.string(),
      state: z.string(),
      points: z.int().nullable(),
      counts_from: z.string().nullable(),
    }),
  ),
});

const entry = z.object({
  matter_id: z.string(),
  subject,
  person_id: z.string().nullable(),
  name: z.string(),
  code: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  grounds: z.string(),
  parent_id: z.string().nullable(),
  state: z.string(),
  from_day: z.string().nullable(),
  until_day: z.string().nullable(),
  listed: z.boolean(),
});

/** Points and black lists; their courses are those of matters. Codes travel in bodies, never in addresses. */
export function creditRoutes(app: App, { db, ring }: Services): void {
  app.get(
    '/api/points',
    {
      schema: {
        querystring: z.object({ year, fixmedins_code: institution.optional() }),
        response: { 200: list(pointsPerson) },
      },
    },
    async ({ query, asking }) => listPoints({ db, ring }, asking, query),
  );
  app.post(
    '/api/points/search',
    {
      schema: {
        body: z.object({ year: z.int(), code, fixmedins_code: institution.optional() }),
        response: { 200: list(pointsPerson) },
      },
    },
    async ({ body, asking }) => listPoints({ db, ring }, asking, body),
  );
  app.post(
    '/api/points',
    {
      schema: {
        body: z.object({
          matter_id: z.uuid(),
          fixmedins_code: institution,
          parent_id: z.uuid().nullable(),
          person,
          nature,
          responsibility,
          found_on: z.iso.date(),
        }),
        response: { 200: z.object({ matter_id: z.string(), person_id: z.string() }) },
      },
    },
    async ({ body, asking }) => openPoints({ db, ring }, asking, body),
  );
  app.get(
    '/api/points/persons/:person_id',
    {
      schema: {
        params: z.object({ person_id }),
        querystring: z.object({ year }),
        response: { 200: personPoints },
      },
    },
    async ({ params, query, asking }) => readPoints(db, asking, params.person_id, query.year),
  );
  app.post(
    '/api/points/persons/:person_id/reveal',
    {
      schema: {
        params: z.object({ person_id }),
        body: purpose,
        response: { 200: z.object({ code: z.string(), name: z.string() }) },
      },
    },
    async ({ params, body, asking }) => revealPerson({ db, ring }, asking, params.person_id, body),
  );
  app.get(
    '/api/credit',
    { schema: { querystring: z.object({ subject: subject.optional() }), response: { 200: list(entry) } } },
    async ({ query, asking }) => listEntries({ db, ring }, asking, query),
  );
  app.post(
    '/api/credit/search',
    {
      schema: { body: z.object({ subject: subject.optional(), code }), response: { 200: list(entry) } },
    },
    async ({ body, asking }) => listEntries({ db, ring }, asking, body),
  );
  app.post(
    '/api/credit',
    {
      schema: {
        body: z.object({
          matter_id: z.uuid(),
          fixmedins_code: institution,
          parent_id: z.uuid(),
          subject,
          person: person.nullable(),
          grounds: z.string().trim().min(2).max(1_000),
        }),
        response: { 200: z.object({ matter_id: z.string() }) },
      },
    },
    async ({ body, asking }) => openEntry({ db, ring }, asking, body),
  );
}
