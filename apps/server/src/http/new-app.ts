import Fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Kysely } from 'kysely';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Handler } from '../identity/handler.ts';
import type { Schema } from '../store/schema.ts';

export interface SignIn {
  readonly handler: Handler;
  /** Where browsers find the platform. */
  readonly baseUrl: string;
}

/** What the routes stand on. */
export interface Services {
  readonly db: Kysely<Schema>;
  /** Who sent a request, by its session; null for nobody. */
  readonly callerOf: (headers: Headers) => Promise<Caller | null>;
  /** Signing in; absent where sessions come from elsewhere. */
  readonly signIn?: SignIn;
  /** The present instant. */
  readonly now: () => Date;
  /** Folder of the built console; absent: only the interface is served. */
  readonly console?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before every route that asks who calls. */
    asking: Asking;
  }
}

/** Largest body of a request that carries no file. */
const MOST_BYTES = 1_048_576;

/** An application without routes; plugins and routes are typed by it. */
export const newApp = () =>
  Fastify({ bodyLimit: MOST_BYTES, forceCloseConnections: 'idle' }).withTypeProvider<ZodTypeProvider>();

/** The application, whose routes are plugins of this type. */
export type App = ReturnType<typeof newApp>;
