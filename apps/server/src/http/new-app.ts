import { randomUUID } from 'node:crypto';
import type { PolicyOf } from '@shouhu/benefits';
import type { ConnectionCounts } from '@shouhu/database';
import Fastify, { LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import type { Retention } from '../operation/retention/term.ts';
import type { Channels } from '../outbox/channels.ts';
import type { Asking, Caller, PersonOf } from '../rights/caller.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import type { Handler } from '../identity/handler.ts';
import type { Claims } from '../imports/claims.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Schema } from '../store/schema.ts';

export interface SignIn {
  readonly handler: Handler;
  /** Where browsers find the platform. */
  readonly baseUrl: string;
}

/** What the routes stand on. */
export interface Services {
  readonly db: Kysely<Schema>;
  /** Keys that personal values are sealed with. */
  readonly ring: KeyRing;
  /** Data of the platform outside the database: stored files. */
  readonly folder: string;
  /** Largest file that is taken, in bytes; 200 MB when absent. */
  readonly mostFileBytes?: number;
  readonly jobs: Jobs;
  /** Ways out of the platform that are configured. */
  readonly channels: Channels;
  readonly claims: Claims;
  /** Who sent a request, by its session; null for nobody. */
  readonly callerOf: (headers: Headers) => Promise<Caller | null>;
  /** Finds persons whose accounts are kept elsewhere; absent: among those of the platform. */
  readonly personOf?: PersonOf;
  /** Signing in; absent where sessions come from elsewhere. */
  readonly signIn?: SignIn;
  /** The present instant. */
  readonly now: () => Date;
  /** Folder of the built console; absent: only the interface is served. */
  readonly console?: string;
  /** Takes the lines of the log, JSON each; absent: none are written. */
  readonly log?: LogSink;
  /** Connections to the database, for the figures. */
  readonly counts?: () => ConnectionCounts;
  /** Where signed heads of the log are exported, and whether the log still agrees with them. */
  readonly heads?: { readonly folder: string; readonly hold: () => boolean };
  /** How the door of the national interface is set; absent: signatures needed, limits of the specification. */
  readonly gateway?: GatewayOptions;
  /** How long messages and decisions are kept; absent: the usual. */
  readonly retention?: Retention;
  /** Policies of the region: nothing is settled by one that nobody named. */
  readonly policyOf: PolicyOf;
  /** Opens `/metrics` to whoever names it; absent: to this machine alone. */
  readonly metricsToken?: string;
}

export interface LogSink {
  readonly write: (line: string) => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before every route that asks who calls. */
    asking: Asking;
  }
}

/** Largest body of a request that carries no file. */
const MOST_BYTES = 1_048_576;

/** Never in the log, whoever logs a request whole. */
const REDACTED = ['req.headers', 'res.headers', 'headers', 'body', 'query', 'params', 'password', 'url'];

/** An application without routes; plugins and routes are typed by it. */
export const newApp = (log?: LogSink) =>
  Fastify({
    bodyLimit: MOST_BYTES,
    forceCloseConnections: 'idle',
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    logger:
      log === undefined ? false : { stream: log, base: null, redact: { paths: REDACTED, remove: true }, ...readable },
  }).withTypeProvider<ZodTypeProvider>();

/** Times and levels of the log as people read them. */
const readable = {
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (level: string) => ({ level }) },
};

/** The application, whose routes are plugins of this type. */
export type App = ReturnType<typeof newApp>;
