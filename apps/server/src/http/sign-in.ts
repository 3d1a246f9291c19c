/** Signing in and out under /api/auth, handed to the identity module as web requests. */
import type { FastifyRequest } from 'fastify';
import type { App, SignIn } from './new-app.ts';

export function signInRoutes(app: App, { handler, baseUrl }: SignIn): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const { method, url, ip } = request;
      const body = method === 'GET' ? {} : { body: JSON.stringify(request.body ?? {}) };
      const answer = await handler(
        new Request(new URL(url, baseUrl), { method, headers: headersOf(request), ...body }),
        ip,
      );
      reply.status(answer.status);
      for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.send(await answer.text());
    },
  });
}

/** The headers of a request that stand once. */
export function headersOf({ headers: sent }: Pick<FastifyRequest, 'headers'>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}
