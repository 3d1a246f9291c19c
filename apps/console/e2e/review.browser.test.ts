/** A lead becomes a review: issued, appealed, upheld by somebody else, deducted; four people. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, desk, PHONE, shot, takeStep, withBrowser } from './console.fixture.ts';

withBrowser();

test('a lead is issued, appealed, upheld by a second reviewer and deducted', async (t) => {
  const { page, day, faults } = await desk(t);
  const first = await page('first', '/leads');
  await first.getByRole('link', { name: '虚假住院' }).first().click();
  await first.getByRole('heading', { name: '虚假住院', level: 1 }).waitFor();
  await shot(first, 'lead-1440');
  await begin(first, '下发审核', '初审认定', { 认定金额: '8,000.50' });
  await first.getByRole('heading', { name: '测试县人民医院', level: 1 }).waitFor();
  await first.getByText('待定点机构医保办办理：机构认可、申诉').waitFor();
  await first.getByText('“申诉”要到 2026-03-16 届满').waitFor();
  const address = new URL(first.url()).pathname;

  await day('2026-03-05');
  const clinic = await page('clinic', '/', PHONE);
  await clinic.getByText('申诉', { exact: true }).waitFor();
  await shot(clinic, 'work-institution-390');
  assert.equal(await clinic.getByRole('link', { name: '线索', exact: true }).count(), 0);
  await clinic.getByRole('link', { name: '办理 测试县人民医院' }).click();
  // The institution sees what it is asked for, and dates nothing: its step bears the day on which it is received.
  await clinic.locator('.cover').getByText('8,000.50').waitFor();
  await clinic.locator('button.offer', { hasText: '申诉' }).click();
  await clinic.getByText('办理日期以系统收到之日为准：2026-03-05').waitFor();
  assert.equal(await clinic.getByLabel('办理日期').count(), 0);
  await clinic.getByRole('button', { name: '收起' }).click();
  await takeStep(clinic, '申诉', { '陈述、申辩内容': '住院有医嘱和护理记录，附病历首页。' });

  await day('2026-03-10');
  const second = await page('second', address);
  await second.locator('button.offer', { hasText: '复审认定' }).click();
  assert.equal(await second.getByLabel('认定金额').inputValue(), '8000.50');
  await shot(second, 'step-1440');
  await second.getByRole('button', { name: '收起' }).click();
  await takeStep(second, '复审认定', { 认定金额: '6000', 理由: '部分住院有护理记录，予以扣除。' });

  const cashier = await page('cashier', address);
  await cashier.getByText('“申请合议”要到 2026-03-17 届满').waitFor();
  await shot(cashier, 'blocked-1440');
  await day('2026-03-18');
  await cashier.reload();
  await takeStep(cashier, '扣款', { 扣款结算月份: '2026-03' });
  await cashier.getByText('已扣款').first().waitFor();
  await shot(cashier, 'review-done-1440');
  assert.match((await cashier.locator('.deeds').textContent()) ?? '', /6,000\.00 元/);
  assert.deepEqual(faults, []);
});
