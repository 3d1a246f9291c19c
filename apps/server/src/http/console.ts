/** Serves the built console: files under hashed names for ever, its one page fresh each time, every address of it the same page. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import type { App } from './new-app.ts';

/** Where `npm run build -w apps/console` puts it. */
export const CONSOLE_FOLDER = join(import.meta.dirname, '../../../console/dist');

const PAGE = 'index.html';
/** Stands in the page where the nonce of an answer goes: Ant Design writes its styles as it runs, and names it. */
const NONCE = '__NONCE__';

const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** @param folder with the built console; a missing one is a programmer's error */
export async function consolePages(app: App, folder: string): Promise<void> {
  const page = await readFile(join(folder, PAGE), 'utf8');
  await app.register(async (pages: App) => {
    await pages.register(files, {
      root: folder,
      wildcard: false,
      index: false,
      globIgnore: [PAGE, '**/*.gz', '**/*.br'],
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.startsWith(join(folder, 'assets'));
        void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    pages.get('/*', { schema: { hide: true } }, async ({ url, headers }, reply) => {
      const isPage = !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
      if (!isPage) return reply.callNotFound();
      const nonce = randomBytes(16).toString('base64');
      reply.header('content-security-policy', policyOf(nonce));
      reply.header('cache-control', 'no-cache');
      return reply.type('text/html; charset=utf-8').send(page.replaceAll(NONCE, nonce));
    });
  });
}
