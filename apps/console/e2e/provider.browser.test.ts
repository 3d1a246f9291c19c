/** Signing in by the identity provider of the bureau, from the link to its end; the provider is a real one, at another site for the browser. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { serve } from '@shouhu/server';
import { freePort, testProvider } from '@shouhu/server/testing';
import { DESKTOP, inspect, openPage, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function look(page: Page, name: string): Promise<void> {
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    await inspect(page, axe, `${name} at ${size.width}`);
    await shot(page, `${name}-${size.width}`);
  }
  await page.setViewportSize(DESKTOP);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '用户菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.getByLabel('用户名').waitFor();
}

test('a person links their account, signs in by the provider, goes on where they were, and removes the link', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-provider-'));
  const port = await freePort();
  const provider = await testProvider(t, `http://localhost:${port}`);
  const platform = await serve({
    folder: join(folder, 'data'),
    keyFile: join(folder, 'key'),
    host: 'localhost',
    port,
    admdvs: '429000',
    samples: true,
    oidc: provider.options,
  });
  t.after(async () => {
    await platform.close();
    await rm(folder, { recursive: true });
  });
  const account = platform.accounts.find(({ username }) => username === 'inspector');
  assert.ok(account !== undefined);
  const { page, faults } = await openPage(t, `${platform.url}/account`);
  const byPassword = async (): Promise<void> => {
    await page.getByLabel('用户名').fill('inspector');
    await page.getByLabel('密码').fill(account.password);
    await page.keyboard.press('Enter');
  };
  const byProvider = page.getByRole('button', { name: '单位统一登录' });

  await byProvider.waitFor();
  await look(page, 'sign-in-with-provider');
  await byPassword();
  await page.getByRole('button', { name: '关联', exact: true }).click();
  await page.locator('dialog').getByLabel('当前密码').fill(account.password);
  await look(page, 'link-provider');
  await page.keyboard.press('Enter');
  await page.getByLabel('工号').fill('1001');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '解除关联' }).waitFor();
  assert.equal(page.url(), `${platform.url}/account`, 'the answer is gone from the address');
  await page.getByRole('button', { name: '解除关联' }).scrollIntoViewIfNeeded();
  await look(page, 'linked-provider');

  await signOut(page);
  await page.goto(`${platform.url}/leads?state=new`);
  // Who is signed in there is not asked again.
  await byProvider.click();
  await page.getByText('没有符合条件的线索').waitFor();
  assert.match(page.url(), /\/leads\?state=new$/);

  // A session that ends leaves the page as it is: the provider is asked in a window beside it.
  await page.goto(`${platform.url}/account`);
  await page.getByLabel('当前密码').fill('typed before the session ended');
  await page.getByLabel('新密码', { exact: true }).fill('bookshelf river 27 lantern');
  await page.getByLabel('再输一遍新密码').fill('bookshelf river 27 lantern');
  await page.context().clearCookies({ domain: 'localhost' });
  await page.getByRole('button', { name: '更换密码' }).click();
  await page.getByText('登录已失效，请重新登录').waitFor();
  await look(page, 'provider-again');
  const opened = page.context().waitForEvent('page');
  await page.locator('dialog').getByRole('button', { name: '单位统一登录' }).click();
  const beside = await opened;
  await beside.getByRole('button', { name: '用户菜单' }).waitFor();
  await beside.close();
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('当前密码').inputValue(), 'typed before the session ended');

  await signOut(page);
  await provider.stop();
  await byProvider.click();
  await page.getByRole('alert').getByText('单位统一登录暂时不可用').waitFor();
  await look(page, 'provider-down');
  await byPassword();
  await page.getByRole('button', { name: '用户菜单' }).waitFor();
  await provider.start();

  await page.goto(`${platform.url}/account`);
  await page.getByRole('button', { name: '解除关联' }).click();
  await page.locator('dialog').getByLabel('当前密码').fill(account.password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '关联', exact: true }).waitFor();
  await signOut(page);
  await byProvider.click();
  await page.getByRole('alert').getByText('没有关联本系统的账户').waitFor();
  await look(page, 'provider-unlinked');
  assert.deepEqual(faults, []);
});
