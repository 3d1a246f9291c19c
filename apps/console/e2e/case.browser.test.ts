/** A lead becomes a case by Order No. 4, from the clue to the closed file; five people. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import {
  PHONE,
  begin,
  confirm,
  desk,
  fillIn,
  inspect,
  makePaper,
  shot,
  takeStep,
  withBrowser,
} from './console.fixture.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

withBrowser();

test('a lead becomes a case, a decision and a payment', async (t) => {
  const { page, day, faults } = await desk(t);
  const officer = await page('officer1', '/leads/L1');
  await begin(officer, '登记案件线索', '登记线索', { 线索来源: '智能监管疑点' });
  const address = new URL(officer.url()).pathname;
  await officer.getByText('待负责人办理：立案').waitFor();

  await day('2026-03-09');
  const head = await page('head', '/');
  await head.getByRole('link', { name: '今日工作' }).click();
  await head.getByRole('link', { name: /^办理 测试县人民医院/ }).click();
  await head.locator('button.offer', { hasText: '立案' }).first().click();
  await shot(head, 'step-file-1440');
  // What the lead knows stands there already.
  assert.equal(await head.getByLabel('案由').inputValue(), '虚假住院');
  assert.equal(await head.getByLabel('违法行为终了之日').inputValue(), '2026-12-31');
  assert.equal(await head.getByLabel('发现之日').inputValue(), '2026-03-02');
  await fillIn(head, {
    承办人员: ['officer1', 'officer2'],
    案由: '虚构医药服务项目骗取医保基金',
    违法行为终了之日: '2025-12-31',
  });
  // A day that is refused stays in its field, is told there, and nothing is taken: neither by the enter key nor by the button.
  const on = head.getByLabel('办理日期');
  for (const [typed, told] of [
    ['2026-03-10', '不能晚于今天（2026-03-09）'],
    ['2026-03-01', '不能早于上一步的 2026-03-02'],
    ['三月九日', '不是有效日期，写法如 2026-03-02'],
  ] as const) {
    await on.fill(typed);
    await on.press('Enter');
    await head.getByRole('button', { name: '确认“立案”' }).click();
    await head.getByText(told).waitFor();
    assert.equal(await on.inputValue(), typed);
    assert.equal(await head.locator('.deeds > li').count(), 1);
  }
  await shot(head, 'step-day-refused-1440');
  // Whoever leaves is asked, and finds everything as it was.
  await head.getByRole('link', { name: '今日工作' }).click();
  await head.getByRole('dialog', { name: '还有没有提交的内容' }).waitFor();
  await shot(head, 'step-leaving-1440');
  await head.getByRole('button', { name: '留在本页' }).click();
  assert.equal(await head.getByLabel('案由').inputValue(), '虚构医药服务项目骗取医保基金');
  await on.fill('2026/3/9');
  await confirm(head, '立案');
  await head.getByRole('link', { name: '今日工作' }).click();
  await head.getByRole('link', { name: /^(办理|查看) 测试县人民医院/ }).waitFor();
  assert.equal(await head.getByRole('link', { name: /^办理 测试县人民医院/ }).count(), 0);
  await head.goto(new URL(address, head.url()).href);

  await day('2026-04-01');
  await officer.reload();
  await officer.locator('button.offer', { hasText: '取证' }).click();
  await fillIn(officer, { 证据种类: '电子数据' });
  const chooser = officer.waitForEvent('filechooser');
  await officer.locator('.step-form').getByRole('button', { name: '上传文件' }).click();
  await (await chooser).setFiles({ name: '床位清点.txt', mimeType: 'text/plain', buffer: Buffer.from('在床 11 人') });
  await officer.locator('.step-form .ant-select', { hasText: '床位清点.txt' }).waitFor();
  await shot(officer, 'step-evidence-1440');
  await confirm(officer, '取证');
  await officer
    .locator('.deeds > li', { hasText: '床位清点.txt' })
    .getByRole('link', { name: '在卷宗中查看' })
    .waitFor();
  await officer.locator('button.offer', { hasText: '调查终结' }).click();
  assert.equal(await officer.getByLabel('退回医保基金').inputValue(), '10000');
  await fillIn(officer, { 罚款: '-5' });
  await officer.getByText('金额不能小于 0').waitFor();
  await officer.getByText('立案审批表').waitFor();
  await officer.getByRole('button', { name: '收起' }).click();
  await takeStep(officer, '调查终结', { 处理建议: '罚款，退回基金', 罚款: '12,000', 退回医保基金: '5000' });

  await day('2026-04-08');
  const legal = await page('legal', address);
  await takeStep(legal, '法制审核', { 审核意见: '事实清楚，程序合法，同意。' });

  await officer.reload();
  await takeStep(officer, '处罚告知', { '事实、理由和依据': '虚构诊疗项目，违反条例第四十条。' });
  await head.reload();
  await head.getByText('暂不能办理').click();
  await head.locator('.offer-blocked', { hasText: '“要求听证”要到 2026-04-15 届满' }).waitFor();
  await takeStep(officer, '放弃听证', { 当事人已签名或者盖章: true });
  // What was waived is not offered again.
  assert.equal(await officer.locator('.offer', { hasText: /要求听证|放弃听证/ }).count(), 0);

  await day('2026-04-10');
  await head.reload();
  // Nothing is decided before the party was given notice on paper, by both officers.
  await head.getByText('暂不能办理').click();
  await head.getByText('“作出处罚决定”之前须先制作文书：行政处罚事先告知书').waitFor();
  await shot(head, 'papers-missing-1440');
  const second = await page('officer2', address);
  await second.getByRole('button', { name: '确认参加了这一步' }).first().click();
  await second.locator('.deeds > li', { hasText: '处罚告知' }).getByText('officer2 已确认参加').waitFor();
  await makePaper(officer, '行政处罚事先告知书');
  await head.reload();
  await takeStep(head, '作出处罚决定', { 决定: '给予行政处罚' });
  await day('2026-04-13');
  await officer.reload();
  await makePaper(officer, '行政处罚决定书');
  // The document is delivered with who took it; the step says so, and brings way and day along.
  await officer.getByRole('link', { name: '卷宗', exact: true }).click();
  const decided = officer.locator('.papers > li', { hasText: '行政处罚决定书' }).first();
  await decided.getByRole('button', { name: '送达', exact: true }).click();
  await officer.getByLabel('签收人').fill('医保办赵某');
  await officer.getByRole('button', { name: '记录送达' }).click();
  await officer.getByRole('link', { name: '接着办理“送达”' }).click();
  await officer
    .locator('button.offer')
    .filter({ has: officer.getByText('送达', { exact: true }) })
    .click();
  assert.equal(await officer.getByLabel('送达方式').inputValue(), '直接送达');
  await officer.locator('.papers-before').getByText('2026-04-13 已直接送达').waitFor();
  await shot(officer, 'step-deliver-1440');
  // A double click takes it once, and says so once.
  await officer.getByRole('button', { name: '确认“送达”' }).dblclick();
  await officer.locator('.deeds > li', { hasText: '送达' }).first().waitFor();
  assert.ok((await officer.getByText('已办理：送达').count()) <= 1);
  await takeStep(officer, '公开处罚决定');
  await day('2026-04-20');
  await officer.reload();
  await shot(officer, 'case-1440');
  await officer.getByText('应缴未缴').waitFor();
  await officer.locator('button.offer', { hasText: '缴款' }).first().click();
  await fillIn(officer, { 缴款金额: '17000.01' });
  await officer.getByRole('button', { name: '确认“缴款”' }).click();
  await officer.getByText('“缴款”的数额 17,000.01 元超过 17,000.00 元').waitFor();
  assert.equal(await officer.getByRole('button', { name: '确认“缴款”', exact: true }).count(), 1);
  await fillIn(officer, { 缴款金额: '5000' });
  await confirm(officer, '缴款');
  await takeStep(officer, '申请延期或者分期缴纳', { 理由: '资金周转困难' });
  await head.reload();
  await head.locator('button.offer', { hasText: '准予分期缴纳' }).click();
  const form = head.locator('.step-form');
  await form.getByRole('button', { name: '增加一期' }).click();
  await form.getByLabel('第 1 期金额').fill('7000');
  await form.getByRole('button', { name: '增加一期' }).click();
  await form.getByText('罚款和加处罚款应缴 12,000.00 元，已排满').waitFor();
  await fillIn(head, { 理由: '经济困难属实' });
  await shot(head, 'instalments-1440');
  await inspect(head, axe, 'instalments');
  await confirm(head, '准予分期缴纳');
  // The plan stands beside the clocks, each part with its last day; the next is proposed, and what is missed is marked.
  const plan = head.getByRole('region', { name: '缴款计划' });
  await plan.getByText('2026-05-20').waitFor();
  await plan.getByText('2026-06-22').waitFor();
  await officer.reload();
  await takeStep(officer, '按计划缴款');
  await officer.getByRole('region', { name: '缴款计划' }).getByText('已缴清').waitFor();
  await day('2026-06-24');
  await officer.reload();
  await officer.getByText('逾期 1 期').waitFor();
  await shot(officer, 'instalment-missed-1440');
  await officer.setViewportSize(PHONE);
  await shot(officer, 'instalment-missed-390');
  await officer.setViewportSize({ width: 1440, height: 900 });
  await takeStep(officer, '按计划缴款', { 缴款金额: '5300', 逾期原因: '账户冻结' });
  // Paid and published: neither is offered any more.
  assert.equal(await officer.locator('.offer', { hasText: /缴款|公开处罚决定/ }).count(), 0);
  await makePaper(officer, '送达回证');
  await head.reload();
  await takeStep(head, '结案');
  await head.getByText('本事项已结束：已结案').waitFor();
  assert.equal(await head.getByRole('button', { name: /拟定措施|提出移送/ }).count(), 0);
  await shot(head, 'case-closed-1440');
  assert.match((await head.locator('.deeds').textContent()) ?? '', /5,300\.00 元/);

  // What was decided and paid stands in the dossier of the institution, and the chain holds.
  await head.locator('.cover').getByRole('link', { name: '测试县人民医院' }).click();
  await head.getByRole('heading', { name: '测试县人民医院', level: 1 }).waitFor();
  await head.getByText('均未被改动').waitFor();
  await head.locator('.timeline > li').first().waitFor();
  const entries = (await head.locator('.timeline > li').allTextContents()).join(' ');
  assert.match(entries, /决定.*结案.*款项.*缴款.*5,000\.00.*通知、送达.*送达.*决定.*作出处罚决定.*问题线索.*立案/s);
  await shot(head, 'dossier-1440');
  // The lead is over with its case, and nobody is asked to begin it anew.
  await head.goto(new URL('/leads/L1', head.url()).href);
  await head.locator('.page-head').getByText('已办结').waitFor();
  assert.equal(await head.getByRole('button', { name: /下发审核|登记案件线索/ }).count(), 0);

  // The log says the steps by their legal names and the case by its party, which leads to it.
  await head.goto(new URL('/log', head.url()).href);
  await head.locator('.log tr', { hasText: '结案' }).filter({ hasText: '测试县人民医院' }).first().waitFor();
  await head.getByLabel('机构、线索或人员').fill('人民医院');
  await head.keyboard.press('Enter');
  await head.getByText(/第 \d+ 步 结案/).waitFor();
  assert.doesNotMatch((await head.locator('.log').innerText()) ?? '', /matter:|[0-9a-f]{8}-[0-9a-f]{4}-/);
  await shot(head, 'log-1440');
  await head.locator('.log').getByRole('link', { name: '测试县人民医院' }).first().click();
  await head.locator('.cover').waitFor();
  assert.deepEqual(faults, []);
});

test('a small fine on the spot, confirmed by the other officer on the page; points and a measure follow from it', async (t) => {
  const { page, faults } = await desk(t);
  const officer = await page('officer1', '/leads/L1');
  await begin(officer, '当场处罚', '到场', {
    承办人员: ['officer1', 'officer2'],
    当事人: 'H42900000001',
    地点: '收费窗口',
  });
  await takeStep(officer, '当场处罚', {
    当事人类型: '法人或者其他组织',
    罚款: '1000',
    '事实、理由和依据': '未核验参保人身份凭证',
    当事人已签名或者盖章: true,
  });
  const address = new URL(officer.url()).pathname;
  await officer.getByText(/待 officer2 登录确认/).waitFor();
  await shot(officer, 'on-the-spot-1440');
  await officer.getByRole('button', { name: '登记记分' }).click();
  await officer.getByRole('dialog').getByText('测试县人民医院 · 行政处罚简易程序').waitFor();
  await shot(officer, 'points-of-a-case-1440');

  const second = await page('officer2', address, PHONE);
  await second.getByRole('button', { name: '确认参加了这一步' }).click();
  await second.getByText('officer2 已确认参加').waitFor();
  await inspect(second, axe, 'on the spot');
  await shot(second, 'on-the-spot-390');
  assert.deepEqual(faults, []);
});
