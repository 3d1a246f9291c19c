/** A lead becomes a case by Order No. 4, from the clue to the closed file; five people. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, shot, takeStep, withBrowser } from './console.fixture.ts';

withBrowser();

test('a lead becomes a case, a decision and a payment', async (t) => {
  const { page, day, faults } = await desk(t);
  const officer = await page('officer1', '/leads/L1');
  await officer.getByRole('button', { name: '登记案件线索' }).click();
  await takeStep(officer, '登记线索', { 线索来源: '智能监管疑点' });
  const address = new URL(officer.url()).pathname;

  await day('2026-03-09');
  const head = await page('head', address);
  await head.locator('button.offer', { hasText: '立案' }).first().click();
  await shot(head, 'step-file-1440');
  await head.getByRole('button', { name: '收起' }).click();
  await takeStep(head, '立案', {
    承办人员: ['officer1', 'officer2'],
    案由: '虚构医药服务项目骗取医保基金',
    违法行为终了之日: '2025-12-31',
    发现之日: '2026-03-02',
  });

  await day('2026-04-01');
  await officer.reload();
  await takeStep(officer, '取证', { 证据种类: '电子数据', 文件摘要: 'a'.repeat(64) });
  await takeStep(officer, '调查终结', { 处理建议: '罚款，退回基金', 罚款: '12,000', 退回医保基金: '5000' });

  await day('2026-04-08');
  const legal = await page('legal', address);
  await takeStep(legal, '法制审核', { 审核意见: '事实清楚，程序合法，同意。' });

  await officer.reload();
  await takeStep(officer, '处罚告知', { '事实、理由和依据': '虚构诊疗项目，违反条例第四十条。' });
  await head.reload();
  await head.getByText('暂不能办理').click();
  await head.getByText('“要求听证”要到 2026-04-15 届满').waitFor();
  await takeStep(officer, '放弃听证', { 当事人已签名或者盖章: true });

  await day('2026-04-10');
  await head.reload();
  await takeStep(head, '作出处罚决定', { 决定: '给予行政处罚' });
  await day('2026-04-13');
  await officer.reload();
  await takeStep(officer, '送达', { 送达方式: '直接送达' });
  await takeStep(officer, '公开处罚决定');
  await day('2026-04-20');
  await officer.reload();
  await shot(officer, 'case-1440');
  await officer.getByText('应缴未缴').waitFor();
  await takeStep(officer, '缴款', { 缴款金额: '17000' });
  await head.reload();
  await takeStep(head, '结案');
  await head.getByText('已结案').first().waitFor();
  await shot(head, 'case-closed-1440');
  assert.match((await head.locator('.deeds').textContent()) ?? '', /17,000\.00 元/);
  assert.deepEqual(faults, []);
});
