/** Signing in to the whole platform as `shouhu serve` starts it: password, code, the wrong ones, and the way out. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serve } from '@shouhu/server';
import { codeOf, freePort } from '@shouhu/server/testing';
import { openPage, shot, withBrowser } from './console.fixture.ts';

withBrowser();

test('a password, a code, and what is wrong with them', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-sign-in-'));
  const platform = await serve({
    folder: join(folder, 'data'),
    keyFile: join(folder, 'key'),
    host: '127.0.0.1',
    port: await freePort(),
    admdvs: '429000',
    samples: true,
  });
  t.after(async () => {
    await platform.close();
    await rm(folder, { recursive: true });
  });
  const account = platform.accounts.find(({ username }) => username === 'inspector');
  assert.ok(account !== undefined);
  const { page, faults } = await openPage(t, `${platform.url}/leads?state=new`);
  // To ask who is there is no refusal, where nobody is.
  await page.getByLabel('用户名').waitFor();
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(response.url());
  });
  await page.reload();
  await page.getByLabel('用户名').waitFor();
  assert.deepEqual(refused, []);
  const signIn = async (password: string): Promise<void> => {
    await page.getByLabel('用户名').fill('inspector');
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
  };
  await signIn('not the password');
  await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
  await shot(page, 'sign-in-refused-1440');
  await signIn(account.password);
  // One lands where one wanted to go.
  await page.getByText('没有符合条件的线索').waitFor();
  assert.match(page.url(), /\/leads\?state=new$/);

  const post = (path: string, body: object) =>
    page.evaluate<{ totpURI?: string; backupCodes?: readonly string[] }>(
      `fetch('/api/auth/two-factor/${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))} }).then((answer) => answer.json())`,
    );
  const { totpURI, backupCodes = [] } = await post('enable', { password: account.password });
  await post('verify-totp', { code: codeOf(totpURI) });
  await page.getByRole('button', { name: '用户菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).waitFor();
  await shot(page, 'user-menu-1440');
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.getByLabel('用户名').waitFor();

  await signIn(account.password);
  await page.getByLabel('动态口令').fill('000 000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('动态口令或备用码不正确').waitFor();
  await shot(page, 'sign-in-code-1440');
  await page.getByRole('button', { name: '使用备用码' }).click();
  await page.getByLabel('备用码').fill(backupCodes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.getByText('没有正在计时的事项').waitFor();
  assert.deepEqual(faults, []);
});
