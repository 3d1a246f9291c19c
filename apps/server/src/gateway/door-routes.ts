/**
 * Where institutions send messages: `/fsi/api`, and `/fsi/api/{infno}`, which provinces use too. An address that names the transaction lets
 * the door, and a proxy before it, refuse what is too large before it is read.
 */
import { shouhuError } from '@shouhu/errors';
import { LONG_TRANSACTIONS, mostBytes } from '@shouhu/interface';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import { logFault } from '../http/observe.ts';
import type { App, Services } from '../http/new-app.ts';
import { refusal } from './answers.ts';
import { takeMessage } from './door.ts';
import { GATEWAY } from './options.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** Seconds; a settlement answers within a few hundredths. */
const BUCKETS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 5];

export function doorRoutes(app: App, services: Services, registry: Registry): void {
  const { limits, refused } = services.gateway ?? GATEWAY;
  const messages = new Counter({
    name: 'shouhu_gateway_messages_total',
    help: 'Messages of institutions by transaction and outcome',
    labelNames: ['infno', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'shouhu_gateway_seconds',
    help: 'Time to answer a message',
    labelNames: ['infno'],
    buckets: BUCKETS,
    registers: [registry],
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(async (error, request, reply) => {
    const infno = infnoOf(request) ?? '';
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
    if (!isTooLarge) logFault(request, error);
    const known = isTooLarge
      ? shouhuError('SH-T007', { infno, most: mostBytes(limits, infno === '' ? undefined : infno) })
      : shouhuError('SH-T022', {});
    const { text } = refusal({ at: services.now(), admdvs: '000000', seq: 0, refused }, known);
    messages.inc({ infno: 'unknown', outcome: isTooLarge ? 'turned-away' : 'fault' });
    return reply
      .status(isTooLarge ? 413 : 500)
      .type(JSON_TYPE)
      .send(text);
  });
  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const text = typeof request.body === 'string' ? request.body : '';
    const taken = await takeMessage(services, { text, path: infnoOf(request), local: isLocal(request) });
    if (taken.fault !== undefined) logFault(request, taken.fault);
    messages.inc({ infno: taken.infno, outcome: taken.outcome });
    seconds.observe({ infno: taken.infno }, reply.elapsedTime / 1_000);
    return reply.status(taken.status).type(JSON_TYPE).send(taken.text);
  };
  const schema = { hide: true };
  app.post('/fsi/api', { schema, bodyLimit: mostBytes(limits) }, take);
  app.post('/fsi/api/:infno', { schema, bodyLimit: mostBytes(limits, '') }, take);
  for (const infno of LONG_TRANSACTIONS)
    app.post(`/fsi/api/${infno}`, { schema, bodyLimit: mostBytes(limits, infno) }, take);
}

const JSON_TYPE = 'application/json; charset=utf-8';

function infnoOf({ url }: FastifyRequest): string | null {
  return /^\/fsi\/api\/([^/?]{1,10})/.exec(url)?.[1] ?? null;
}

/** From this machine itself, which what a proxy on it hands on is not. */
function isLocal({ ip, headers }: FastifyRequest): boolean {
  return LOOPBACK.has(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
