/** The platform over HTTP: every route knows its caller, its input and its output; what goes wrong has a code and a remedy. */
import swagger from '@fastify/swagger';
import { asShouhuError, shouhuError } from '@shouhu/errors';
import type { FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { caseRoutes } from '../casework/routes.ts';
import { leadRoutes } from '../leads/routes.ts';
import { logRoutes } from '../log/routes.ts';
import { peopleRoutes } from '../people/routes.ts';
import type { Caller } from '../rights/caller.ts';
import { consolePages } from './console.ts';
import { meRoutes } from './me.ts';
import { newApp } from './new-app.ts';
import type { App, Services } from './new-app.ts';
import { headersOf, signInRoutes } from './sign-in.ts';
import { statusOf } from './status.ts';

export async function makeApp(services: Services): Promise<App> {
  const app = newApp();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(async (error, request, reply) => {
    const known = asKnown(error, request);
    return reply.status(statusOf(known.code)).send(known.toJSON());
  });
  app.setNotFoundHandler(async ({ url }, reply) =>
    reply.status(404).send(shouhuError('SH-H007', { path: url.split('?')[0] ?? '' }).toJSON()),
  );
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '守护 Shouhu', version: '0.1.0' } },
    transform: jsonSchemaTransform,
  });
  app.get('/api/health', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  if (services.signIn !== undefined) signInRoutes(app, services.signIn);
  await app.register(async (signedIn: App) => {
    signedIn.addHook('onRequest', async (request) => {
      refuseForeignPage(services, request);
      request.asking = { caller: await callerOf(services, request), at: services.now() };
    });
    meRoutes(signedIn);
    peopleRoutes(signedIn, services);
    leadRoutes(signedIn, services);
    caseRoutes(signedIn, services);
    logRoutes(signedIn, services);
  });
  if (services.console !== undefined) await consolePages(app, services.console);
  return app;
}

/** A page of another site may not have its reader's session work for it. Programs send no origin. */
function refuseForeignPage({ signIn }: Services, { method, headers }: FastifyRequest): void {
  const { origin } = headers;
  if (method === 'GET' || origin === undefined || signIn === undefined) return;
  if (origin !== new URL(signIn.baseUrl).origin) throw shouhuError('SH-A010', {});
}

async function callerOf(services: Services, request: FastifyRequest): Promise<Caller> {
  const caller = await services.callerOf(headersOf(request));
  if (caller === null) throw shouhuError('SH-H001', {});
  return caller;
}

function asKnown(error: unknown, request: FastifyRequest) {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = `${error.validationContext ?? ''}${first?.instancePath ?? ''}`;
    return shouhuError('SH-H005', { field, reason: first?.message ?? '' });
  }
  if (isRefusedByFastify(error)) return shouhuError('SH-H005', { field: request.method, reason: error.message });
  return asShouhuError(error);
}

/** A body that is no JSON, or too large, or of an unknown kind. */
function isRefusedByFastify(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode < 500 &&
    'code' in error &&
    String(error.code).startsWith('FST_')
  );
}
