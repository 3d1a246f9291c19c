/** The platform over HTTP: every route knows its caller, its input and its output; what goes wrong has a code and a remedy. */
import compress from '@fastify/compress';
import swagger from '@fastify/swagger';
import { outageOf } from '@shouhu/database';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import type { FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { inspectionRoutes } from '../campaigns/inspection-routes.ts';
import { campaignRoutes } from '../campaigns/routes.ts';
import { accountRoutes } from '../accounts/routes.ts';
import { caseRoutes } from '../casework/routes.ts';
import { bankRoutes } from '../clearing/bank-routes.ts';
import { ledgerRoutes } from '../clearing/ledger-routes.ts';
import { fundRoutes } from '../clearing/fund-routes.ts';
import { clearingRoutes } from '../clearing/routes.ts';
import { documentRoutes } from '../documents/routes.ts';
import { doorRoutes } from '../gateway/door-routes.ts';
import { gatewayRoutes } from '../gateway/routes.ts';
import { traceRoutes } from '../trace/routes.ts';
import { dossierRoutes } from '../dossier/routes.ts';
import { institutionRoutes } from '../institutions/routes.ts';
import { fileRoutes } from '../files/routes.ts';
import { findingRoutes } from '../findings/routes.ts';
import { assessmentRoutes } from '../assessment/routes.ts';
import { creditRoutes } from '../credit/routes.ts';
import { expertRoutes } from '../experts/routes.ts';
import { importRoutes } from '../imports/routes.ts';
import { leadRoutes } from '../leads/routes.ts';
import { figureRoutes } from '../figures/routes.ts';
import { listRoutes } from '../lists/routes.ts';
import { searchRoutes } from '../search/routes.ts';
import { logRoutes } from '../log/routes.ts';
import { noticeRoutes } from '../outbox/routes.ts';
import { peopleRoutes } from '../people/routes.ts';
import type { Caller } from '../rights/caller.ts';
import { settlementRoutes } from '../settlement/routes.ts';
import { rulebookRoutes } from '../rulebook/routes.ts';
import { voucherRoutes } from '../voucher/routes.ts';
import { insuredRoutes } from '../insured/routes.ts';
import { walletRoutes } from '../wallet/routes.ts';
import { runRoutes } from '../runs/routes.ts';
import { tillCheckRoutes } from '../till-check/routes.ts';
import { consolePages } from './console.ts';
import { safetyHeaders } from './headers.ts';
import { meRoutes, sessionRoutes } from './me.ts';
import { newApp } from './new-app.ts';
import type { App, Services } from './new-app.ts';
import { logFault, observe } from './observe.ts';
import { readinessRoutes } from './readiness.ts';
import { headersOf, signInRoutes } from './sign-in.ts';
import { statusOf } from './status.ts';
import { stopWhenAnswered } from './stop.ts';

/** An answer below this is sent as fast as it is compressed. */
const WORTH_BYTES = 2_048;

export async function makeApp(services: Services): Promise<App> {
  const app = newApp(services.log);
  stopWhenAnswered(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(async (error, request, reply) => {
    const known = asKnown(error, request);
    if (statusOf(known.code) >= 500) logFault(request, error);
    return reply.status(statusOf(known.code)).send(known.toJSON());
  });
  app.setNotFoundHandler(async ({ url }, reply) =>
    reply.status(404).send(shouhuError('SH-H007', { path: url.split('?')[0] ?? '' }).toJSON()),
  );
  const registry = observe(app, services);
  safetyHeaders(app);
  await app.register(compress, { threshold: WORTH_BYTES, encodings: ['gzip', 'identity'] });
  readinessRoutes(app, services);
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '守护 Shouhu', version: '0.1.0' } },
    transform: jsonSchemaTransform,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  sessionRoutes(app, services);
  if (services.signIn !== undefined) signInRoutes(app, services.signIn);
  await app.register(async (door: App) => doorRoutes(door, services, registry));
  await app.register(async (signedIn: App) => {
    signedIn.addHook('onRequest', async (request) => {
      refuseForeignPage(services, request);
      const { personOf } = services;
      const asking = { caller: await callerOf(services, request), at: services.now() };
      request.asking = personOf === undefined ? asking : { ...asking, personOf };
    });
    meRoutes(signedIn);
    walletRoutes(signedIn, services);
    insuredRoutes(signedIn, services);
    bankRoutes(signedIn, services);
    voucherRoutes(signedIn, services);
    peopleRoutes(signedIn, services);
    noticeRoutes(signedIn, services);
    await importRoutes(signedIn, services);
    runRoutes(signedIn, services);
    rulebookRoutes(signedIn, services);
    leadRoutes(signedIn, services);
    findingRoutes(signedIn, services);
    caseRoutes(signedIn, services);
    documentRoutes(signedIn, services);
    await fileRoutes(signedIn, services);
    campaignRoutes(signedIn, services);
    await inspectionRoutes(signedIn, services);
    figureRoutes(signedIn, services);
    searchRoutes(signedIn, services);
    listRoutes(signedIn, services);
    assessmentRoutes(signedIn, services);
    creditRoutes(signedIn, services);
    expertRoutes(signedIn, services);
    accountRoutes(signedIn, services);
    await institutionRoutes(signedIn, services);
    dossierRoutes(signedIn, services);
    logRoutes(signedIn, services);
    gatewayRoutes(signedIn, services);
    traceRoutes(signedIn, services);
    tillCheckRoutes(signedIn, services);
    clearingRoutes(signedIn, services);
    fundRoutes(signedIn, services);
    ledgerRoutes(signedIn, services);
    settlementRoutes(signedIn, services);
  });
  if (services.console !== undefined) await consolePages(app, services.console);
  return app;
}

/** What a worker answers: that it lives, and whether it can work. */
export function healthOnly(services: Services): App {
  const app = newApp(services.log);
  readinessRoutes(app, services);
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
  if (error instanceof ShouhuError) return error;
  const outage = outageOf(error);
  if (outage !== undefined) return shouhuError(OUTAGES[outage], {}, {}, error);
  // Its message may quote what others wrote: whoever asked gets the number under which the log has it.
  return shouhuError('SH-X001', { detail: request.id }, {}, error);
}

const OUTAGES = { unreachable: 'SH-B013', 'too-long': 'SH-B014', 'disk-full': 'SH-B015' } as const;

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
