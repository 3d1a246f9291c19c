import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { issuerOf, providerOf } from './oidc.ts';

const told = { oidcIssuer: 'https://sso.example', oidcClient: 'shouhu' };

test('the secret comes from the file, without its line end, else from the environment; told nothing there is no provider', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-oidc-'));
  context.after(() => rm(folder, { recursive: true }));
  const oidcSecretFile = join(folder, 'secret');
  await writeFile(oidcSecretFile, 'of the file\n');
  const environment = { SHOUHU_OIDC_SECRET: 'of the environment' };
  const provider = { issuer: 'https://sso.example', clientId: 'shouhu', twoFactors: [] };
  assert.deepEqual(await providerOf({ ...told, oidcSecretFile }, environment), {
    ...provider,
    clientSecret: 'of the file',
  });
  assert.deepEqual(await providerOf({ ...told, oidcTwoFactors: ['mfa'] }, environment), {
    ...provider,
    twoFactors: ['mfa'],
    clientSecret: 'of the environment',
  });
  assert.equal(await providerOf({}, environment), undefined);
});

test('tokens travel by TLS, or not beyond this machine', () => {
  for (const text of [
    'https://sso.example/realms/bureau',
    'http://127.0.0.1:8081',
    'http://localhost:8081',
    'http://[::1]:81',
  ])
    assert.equal(issuerOf(text), text);
  for (const text of ['http://sso.example', 'sso.example', 'ftp://127.0.0.1'])
    assert.throws(() => issuerOf(text), { code: 'SH-U005' });
});
