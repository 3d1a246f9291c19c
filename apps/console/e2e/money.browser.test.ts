/** Money and credentials as staff and an institution see them: the funds and their books, a month that is cleared, wallets, e-vouchers. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { moneyCounty, worksOf } from '@shouhu/server/testing';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import type { Page } from 'playwright-core';
import { DESKTOP, desk, fillIn, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HOSPITAL = 'H42900000001';

/** Looks at a page in both widths, and that it shows no whole number of a person. */
async function look(page: Page, name: string, ready: string): Promise<void> {
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await page.getByText(ready).first().waitFor();
    await shot(page, `${name}-${viewport.width}`);
    await inspect(page, axe, `${name} at ${viewport.width}`);
  }
  await page.setViewportSize(DESKTOP);
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /42900001\d\d|99000119|家人\d/, name);
}

/** Fills the window that is open, and sends it. */
async function send(page: Page, button: string, filled: Parameters<typeof fillIn>[1] = {}): Promise<void> {
  await fillIn(page, filled);
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}

/** Asks for something as CSV by its button. */
async function takenOut(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('dialog').getByText('CSV').click();
  await send(page, '下载', { 用途说明: '交银行办理' });
}

const closed = async (page: Page): Promise<void> => page.getByRole('dialog').waitFor({ state: 'detached' });

test('funds, clearing, wallets and e-vouchers from the console', async (t) => {
  const { on, url, page, faults } = await desk(t);
  await moneyCounty(on);
  const to = async (of: Page, path: string): Promise<void> => void (await of.goto(url + path));

  // Funds: proposed by one, posted by another; the books balance.
  const cashier = await page('cashier', '/funds?from=2026-01-01&day=2026-03-02');
  await cashier.getByText('187,000,000.00').waitFor();
  await look(cashier, 'funds', '征缴入库');
  await cashier.getByRole('button', { name: '登记收入' }).click();
  await shot(cashier, 'propose-1440');
  const income = { 基金: '职工基本医疗保险统筹基金', '金额（元）': '1,000.50', 摘要: '二月利息', 来源: '利息' };
  await send(cashier, '登记收入', income);
  await closed(cashier);
  await cashier.getByText('待复核').waitFor();
  assert.equal(await cashier.getByRole('button', { name: '复核入账' }).count(), 0);
  const head = await page('head', '/funds');
  await head.getByRole('button', { name: '复核入账' }).click();
  await head.getByText('入账 1,000.50 元').waitFor();
  await send(head, '复核入账');
  await head.getByText('187,001,000.50').first().waitFor();
  await cashier.reload();
  await cashier.locator('.till-refusal', { hasText: '二月利息' }).getByRole('button', { name: '提出冲回' }).click();
  await send(cashier, '提出冲回', { 理由: '金额录错' });
  await closed(cashier);
  await cashier.locator('.till-refusal', { hasText: '冲回' }).getByText('-1,000.50').waitFor();

  await to(cashier, '/ledger?kind=payable');
  await cashier.getByRole('button', { name: '试算平衡' }).click();
  await cashier.getByText('平衡：全部账户余额之和为 0').waitFor();
  await look(cashier, 'ledger', '应付机构 · 测试县人民医院');
  await cashier.getByLabel('账户名、机构编码').fill(HOSPITAL);
  await cashier.getByLabel('账户名、机构编码').press('Enter');
  await cashier.getByText('测试县中医院').waitFor({ state: 'detached' });
  await cashier.getByRole('link', { name: '应付机构 · 测试县人民医院 · 职工基本医疗保险统筹基金' }).click();
  await cashier.getByText('已清算待支付 · 测试县人民医院').waitFor();
  await look(cashier, 'entries', '清算审批');
  await cashier.getByRole('button', { name: /去掉条件/ }).click();
  await cashier.getByText('acct', { exact: false }).or(cashier.getByText('个人账户 · ***0101')).first().waitFor();
  await to(cashier, '/ledger/entries?from=2027-01-01');
  await cashier.getByText('没有符合条件的分录').waitFor();

  const [entries] = await Promise.all([cashier.waitForEvent('download'), takenOut(cashier, '导出分录')]);
  assert.equal(
    await readFile(await entries.path(), 'utf8'),
    '\uFEFF日期,业务,摘要,账户,金额（元）,分录编号,冲销的分录\r\n',
  );

  // Where institutions are paid to: proposed by one, confirmed by another who read the number for a purpose.
  await to(cashier, '/clearing');
  await cashier.getByRole('link', { name: '机构收款账户' }).click();
  await cashier.getByRole('button', { name: '登记账户' }).click();
  await cashier.getByRole('dialog').getByLabel('机构', { exact: true }).fill('人民医院');
  await cashier.locator('.ant-select-item-option', { hasText: HOSPITAL }).click();
  const account = { 开户银行: '测试农商银行', 户名: '测试县人民医院', 起用日期: '2026-01-01' };
  await send(cashier, '登记账户', { ...account, 账号: '6228' });
  await cashier.getByText('账号为 8 至 30 位数字').waitFor();
  await inspect(cashier, axe, 'propose an account');
  await shot(cashier, 'propose-account-1440');
  await send(cashier, '登记账户', { 账号: '6228 2600 0011 1122' });
  await closed(cashier);
  await cashier.getByText('本人登记，须他人复核').first().waitFor();
  await look(cashier, 'accounts', '康民大药房东门店');
  await to(head, `/clearing/accounts?fixmedins_code=${HOSPITAL}`);
  await head.getByText('***1122').waitFor();
  await head.getByRole('button', { name: '查看账号' }).click();
  await head.getByRole('dialog').getByLabel('说明').fill('复核收款账户');
  await head.getByRole('dialog').getByRole('button', { name: '显示' }).click();
  await head.getByText('6228260000111122').waitFor();
  await shot(head, 'account-shown-1440');
  await head.getByRole('button', { name: '复核生效' }).click();
  await send(head, '复核生效');
  await head.getByText('已生效', { exact: true }).waitFor();
  await inspect(head, axe, 'account confirmed');

  // Clearing: computed, objected to, answered, confirmed, approved and paid by different persons.
  await to(cashier, '/clearing');
  await cashier.getByRole('button', { name: '生成清算' }).click();
  await send(cashier, '生成清算');
  await cashier.waitForURL('**/clearing/2026-02');
  await cashier.getByText('待机构确认').first().waitFor();
  const clinic = await page('clinic', '/clearing');
  await clinic.getByRole('link', { name: '2026-02' }).click();
  await clinic.getByRole('button', { name: '确认无误' }).click();
  await send(clinic, '确认无误');
  await clinic.getByText('机构已确认').waitFor();
  const other = await page('otherClinic', '/clearing/2026-02/H42900000002');
  await other.getByRole('button', { name: '提出异议' }).click();
  await send(other, '提出异议', { 异议内容: '2 月 12 日住院 1 笔未计入' });
  await other.getByText('待答复').waitFor();
  await shot(other, 'own-clearing-1440');
  const foreign = await page('otherClinic', `/clearing/2026-02/${HOSPITAL}`);
  await foreign.getByText('SH-H003').waitFor();
  await foreign.context().close();
  await to(cashier, '/clearing/2026-02/H42900000002');
  await cashier.getByRole('button', { name: '答复' }).click();
  await send(cashier, '答复', { 答复内容: '已核对，计入 3 月清算' });
  await cashier.getByText('已答复').waitFor();
  await to(cashier, '/clearing/2026-02');
  await look(cashier, 'month', '东门村卫生室');
  await to(head, '/clearing/2026-02');
  await head.getByRole('button', { name: '审批' }).click();
  await send(head, '审批', { '照填所见金额（元）': '1.00' });
  await head.getByText('与所见金额').waitFor();
  await inspect(head, axe, 'approve');
  const [seen = ''] = /[\d,]+\.\d\d/.exec((await head.getByRole('dialog').locator('h2').textContent()) ?? '') ?? [];
  await shot(head, 'approve-1440');
  await send(head, '审批', { '照填所见金额（元）': seen });
  await closed(head);
  await head.getByText('已审批').first().waitFor();
  await cashier.reload();
  await cashier.getByRole('button', { name: '支付', exact: true }).click();
  await send(cashier, '支付', { '照填所见金额（元）': seen });
  await closed(cashier);
  const [file] = await Promise.all([cashier.waitForEvent('download'), takenOut(cashier, '支付单')]);
  const order = await readFile(await file.path(), 'utf8');
  assert.match(order, new RegExp(`${HOSPITAL},测试县人民医院,.*6228260000111122.*,${seen.replaceAll(',', '')}`));
  assert.doesNotMatch(order, /H42900000002/);
  await to(cashier, '/clearing/2026-02?state=paid');
  await cashier.getByText('测试县中医院').waitFor({ state: 'detached' });
  await cashier.getByRole('link', { name: '测试县人民医院' }).click();
  await cashier.getByText('已下达支付单').waitFor();
  await look(cashier, 'clearing', '扣款事项');
  await to(cashier, '/clearing');
  await look(cashier, 'months', '2026-01');

  // Wallets: looked up for a purpose, frozen, released by two.
  const first = await page('first', '/wallets');
  await first.getByLabel('人员编号').fill('4290000101');
  await first.getByLabel('用途说明').fill('核查举报');
  await first.getByRole('button', { name: '查询', exact: true }).click();
  await first.getByText('家** ***0101').or(first.getByText('***0101')).first().waitFor();
  await first.getByText('***0101 → ***0102').first().waitFor();
  assert.equal(await first.getByLabel('人员编号').inputValue(), '');
  await first.getByRole('button', { name: '冻结', exact: true }).click();
  await inspect(first, axe, 'freeze');
  await send(first, '冻结', { 理由: '来电称未就诊却有扣款' });
  await closed(first);
  await first.getByText('来电称未就诊却有扣款').waitFor();
  await look(first, 'wallets', '待接收');
  await first.getByRole('button', { name: '登记近亲属' }).click();
  await send(first, '登记近亲属', { 亲属人员编号: '4290000107', 亲属是参保人的: '兄弟姐妹', 核对的材料: '户口簿' });
  await closed(first);
  await first.getByText('***0107 是 ***0101 的兄弟姐妹').waitFor();
  const second = await page('second', '/wallets');
  const frozen = (of: Page) => of.locator('.till-refusal', { hasText: '***0101' });
  await frozen(second).getByRole('button', { name: '提出解除' }).click();
  await send(second, '提出解除', { 理由: '已核实' });
  await frozen(second).getByText('本人已提出，须他人确认').waitFor();
  await to(head, '/wallets');
  await frozen(head).getByRole('button', { name: '确认解除' }).click();
  await send(head, '确认解除', { 理由: '已核实' });
  await frozen(head).waitFor({ state: 'detached' });
  await to(head, '/wallets/rules');
  await head.getByRole('button', { name: '设定新规则' }).click();
  await send(head, '设定新规则', { 起始日期: '2026-04-01', 同一设备预警人数: '4', 依据: '本县规定' });
  await closed(head);
  await head.getByText('将生效').waitFor();
  await look(head, 'wallet-rules', '国家医保服务平台');

  // E-vouchers: one telephone that enrolled six stands out, and an alarm of it is dealt with.
  await worksOf(on.services)['vouchers.watch']({}, AbortSignal.timeout(60_000));
  await to(head, '/vouchers');
  await look(head, 'vouchers', '超出预警人数');
  await head.getByRole('button', { name: '登记处理' }).click();
  await send(head, '登记处理', { 核实结果: '入户核实 6 人，均为本人到场' });
  await closed(head);
  await head.getByText('已处理').waitFor();
  await head.getByLabel('统计口径').click();
  await head.locator('.ant-select-item-option', { hasText: '按地点' }).click();
  await head.locator('tbody').getByText('政务服务大厅').waitFor();
  assert.match(head.url(), /by=place/);
  await to(first, '/vouchers');
  await first.getByRole('button', { name: '窗口激活' }).click();
  await shot(first, 'enrol-1440');
  const reissue = { '补办：原医保码同时注销，冻结保留': true } as const;
  const card = { 证件号码: '990001196001010018', 设备标识: 'device-of-the-stranger', 地点: '政务服务大厅', ...reissue };
  await send(first, '窗口激活', card);
  await closed(first);
  await first.getByRole('button', { name: '登记手机号' }).click();
  await send(first, '登记手机号', { 证件号码: '990001196001010018', 手机号: '13900001111' });
  await closed(first);
  await first.getByRole('button', { name: '注销' }).click();
  await send(first, '注销', { 人员编号: '4290000102', 理由: '手机丢失' });
  await closed(first);
  const admin = await page('admin', '/vouchers/terminals');
  await admin.getByText('先选机构').waitFor();
  await to(admin, `/vouchers/terminals?fixmedins_code=${HOSPITAL}`);
  await admin.getByRole('button', { name: '登记终端' }).click();
  await send(admin, '登记终端', { '公钥（SM2）': publicKeyOf(makePrivateKey()), 备注: '门诊大厅 1 号自助机' });
  await closed(admin);
  await look(admin, 'terminals', '门诊大厅 1 号自助机');
  await admin.getByRole('button', { name: '吊销' }).click();
  await send(admin, '吊销', { 理由: '设备停用' });
  await admin.getByText('已吊销').waitFor();

  // Whoever has no right is told so; everything is said in English too.
  const observer = await page('observer');
  for (const path of [
    '/funds',
    '/ledger/entries',
    '/clearing',
    '/clearing/accounts',
    '/wallets',
    '/vouchers',
    '/vouchers/terminals',
  ]) {
    await to(observer, path);
    await observer.getByText('没有查看的权限').waitFor();
  }
  await head.evaluate("localStorage.setItem('shouhu.language', 'en')");
  for (const [path, ready] of [
    ['/funds', 'Share used'],
    ['/ledger', 'Kinds of accounts'],
    ['/ledger/entries', 'clearing approved'],
    ['/clearing/accounts', 'Accounts of institutions'],
    ['/clearing/2026-02', 'Can be approved'],
    [`/clearing/2026-02/${HOSPITAL}`, 'By insurance and kind'],
    ['/wallets', 'Look up a person'],
    ['/wallets/rules', 'Persons of a device'],
    ['/vouchers', 'stands out'],
  ] as const) {
    await to(head, path);
    await head.getByText(ready).first().waitFor();
    await shot(head, `english${path.replaceAll(/[^a-z]+/g, '-')}`);
    const chinese = await head.evaluate<string[]>(
      `[...document.querySelectorAll('nav, label, th[scope=col], dt, h2, .mark, .page-head .hint')]
        .map((one) => one.textContent).filter((text) => /[\\u4e00-\\u9fff]/.test(text))`,
    );
    assert.deepEqual(chinese, [], path);
  }
  assert.deepEqual(faults, []);
});
