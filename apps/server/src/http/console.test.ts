import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { consolePages } from './console.ts';
import { safetyHeaders } from './headers.ts';
import { newApp } from './new-app.ts';

test('the page is fresh and strict, its files are kept for ever, and the interface is no page', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<script nonce="__NONCE__"></script>');
  await writeFile(join(folder, 'assets/a1.js'), '1');
  await writeFile(join(folder, 'assets/a1.js.br'), 'short');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  const app = newApp();
  safetyHeaders(app);
  await consolePages(app, folder);
  t.after(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });
  const get = async (url: string, accept = 'text/html') => app.inject({ url, headers: { accept } });

  for (const url of ['/', '/matters/1', '/leads?state=new']) {
    const { statusCode, headers, body } = await get(url);
    const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? '';
    assert.equal(statusCode, 200, url);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    const policy = String(headers['content-security-policy']);
    assert.ok(nonce.length >= 20 && policy.includes(`style-src 'self' 'nonce-${nonce}'`), policy);
    assert.match(policy, /script-src 'self';.*frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
  }
  assert.notEqual((await get('/')).body, (await get('/')).body);
  const file = await get('/assets/a1.js', '*/*');
  assert.deepEqual([file.statusCode, file.headers['cache-control']], [200, 'public, max-age=31536000, immutable']);
  const short = await app.inject({ url: '/assets/a1.js', headers: { 'accept-encoding': 'gzip, br' } });
  assert.deepEqual([short.body, short.headers['content-encoding']], ['short', 'br']);
  assert.match(String(short.headers['content-type']), /javascript/);
  assert.equal((await get('/favicon.svg', '*/*')).headers['cache-control'], 'no-cache');
  const nothing = await Promise.all([
    get('/api/nothing'),
    get('/assets/gone.js', '*/*'),
    get('/index.html', '*/*'),
    get('/../package.json', '*/*'),
    app.inject({ method: 'POST', url: '/leads', headers: { accept: 'text/html' } }),
  ]);
  for (const { statusCode } of nothing) assert.equal(statusCode, 404);
});
