/** The till as staff see it: a hospital's key is registered, its messages come in, and what they settled is read, explained and cancelled. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { cancelledAtDoor, ITEMS, line, openTill, settledAtDoor } from '@shouhu/server/testing';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import type { Page } from 'playwright-core';
import { DESKTOP, desk, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HERE = 'H42900000001';
const NOBODY = { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '999999199001010000' } };

/** Looks at a page in both widths, and that it shows no value of the person. */
async function look(page: Page, name: string, ready: string): Promise<void> {
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await page.getByText(ready).first().waitFor();
    await shot(page, `${name}-${viewport.width}`);
    await inspect(page, axe, `${name} at ${viewport.width}`);
  }
  await page.setViewportSize(DESKTOP);
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /测试甲|99000119|4290000001/, name);
}

test('the door: connections, a key added and revoked, traffic that grows and stands still, one message', async (t) => {
  const { on, page, faults } = await desk(t);
  const hospital = await openTill(on, true);
  const { ask } = hospital;
  await settledAtDoor(hospital);
  const refused = hospital.build('1101', NOBODY);
  await hospital.post(refused);
  await ask('1101', NOBODY, { at: new Date('2026-03-01T00:00:00Z') });

  const admin = await page('admin', '/gateway');
  await look(admin, 'connections', '测试县人民医院');
  await admin.getByLabel('状态').click();
  await admin.locator('.ant-select-item-option', { hasText: '有拒绝' }).click();
  await admin.getByText('测试县中医院').waitFor({ state: 'detached' });
  await admin.getByRole('link', { name: '测试县人民医院' }).click();
  await admin.getByText('没有找到该就诊凭证对应的参保人').waitFor();
  await admin.getByText('校准本机时钟后').waitFor();
  await look(admin, 'connection', '2207');

  await admin.getByRole('button', { name: '登记密钥' }).click();
  const pem = '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----';
  const chooser = admin.getByLabel('从文件读取');
  await chooser.setInputFiles({ name: 'key.pem', mimeType: 'text/plain', buffer: Buffer.from(pem) });
  await admin.getByText('这是私钥').waitFor();
  await inspect(admin, axe, 'a private key');
  const key = publicKeyOf(makePrivateKey());
  await chooser.setInputFiles({ name: 'key.txt', mimeType: 'text/plain', buffer: Buffer.from(`${key}\n`) });
  await admin.getByText('这是私钥').waitFor({ state: 'detached' });
  await admin.getByLabel('备注').fill('住院前置机');
  await shot(admin, 'key-1440');
  await admin.getByRole('dialog').getByRole('button', { name: '登记密钥' }).click();
  await admin.getByText(`公钥尾号 ${key.slice(-8)}`).waitFor();
  const row = admin.locator('.till-refusal', { hasText: '住院前置机' });
  await row.getByRole('button', { name: '吊销' }).click();
  await admin.getByLabel('理由').fill('设备停用');
  await inspect(admin, axe, 'revoke');
  await admin.getByRole('dialog').getByRole('button', { name: '吊销' }).click();
  await row.getByText('已吊销').waitFor();

  const officer = await page('officer1', '/messages');
  await look(officer, 'messages', '2207 门诊结算');
  const rows = officer.locator('tbody tr');
  assert.equal(await rows.count(), 5);
  await ask('9001', { signIn: { opter_no: '001', mac: '', ip: '' } });
  await officer.getByText('9001 签到').waitFor();
  await officer.getByRole('button', { name: '暂停' }).click();
  await officer.getByText('已暂停更新').waitFor();
  await officer.getByLabel('结果').click();
  await officer.locator('.ant-select-item-option', { hasText: '拒绝' }).click();
  await officer.getByText('9001 签到').waitFor({ state: 'detached' });
  await rows.first().waitFor();
  assert.equal(await rows.count(), 1);
  await rows.first().getByRole('link').click();
  await officer.getByText('核对凭证类型和编号').waitFor();
  await officer.getByText(`${Buffer.byteLength(refused.text).toLocaleString('en')} 字节`).waitFor();
  await look(officer, 'message', refused.msgid);

  const clinic = await page('clinic', '/gateway');
  await clinic.waitForURL(`**/gateway/${HERE}`);
  await clinic.getByText('接口密钥').waitFor();
  assert.equal(await clinic.getByRole('button', { name: '登记密钥' }).count(), 0);
  const silent = await page('officer1', '/messages?infno=3202');
  await silent.getByText('没有符合条件的报文').waitFor();
  await inspect(silent, axe, 'no messages');
  for (const path of ['/gateway', '/messages', '/settlements', `/gateway/${HERE}`]) {
    const closed = await page('observer', path);
    await closed.getByText('没有查看的权限').waitFor();
    await closed.context().close();
  }
  assert.deepEqual(faults, []);
});

test('settlements: a day with its sums, one explained step by step, its person for a purpose, one that was cancelled', async (t) => {
  const { on, page, faults } = await desk(t);
  const hospital = await openTill(on, true);
  const lines = [
    line('F1', { pric: 900 }),
    line('F2', { med_list_codg: ITEMS.capped, pric: 80 }),
    line('F3', { med_list_codg: ITEMS.classB, cnt: 2, pric: 45.5 }),
  ];
  const first = await settledAtDoor(hospital, lines);
  const second = await settledAtDoor(hospital);
  const back = await cancelledAtDoor(hospital, second);

  const officer = await page('officer1', '/settlements');
  await officer.getByText('结算 2 笔，撤销 1 笔').waitFor();
  await officer.getByText('职工基本医疗保险统筹基金').waitFor();
  await look(officer, 'settlements', '1,071.00');
  await officer.getByRole('button', { name: '前一日' }).click();
  await officer.getByText('当日没有符合条件的结算').waitFor();
  await inspect(officer, axe, 'no settlements');
  await officer.getByLabel('日期').fill('2026-03-02');
  await officer.getByLabel('日期').press('Enter');
  await officer.locator('tbody tr', { hasText: '1,071.00' }).getByRole('link').click();
  await officer.waitForURL(`**/settlements/${first.setl_id}`);
  await officer.getByText('起付标准 500.00').waitFor();
  await officer.getByText('F3 ·').waitFor();
  await look(officer, 'settlement', '宜府办发〔2022〕73号');
  await officer.getByRole('button', { name: '显示姓名和证件' }).click();
  await officer.getByLabel('说明', { exact: true }).fill('核对参保人');
  await officer.getByRole('dialog').getByRole('button', { name: '显示' }).click();
  await officer.getByText('测试甲').waitFor();
  await officer.getByRole('button', { name: '隐藏' }).click();
  await officer.getByText('测试甲').waitFor({ state: 'detached' });

  await officer.goto(new URL(`/settlements/${second.setl_id}`, officer.url()).href);
  await officer.getByText('撤销后明细已释放').waitFor();
  await look(officer, 'cancelled', '没有费用明细');
  await officer.getByRole('link', { name: back }).click();
  await officer.getByText('撤销不重新计算').waitFor();
  await officer.getByRole('link', { name: second.setl_id }).waitFor();
  await officer.getByRole('link', { name: /^H42900000001\d{18}$/ }).click();
  await officer.getByText('2208 门诊结算撤销').waitFor();

  const clinic = await page('clinic', `/settlements/${first.setl_id}`);
  await clinic.getByText('起付标准 500.00').waitFor();
  assert.equal(await clinic.getByRole('button', { name: '显示姓名和证件' }).count(), 0);
  const foreign = await page('otherClinic', `/settlements/${first.setl_id}`);
  await foreign.getByText('SH-H003').waitFor();

  const english = await page('officer1', '/settlements');
  await english.evaluate("localStorage.setItem('shouhu.language', 'en')");
  for (const [path, ready] of [
    ['/settlements?day=2026-03-02', '2 settlements, 1 cancellations'],
    [`/settlements/${first.setl_id}`, 'Deductible 500.00'],
    ['/gateway', 'Turned away'],
    [`/gateway/${HERE}`, 'Outpatient settlement'],
    ['/messages', 'every 3 seconds'],
  ] as const) {
    await english.goto(new URL(path, english.url()).href);
    await english.getByText(ready).first().waitFor();
    await shot(english, `english${path.replaceAll(/[^a-z]+/g, '-')}`);
    const chinese = await english.evaluate<string[]>(
      `[...document.querySelectorAll('nav, label, th[scope=col], dt, h2, .mark, .hint, .till-step, .cover-kind')]
        .map((one) => one.textContent).filter((text) => /[\\u4e00-\\u9fff]/.test(text))`,
    );
    assert.deepEqual(chinese, [], path);
  }
  assert.deepEqual(faults, []);
});
