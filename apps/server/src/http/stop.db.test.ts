import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { platform } from './app.fixture.ts';

test('a stop answers what was asked, and does not wait for a connection that asked nothing', async (t) => {
  const { app } = await platform(t);
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const idle = connect(Number(address.port), address.hostname);
  await once(idle, 'connect');
  const asked = fetch(`${address.href}api/openapi.json`);
  const first = await asked;
  const ended = once(idle, 'close');
  // A minute and more without it: then the answer below comes first, from the test's own limit.
  const stopped = app.close().then(() => 'stopped');
  const limit = new AbortController();
  const waited = once(limit.signal, 'abort').then(() => 'still waiting');
  const timer = setTimeout(() => limit.abort(), 20_000);
  assert.equal(await Promise.race([stopped, waited]), 'stopped');
  clearTimeout(timer);
  await ended;
  assert.equal(first.status, 200);
});
