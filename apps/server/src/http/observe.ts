/** What operators see of the requests: one line of the log for each, and the figures of `/metrics`. Never a value of a request. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createHash, timingSafeEqual } from 'node:crypto';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { Gauge, Histogram, Registry } from 'prom-client';
import type { App, Services } from './new-app.ts';

/** Seconds. A list that takes more than a fifth of one is looked into. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** Asked every few seconds by machines: nobody wants to read that. */
const UNLOGGED = new Set(['/api/health', '/api/ready', '/metrics']);

/** To be called before any route: hooks hold for those that come after. @returns where further figures are kept */
export function observe(app: App, services: Services): Registry {
  // Frames of libraries fill the ten that Node keeps, and ours would be missing from the log.
  Error.stackTraceLimit = 40;
  const registry = new Registry();
  const seconds = new Histogram({
    name: 'shouhu_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  gauges(app, services, registry);
  app.addHook('onRequest', async ({ id }, reply) => {
    reply.header('x-request-id', id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const [route, status, ms] = [routeOf(request), reply.statusCode, reply.elapsedTime];
    seconds.observe({ method, route, status }, ms / 1_000);
    if (UNLOGGED.has(route)) return;
    const line = { who: whoOf(request), method, route, status, ms: Math.round(ms * 10) / 10 };
    if (status >= 500) request.log.error(line, 'answered');
    else request.log.info(line, 'answered');
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayMeasure(services, request)) throw shouhuError('SH-H007', { path: '/metrics' });
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return registry;
}

/** The pattern that took the request, never its address: ids and search words stand there. */
function routeOf({ url, routeOptions }: FastifyRequest): string {
  const isOurs = url.startsWith('/api/') || url.startsWith('/fsi/') || routeOptions.url === '/metrics';
  return isOurs ? (routeOptions.url ?? 'none') : 'console';
}

function whoOf(request: Partial<Pick<FastifyRequest, 'asking'>>): string | null {
  return request.asking?.caller.id ?? null;
}

/** What went wrong inside, without the message: a database quotes values in it. */
export function logFault(request: FastifyRequest, error: unknown): void {
  const cause = error instanceof ShouhuError ? error.cause : error;
  const frames = cause instanceof Error ? (cause.stack ?? '').split('\n') : [];
  const ours = frames.filter((line) => /^\s+at /.test(line) && !/node_modules|\bnode:/.test(line));
  request.log.error(
    {
      code: error instanceof ShouhuError ? error.code : 'SH-X001',
      cause: cause instanceof Error ? cause.name : typeof cause,
      cause_code: cause instanceof Error && 'code' in cause ? String(cause.code) : null,
      at: ours.slice(0, 8).map((line) => line.trim()),
    },
    'fault',
  );
}

function gauges(app: App, { db, counts, heads }: Services, registry: Registry): void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.addHook('onClose', async () => delay.disable());
  const gauge = (name: string, help: string, read: () => Promise<number | undefined> | number): void => {
    const made: Gauge = new Gauge({
      name: `shouhu_${name}`,
      help,
      registers: [registry],
      collect: async () => {
        const value = await read();
        if (value === undefined) made.reset();
        else made.set(value);
      },
    });
  };
  gauge('event_loop_lag_p99_seconds', 'Lag of the event loop since the last look', () => {
    const lag = delay.percentile(99) / 1e9;
    delay.reset();
    return Number.isFinite(lag) ? lag : 0;
  });
  gauge('memory_bytes', 'Resident memory of the process', () => process.memoryUsage.rss());
  gauge('uptime_seconds', 'Since the process began', () => process.uptime());
  if (counts !== undefined) {
    gauge('pool_connections', 'Connections to the database', () => counts().total);
    gauge('pool_idle', 'Connections that nobody uses', () => counts().idle);
    gauge('pool_waiting', 'Requests that wait for a connection', () => counts().waiting);
  }
  if (heads !== undefined) {
    gauge('log_heads_hold', 'Whether the log agrees with its exported heads', () => (heads.hold() ? 1 : 0));
  }
  // A database that does not answer is told by `up`, not by a page of figures that fails.
  const asked = async (read: () => Promise<number | undefined>) => read().catch(() => undefined);
  gauge('database_up', 'Whether the database answers', async () => {
    const one = await asked(async () => (await sql<{ one: number }>`SELECT 1 AS one`.execute(db)).rows[0]?.one);
    return one ?? 0;
  });
  gauge('log_entries', 'Length of the chained log', async () =>
    asked(async () => {
      const last = await db.selectFrom('log_entry').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      return last?.seq ?? 0;
    }),
  );
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** With the token where there is one; else from this machine itself, which a proxy on it is not. */
function mayMeasure({ metricsToken }: Services, { ip, headers }: FastifyRequest): boolean {
  if (metricsToken !== undefined) return isSame(headers.authorization ?? '', `Bearer ${metricsToken}`);
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return LOOPBACK.has(ip) && !isForwarded;
}

/** In a time that tells nothing. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sm3').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
