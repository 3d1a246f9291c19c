/** The first day of somebody new, from the account to the first page; and the log of what was read. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { serve } from '@shouhu/server';
import { codeOf, findingOf, freePort, leadOf, PEOPLE, recordRun, runOf } from '@shouhu/server/testing';
import { desk, DESKTOP, inspect, openPage, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '用户菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.getByLabel('用户名').waitFor();
}

/** A device in the browser that verifies its person by itself. */
async function withPasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Looks at a page at the desk and on a phone. */
async function look(page: Page, name: string): Promise<void> {
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    await inspect(page, axe, `${name} at ${size.width}`);
    await shot(page, `${name}-${size.width}`);
  }
  await page.setViewportSize(DESKTOP);
}

test('an account is made, its duty confirmed, its password changed, an authenticator enrolled: then its person works', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-first-day-'));
  const platform = await serve({
    folder: join(folder, 'data'),
    keyFile: join(folder, 'key'),
    // A passkey belongs to a name.
    host: 'localhost',
    port: await freePort(),
    admdvs: '429000',
    samples: true,
    totp: ['legal-reviewer'],
  });
  t.after(async () => {
    await platform.close();
    await rm(folder, { recursive: true });
  });
  const passwordOf = (username: string): string => {
    const account = platform.accounts.find((one) => one.username === username);
    assert.ok(account !== undefined);
    return account.password;
  };

  const { page: admin, faults } = await openPage(t, `${platform.url}/accounts`);
  await signIn(admin, 'administrator', passwordOf('administrator'));
  await admin.getByRole('button', { name: '新建账户' }).click();
  await admin.getByLabel('姓名', { exact: true }).fill('赵云');
  await admin.getByRole('textbox', { name: '用户名' }).fill('zhaoyun');
  await admin.locator('dialog').getByLabel('电话').fill('13900000001');
  await admin.getByRole('checkbox', { name: '法制审核' }).check();
  await look(admin, 'new-account');
  await admin.getByRole('button', { name: '提交' }).click();
  const first = (await admin.locator('.once code').textContent()) ?? '';
  assert.match(first, /^[a-z2-9-]{23}$/);
  await look(admin, 'first-password');
  await admin.getByRole('button', { name: '已交给本人' }).click();
  await admin.getByText('由另一位有权的人员确认').waitFor();
  assert.equal(await admin.getByRole('button', { name: '确认', exact: true }).count(), 0);
  await look(admin, 'accounts');
  await admin.getByRole('link', { name: '赵云' }).first().click();
  await admin.getByRole('button', { name: '重置密码' }).waitFor();
  await look(admin, 'account-of-person');

  const { page: head, faults: headFaults } = await openPage(t, `${platform.url}/accounts`);
  await signIn(head, 'head', passwordOf('head'));
  await head.getByRole('button', { name: '确认', exact: true }).click();
  await head.getByText('待确认的变更').waitFor({ state: 'detached' });

  const { page: own, faults: ownFaults } = await openPage(t, `${platform.url}/leads`);
  await signIn(own, 'zhaoyun', first);
  await own.getByText('请先更换初始密码').waitFor();
  assert.equal(await own.getByRole('navigation').count(), 0);
  const password = 'bookshelf river 27 lantern';
  await own.getByLabel('当前密码').fill(first);
  await own.getByLabel('新密码', { exact: true }).fill('zhaoyun-2026-zhaoyun');
  await own.getByText('容易被猜到').waitFor();
  await look(own, 'change-password');
  await own.getByLabel('新密码', { exact: true }).fill(password);
  await own.getByText('很好').waitFor();
  await own.getByLabel('再输一遍新密码').fill(password);
  await own.getByRole('button', { name: '更换密码' }).click();
  await own.getByText('请先绑定动态口令').waitFor();
  await own.getByRole('button', { name: '绑定', exact: true }).click();
  await own.getByLabel('当前密码').fill(password);
  await own.keyboard.press('Enter');
  const secret = ((await own.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
  const uri = `otpauth://totp/x?secret=${secret}`;
  await own.getByRole('img', { name: '动态口令的二维码' }).waitFor();
  await look(own, 'enrolment');
  await own.getByLabel('六位数字').fill(codeOf(uri));
  await own.keyboard.press('Enter');
  await own.locator('.once code').nth(9).waitFor();
  await look(own, 'backup-codes');
  await own.getByRole('button', { name: '已记下' }).click();
  // One lands where one wanted to go, and sees what the duty allows.
  await own.getByText('没有符合条件的线索').or(own.getByText('还没有线索')).waitFor();
  const menu = own.getByRole('navigation');
  assert.equal(await menu.getByRole('link', { name: '事项' }).count(), 1);
  assert.equal(await menu.getByRole('link', { name: '账户' }).count(), 0);
  await own.goto(`${platform.url}/accounts`);
  await own.getByText('没有查看的权限').waitFor();

  await signOut(own);
  await signIn(own, 'zhaoyun', password);
  // The code that enrolled is spent: the next one.
  await own.getByLabel('动态口令').fill(codeOf(uri, Date.now() + 30_000));
  await own.keyboard.press('Enter');
  await own.getByRole('navigation').waitFor();
  await own.goto(`${platform.url}/account`);
  await own.getByText('本次会话').waitFor();
  await own.getByText('更换密码').first().waitFor();
  await withPasskeys(own);
  await own.getByRole('button', { name: '添加通行密钥' }).click();
  await own.getByLabel('设备名称').fill('办公室电脑');
  await own.locator('dialog').getByLabel('当前密码').fill(password);
  await look(own, 'add-passkey');
  await own.keyboard.press('Enter');
  await own.locator('dialog').waitFor({ state: 'detached' });
  await own.getByText('办公室电脑').waitFor();
  await look(own, 'own-account');
  await signOut(own);
  await look(own, 'sign-in');
  await own.getByRole('button', { name: '用通行密钥登录' }).click();
  await own.getByRole('navigation').waitFor();
  assert.equal(await menu.getByRole('link', { name: '事项' }).count(), 1, 'it was both factors');
  await own.goto(`${platform.url}/account`);
  await own.getByText('最近使用').first().waitFor();
  await own.getByRole('button', { name: '删除 办公室电脑' }).click();
  await own.locator('dialog').getByLabel('当前密码').fill(password);
  await own.keyboard.press('Enter');
  await own.locator('dialog').waitFor({ state: 'detached' });
  await own.getByText('办公室电脑').waitFor({ state: 'detached' });
  await head.getByRole('link', { name: '赵云' }).click();
  await head.getByRole('button', { name: '显示' }).click();
  await head.getByLabel('说明').fill('通知到岗');
  await look(head, 'purpose');
  await head.locator('dialog').getByRole('button', { name: '显示' }).click();
  await head.getByText('13900000001').waitFor();
  await head.getByRole('button', { name: '隐藏' }).click();
  assert.equal(await head.getByText('13900000001').count(), 0);

  await admin.reload();
  await admin.getByRole('button', { name: '停用' }).click();
  await admin.getByLabel('理由').fill('离岗');
  await admin.getByRole('button', { name: '提交' }).click();
  await admin.getByText('已停用').first().waitFor();
  await own.getByRole('button', { name: '更换密码' }).waitFor();
  await own.goto(`${platform.url}/leads`);
  await own.getByLabel('用户名').waitFor();
  assert.deepEqual([...faults, ...headFaults, ...ownFaults], []);
});

test('persons of a lead are shown for a purpose, and the log says who, when and what for', async (t) => {
  const { on, page, faults } = await desk(t);
  const [a, b] = ['4290000000029619', '4290000000039038'];
  const message = `${a} 与 ${b} 同路购药`;
  const scheme = {
    scheme_id: 'S1',
    scheme: 'drug-resale',
    scheme_name: '倒药',
    score: 0.9,
    message,
    evidence: { people: 2 },
    links: [{ a, b, weight: 22 }],
  };
  const leads = [leadOf('L9', { message, schemes: [scheme] })];
  await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(leads, [findingOf('F9', ['L9'])]));
  const officer = await page('officer1', '/leads/L9');
  await officer.getByText('***9619 与 ***9038 同路购药').first().waitFor();
  await officer.getByRole('button', { name: '显示人员编号' }).click();
  await officer.getByLabel('说明').fill('核对两人的购药地点');
  await officer.locator('dialog').getByRole('button', { name: '显示' }).click();
  await officer.getByText(a, { exact: true }).waitFor();
  await look(officer, 'lead-persons');
  await officer.getByRole('button', { name: '隐藏' }).click();
  assert.equal(await officer.getByText(a).count(), 0);
  await officer.locator('.finding-head').click();
  await officer.locator('.hidden-value').getByRole('button', { name: '显示人员编号' }).click();
  await officer.getByLabel('说明').fill('核对处方');
  await officer.locator('dialog').getByRole('button', { name: '显示' }).click();
  await officer.getByText('4290000000000750', { exact: true }).waitFor();
  await look(officer, 'finding-person');
  await officer.clock.runFor(5 * 60_000);
  await officer.getByText('4290000000000750').waitFor({ state: 'detached' });
  const legal = await page('legal', '/leads/L9');
  await legal.getByText('***9619 与 ***9038 同路购药').first().waitFor();
  assert.equal(await legal.getByRole('button', { name: '显示人员编号' }).count(), 0);

  const head = await page('head', '/log?personal=true');
  await head.getByText('核查线索：核对两人的购药地点').waitFor();
  await head.getByLabel('只看个人信息查阅').click();
  await head.getByText('登记稽核结果').first().waitFor();
  await head.getByText('查看个人信息明文').first().waitFor();
  await head.getByRole('button', { name: '校验完整性' }).click();
  await head.getByText(/记录完整：全部 \d+ 条没有被改动/).waitFor();
  const saving = head.waitForEvent('download');
  await head.getByRole('button', { name: '导出 CSV' }).click();
  assert.match((await saving).suggestedFilename(), /^log-\d+\.csv$/);
  await head.getByText('导出日志').first().waitFor();
  await look(head, 'log');
  const officerLog = await page('officer1', '/log');
  await officerLog.getByText('没有查看的权限').waitFor();
  assert.deepEqual(faults, []);
});

test('in a window the escape key closes an open list of choices first, then the window', async (t) => {
  const { page, faults } = await desk(t);
  const clerk = await page('cashier', '/experts');
  await clerk.getByRole('button', { name: '新增' }).click();
  const kind = clerk.locator('dialog').getByLabel('类别');
  await kind.click();
  await clerk.locator('.ant-select-item-option').first().waitFor();
  await clerk.keyboard.press('Escape');
  await clerk.locator('dialog [role=combobox][aria-expanded=true]').waitFor({ state: 'detached' });
  assert.equal(await clerk.locator('dialog').count(), 1);
  await clerk.keyboard.press('Escape');
  await clerk.locator('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
});
