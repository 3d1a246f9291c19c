/** Two people at once, no mouse, an ended session, a thousand rows, the other language. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { leadOf, PEOPLE, recordRun, runOf } from '@shouhu/server/testing';
import type { Platform } from '@shouhu/server/testing';
import {
  addColleagues,
  begin,
  confirm,
  desk,
  fillIn,
  inspect,
  shot,
  takeStep,
  withBrowser,
} from './console.fixture.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

withBrowser();

/** A review of the first lead, found and not yet issued. */
async function opened(on: Platform): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'review', lead_id: 'L1', fixmedins_code: 'H42900000001' };
  assert.equal((await on.ask('first', 'POST', '/api/matters', wanted)).status, 200);
  return `/matters/${matter_id}`;
}

test('who comes second is told what changed, and keeps the text', async (t) => {
  const { on, page, faults } = await desk(t);
  const address = await opened(on);
  const [one, other] = [await page('first', address), await page('first', address)];
  await one.locator('button.offer', { hasText: '初审不予认定' }).click();
  await fillIn(one, { 理由: '同批住院系透析治疗，\n记录齐全。' });
  await takeStep(other, '初审认定', { 认定金额: '8000' });

  await one.getByRole('button', { name: '确认“初审不予认定”' }).click();
  const alert = one.getByRole('alert').filter({ hasText: '他人已先一步办理' });
  await alert.getByText('8,000.00 元').waitFor();
  await shot(one, 'conflict-1440');
  assert.match((await alert.textContent()) ?? '', /这一步已不能办理.*初审认定.*已下发，待机构答复/s);
  assert.equal(await one.getByLabel('理由').inputValue(), '同批住院系透析治疗，\n记录齐全。');
  assert.equal(await one.getByRole('button', { name: '已核对，按最新情况提交' }).count(), 0);
  assert.deepEqual(faults, []);
});

test('after a conflict that leaves the step possible, it is taken with the latest version', async (t) => {
  const { page } = await desk(t);
  const officer = await page('officer1', '/leads/L1');
  await begin(officer, '登记案件线索', '登记线索', { 线索来源: '监督检查' });
  const head = await page('head', new URL(officer.url()).pathname);
  await head.locator('button.offer', { hasText: '不予立案' }).click();
  await fillIn(head, { 理由: '经核查属正常诊疗。' });
  // Registered once more with what came in later: the step stays possible.
  await takeStep(officer, '登记线索', { 线索来源: '投诉举报' });
  await head.getByRole('button', { name: '确认“不予立案”' }).click();
  await head.getByText('您填写的内容仍在').waitFor();
  assert.equal(await head.getByLabel('理由').inputValue(), '经核查属正常诊疗。');
  await head.getByRole('button', { name: '已核对，按最新情况提交' }).click();
  await head.locator('.deeds > li', { hasText: '不予立案' }).waitFor();
  assert.equal(await head.locator('.deeds > li').count(), 3);
});

test('what the law refuses is said in words, with what to do, and the amount typed stays', async (t) => {
  const { on, page, day } = await desk(t);
  const address = await opened(on);
  await takeStep(await page('first', address), '初审认定', { 认定金额: '8000' });
  await takeStep(await page('clinic', address), '申诉', { '陈述、申辩内容': '有记录。' });
  await day('2026-03-04');
  const second = await page('second', address);
  await second
    .locator('button.offer')
    .filter({ has: second.getByText('复审认定', { exact: true }) })
    .click();
  await fillIn(second, { 认定金额: '9000', 理由: '部分成立' });
  await second.getByRole('button', { name: '确认“复审认定”' }).click();
  await second.getByText('“复审认定”的数额 9,000.00 元超过 8,000.00 元').waitFor();
  await shot(second, 'refused-1440');
  await fillIn(second, { 认定金额: '7000' });
  await confirm(second, '复审认定');
});

test('a lost answer is asked for again without doing anything twice', async (t) => {
  const { on, page } = await desk(t);
  const first = await page('first', await opened(on));
  await first.locator('button.offer', { hasText: '初审认定' }).click();
  await fillIn(first, { 认定金额: '8000' });
  await first.route('**/steps', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await first.getByRole('button', { name: '确认“初审认定”' }).click();
  await first.getByText('服务器没有应答').waitFor();
  await first.unroute('**/steps');
  await confirm(first, '初审认定');
  assert.equal(await first.locator('.deeds > li').count(), 1);
});

test('a session that ends lays the sign-in over the page, and nothing typed is lost', async (t) => {
  const { on, page, url } = await desk(t);
  const first = await page('first', await opened(on));
  await first.locator('button.offer', { hasText: '初审不予认定' }).click();
  await fillIn(first, { 理由: '记录齐全' });
  await first.context().clearCookies();
  await first.getByRole('button', { name: '确认“初审不予认定”' }).click();
  await first.getByRole('dialog', { name: '登录已失效，请重新登录' }).waitFor();
  await shot(first, 'session-ended-1440');
  await first.context().addCookies([{ name: 'test-person', value: 'first', url }]);
  // Signing in itself has a test of its own: here the session comes back, and the page asks who it is.
  await first.route('**/api/auth/sign-in/username', (route) => route.fulfill({ json: {} }));
  await first.getByLabel('用户名').fill('first');
  await first.getByLabel('密码').fill('four unrelated words');
  await first.getByRole('dialog').getByRole('button', { name: '登录' }).click();
  await first.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await first.getByLabel('理由').inputValue(), '记录齐全');
  await confirm(first, '初审不予认定');
});

test('who signs in instead of another finds nothing of what that one had open', async (t) => {
  const { on, page, url } = await desk(t);
  const first = await page('first', await opened(on));
  await first.getByRole('heading', { name: '测试县人民医院', level: 1 }).waitFor();
  // Another window of the same browser, which makes no request of its own.
  const beside = await first.context().newPage();
  await beside.goto(first.url());
  await beside.getByRole('heading', { name: '测试县人民医院', level: 1 }).waitFor();
  await first.context().clearCookies();
  await first.getByRole('link', { name: '线索', exact: true }).click();
  await first.getByRole('dialog', { name: '登录已失效，请重新登录' }).waitFor();
  await first.goBack();
  await first.context().addCookies([{ name: 'test-person', value: 'admin', url }]);
  await first.route('**/api/auth/sign-in/username', (route) => route.fulfill({ json: {} }));
  await first.getByLabel('用户名').fill('admin');
  await first.getByLabel('密码').fill('four unrelated words');
  await first.getByRole('dialog').getByRole('button', { name: '登录' }).click();
  for (const window of [first, beside]) {
    await window.getByRole('heading', { name: '没有查看的权限' }).waitFor();
    assert.equal(await window.getByText('测试县人民医院').count(), 0);
  }
});

test('what a person may not read any more leaves the screen', async (t) => {
  const { on, page, url } = await desk(t);
  const first = await page('first', await opened(on));
  await first.getByRole('heading', { name: '测试县人民医院', level: 1 }).waitFor();
  // The same person by name, with other duties by now: the next reading is refused.
  await first.context().addCookies([{ name: 'test-person', value: 'admin', url }]);
  await first.clock.setFixedTime(Date.parse(await first.evaluate<string>('new Date().toISOString()')) + 60_000);
  // Afterwards, as the page may be loaded anew for it.
  await first.evaluate(
    "void setTimeout(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))",
  );
  // Each part of the page learns it by its own question: the first word of refusal need not be that about the lead.
  await first.getByRole('heading', { name: '测试县人民医院', level: 1 }).waitFor({ state: 'detached' });
  await first.getByRole('heading', { name: '没有查看的权限' }).first().waitFor();
});

test('officers are chosen by name, and the file names them', async (t) => {
  const { on, page } = await desk(t);
  await addColleagues(on);
  const officer = await page('officer1', '/leads/L1');
  await begin(officer, '登记案件线索', '登记线索', { 线索来源: '监督检查' });
  const head = await page('head', new URL(officer.url()).pathname);
  await takeStep(head, '立案', {
    承办人员: ['王建国', '李梅'],
    案由: '分解住院',
    违法行为终了之日: '2026-01-05',
    发现之日: '2026-03-02',
  });
  await head.locator('.cover').getByText('王建国、李梅').waitFor();
});

test('by keyboard alone: a lead is opened, taken up, and a step is taken', async (t) => {
  const { page, faults } = await desk(t);
  const first = await page('first', '/leads');
  const keys = first.keyboard;
  const grid = first.getByRole('grid');
  await grid.waitFor();
  const tabTo = async (role: 'grid' | 'button' | 'textbox', name?: string): Promise<void> => {
    const wanted = first.getByRole(role, name === undefined ? {} : { name, exact: role !== 'button' }).first();
    await wanted.waitFor();
    for (let count = 0; count < 60; count += 1) {
      if ((await wanted.and(first.locator(':focus')).count()) > 0) return;
      await keys.press('Tab');
    }
    assert.fail(`the tab key does not reach ${role} ${name ?? ''}`);
  };
  await tabTo('grid');
  await keys.press('ArrowDown');
  await keys.press('ArrowUp');
  await shot(first, 'leads-keyboard-1440');
  await keys.press('Enter');
  await tabTo('button', '下发审核');
  await keys.press('Enter');
  await tabTo('textbox', '认定金额');
  await keys.press('Control+A');
  await keys.type('8000');
  // The enter key of a field takes no step: its button does.
  await keys.press('Enter');
  await tabTo('button', '登记并办理“初审认定”');
  assert.equal(await first.locator('.deeds').count(), 0);
  await keys.press('Enter');
  await first.getByText('已下发，待机构答复').first().waitFor();
  assert.deepEqual(faults, []);
});

test('a thousand leads: few rows are drawn, pages follow, many are assigned at once', async (t) => {
  const { on, page, faults } = await desk(t);
  const many = Array.from({ length: 1_000 }, (_each, index) =>
    leadOf(`M${String(index).padStart(4, '0')}`, { title: `超限定频次 ${index}`, expected_fen: 700_000 - index }),
  );
  await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(many));
  const officer = await page('officer1', '/leads');
  const rows = officer.locator('.grid-row');
  await officer.getByText('已显示 200 条').waitFor();
  assert.ok((await rows.count()) < 60, `${await rows.count()} rows are drawn`);
  const started = performance.now();
  for (const shown of ['400', '600', '800', '1000']) {
    await officer.getByRole('grid').press('End');
    await officer.getByText(new RegExp(`已显示 ${shown} 条|共 100[0-9] 条`)).waitFor();
  }
  await officer.getByRole('grid').press('End');
  await officer.getByText(/共 100[0-9] 条/).waitFor();
  t.diagnostic(`five pages of 200 by keyboard: ${Math.round(performance.now() - started)} ms`);
  assert.ok((await rows.count()) < 60);

  await officer.goto(`${officer.url()}?state=new`);
  await officer.getByText('已显示 200 条').waitFor();
  await officer.getByLabel('选择全部已显示的线索').check();
  await officer.getByText('已选 200 条').waitFor();
  await shot(officer, 'leads-selected-1440');
  await officer.getByRole('button', { name: '分派', exact: true }).click();
  await officer.getByRole('dialog').getByLabel('分派给').click();
  await officer.locator('.ant-select-item-option', { hasText: '我的' }).click();
  await officer.getByRole('dialog').getByRole('button', { name: '分派', exact: true }).click();
  await officer.getByText('已处理 200 条').waitFor();
  await officer.getByRole('link', { name: '今日工作' }).click();
  await officer.getByText(/预计可追回合计 [\d,]+\.\d\d 元/).waitFor();
  assert.deepEqual(faults, []);
});

test('a lead is given, given back with a reason, and given to another from its page', async (t) => {
  const { on, page, faults } = await desk(t);
  const to = { state: 'assigned', assignee: 'officer1' };
  await on.ask('head', 'POST', '/api/leads/triage', { lead_ids: ['L1'], to });
  const officer = await page('officer1', '/leads/L1');
  await officer.getByRole('button', { name: '退回' }).click();
  const dialog = officer.getByRole('dialog');
  await dialog.getByRole('button', { name: '退回' }).click();
  await dialog.getByText('请填写理由').waitFor();
  await dialog.getByLabel('理由').fill('非本人负责的片区');
  await dialog.getByRole('button', { name: '退回' }).click();
  await officer.getByText('officer1 退回，现由 head').waitFor();
  assert.equal(await officer.getByRole('button', { name: '退回' }).count(), 0);
  const head = await page('head', '/leads/L1');
  await head.getByText('非本人负责的片区').waitFor();
  await shot(head, 'lead-returned-1440');
  await inspect(head, axe, 'a lead that was given back');
  await head.getByRole('button', { name: '改派' }).click();
  await head.getByRole('dialog').getByLabel('分派给').click();
  await head.locator('.ant-select-item-option', { hasText: '我的' }).click();
  await head.getByRole('dialog').getByRole('button', { name: '分派', exact: true }).click();
  await head.getByText('head 分派给 head').waitFor();
  assert.deepEqual(faults, []);
});

test('several leads are issued for review at once; what wants a look of its own is named', async (t) => {
  const { on, page, faults } = await desk(t);
  const both = leadOf('L3', { title: '串换药品', fixmedins_codes: ['H42900000001', 'H42900000002'] });
  await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf([leadOf('L1'), leadOf('L2'), both]));
  const first = await page('first', '/leads');
  await first.getByLabel('选择全部已显示的线索').check();
  await first.getByText('已选 3 条').waitFor();
  assert.equal(await first.getByRole('button', { name: '分派', exact: true }).count(), 0);
  await first.getByRole('button', { name: '下发审核' }).click();
  await first.getByRole('dialog').getByRole('button', { name: '下发审核' }).click();
  await first.getByText('涉及多家机构').waitFor();
  await shot(first, 'leads-issued-1440');
  assert.match((await first.getByRole('dialog').textContent()) ?? '', /已下发 2 件审核.*串换药品/s);
  await first.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  await first.getByText('审核中').first().waitFor();
  assert.deepEqual(faults, []);
});

test('in English nothing is left in Chinese but what the data say', async (t) => {
  const { on, page } = await desk(t);
  const first = await page('first', await opened(on));
  await first.getByRole('button', { name: 'Switch to English' }).click();
  assert.equal(await first.locator('html').getAttribute('lang'), 'en');
  await first.locator('button.offer', { hasText: 'Issue after first review' }).click();
  const text = (await first.locator('body').innerText())
    .replaceAll('测试县人民医院', '')
    .replaceAll('虚假住院', '')
    .replaceAll('中文', '');
  assert.doesNotMatch(text, /\p{Script=Han}/u);
  await shot(first, 'step-english-1440');
});
