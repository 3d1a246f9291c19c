/** Headers of safety on every answer, whatever it is; the page of the console has a policy of its own (console.ts). */
import type { App } from './new-app.ts';

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** Data are no page: nothing in an answer may run, be framed, or be kept by a browser. */
const OF_DATA = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Headers that a route set itself stay. */
export function safetyHeaders(app: App): void {
  app.addHook('onSend', async ({ url }, reply) => {
    const wanted = url.startsWith('/api/') ? { ...ALWAYS, ...OF_DATA } : ALWAYS;
    for (const [name, value] of Object.entries(wanted)) if (!reply.hasHeader(name)) reply.header(name, value);
  });
}
