/** Institutions: a list taken in from a file, agreements, a suspension from its draft to its end, and the dossier that all of it leaves. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { begin, DESKTOP, desk, inspect, PHONE, shot, takeStep, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const FILE = [
  '机构编码,机构名称,经营性质,医院等级,床位数,医师数,负责人,许可证编号,许可证有效期起,许可证有效期止,协议编号,协议有效期起,协议有效期止',
  'H42900000001,测试县人民医院,公立,二级甲等,320,86,张建国,PDY42900001,2023-05-01,2026-04-30,XY2026-001,2026-01-01,2026-12-31',
  'H42900000002,测试县中医院,公立,二级乙等,180,52,李梅,PDY42900002,2024-01-01,2029-12-31,XY2026-002,2026-01-01,2026-12-31',
  'P42900000001,百姓大药房,非公立,,,,王强,鄂CB4290001,2024-06-01,2029-05-31,XY2026-101,2026-01-01,2026-12-31',
  'P42900000002,康宁药店,民营,特级,,,,,,,,,',
  'P42900000003,同济堂药店,民营,,,,,,,,XY2025-103,2025-01-01,2025-12-31',
].join('\n');

test('a suspension: imported, drafted, heard, approved, delivered, rectified, restored, all of it in the dossier', async (t) => {
  const { page, day, faults } = await desk(t);
  const cashier = await page('cashier', '/institutions');
  await cashier.getByRole('button', { name: '导入名单' }).click();
  await cashier
    .getByLabel('选择文件')
    .setInputFiles({ name: '机构.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
  await cashier.getByRole('button', { name: '导入', exact: true }).click();
  await cashier.getByText('新增 2 家，变更 2 家').waitFor();
  await cashier.getByRole('cell', { name: '不是医院等级' }).waitFor();
  await shot(cashier, 'import-1440');
  await inspect(cashier, axe, 'import');
  await cashier.getByRole('button', { name: '完成' }).click();

  const officer = await page('officer1', '/institutions/H42900000001');
  await begin(officer, '拟定措施', '提出措施', {
    措施: '暂停医保支付',
    事实和依据: '住院部三楼 17 张床位空置而有费用。',
    '期限（日）（选填）': '90',
  });
  const address = new URL(officer.url()).pathname;
  const clinic = await page('clinic', address, PHONE);
  await takeStep(clinic, '放弃陈述申辩', { 当事人已签名或者盖章: true });
  const head = await page('head', address);
  await takeStep(head, '批准', { 审核意见: '同意' });
  await officer.reload();
  await takeStep(officer, '送达', { 送达方式: '直接送达' });

  await day('2026-03-20');
  await clinic.reload();
  await takeStep(clinic, '报送整改报告', { 整改情况: '已核对在床患者，已退费，已培训。' });
  await shot(clinic, 'rectified-390');
  const other = await page('officer2', address);
  await takeStep(other, '整改验收通过', { 审核意见: '已到现场核对' });
  await shot(other, 'measure-1440');

  for (const viewport of [DESKTOP, PHONE]) {
    const width = viewport.width;
    const list = await page('officer1', '/institutions', viewport);
    await list.getByText('仅急救抢救').first().waitFor();
    await shot(list, `institutions-${width}`);
    await inspect(list, axe, `institutions at ${width}`);
    const file = await page('officer1', '/institutions/H42900000001', viewport);
    await file.getByText('均未被改动').waitFor();
    await file.getByText('整改验收通过').first().waitFor();
    await shot(file, `institution-${width}`);
    await inspect(file, axe, `institution at ${width}`);
    const own = await page('clinic', '/institutions/H42900000001', viewport);
    await own.getByText('XY2026-001').first().waitFor();
    await shot(own, `institution-own-${width}`);
    await inspect(own, axe, `own institution at ${width}`);
    const none = await page('officer1', '/institutions?search=nowhere', viewport);
    await none.getByText('没有符合条件的机构').waitFor();
    await inspect(none, axe, `no institution at ${width}`);
    const closed = await page('observer', '/institutions', viewport);
    await closed.getByText('没有查看的权限').waitFor();
    for (const each of [list, file, own, none, closed]) await each.context().close();
  }

  await head.reload();
  await takeStep(head, '提前恢复', { 理由: '整改到位' });
  await head.goto(new URL('/institutions/H42900000001?kind=measure', head.url()).href);
  await head.getByText('正常结算').waitFor();
  await head.locator('.timeline > li').first().waitFor();
  const shown = await head.locator('.timeline > li').allTextContents();
  assert.deepEqual(
    shown.map((text) => /批准|提前恢复/.exec(text)?.[0]),
    ['提前恢复', '批准'],
  );

  await officer.goto(new URL('/institutions/H42900000001', head.url()).href);
  await officer.getByRole('button', { name: '补充' }).click();
  await officer.getByLabel('标题').fill('院长更换');
  await shot(officer, 'note-1440');
  await inspect(officer, axe, 'note');
  await officer.getByRole('button', { name: '登记', exact: true }).click();
  await officer.getByText('院长更换').waitFor();
  await officer.getByText('均未被改动').waitFor();
  await officer.getByRole('button', { name: '查看姓名' }).click();
  await officer.getByLabel('办理案件').check();
  await officer.getByLabel('说明', { exact: true }).fill('送达文书');
  await officer.getByRole('dialog').getByRole('button', { name: '显示' }).click();
  await officer.getByText('张建国').waitFor();

  await cashier.goto(new URL('/institutions/P42900000001', head.url()).href);
  await cashier.getByRole('button', { name: '申请退出' }).click();
  await shot(cashier, 'exit-1440');
  await cashier.getByLabel('理由').fill('停业');
  await cashier.getByRole('button', { name: '申请退出' }).last().click();
  await cashier.getByText('已申请退出').waitFor();
  await cashier.getByRole('button', { name: '变更' }).click();
  await shot(cashier, 'basics-1440');
  await inspect(cashier, axe, 'basics');
  assert.deepEqual(faults, []);
});
