/** The paper file: the second officer confirms, a document is made, evidence uploaded, the notice delivered and received. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { PersonName, Platform } from '@shouhu/server/testing';
import { desk, DESKTOP, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const STEPS: readonly (readonly [PersonName, string, object, readonly string[]])[] = [
  ['officer1', 'receive', { source: '智能监管疑点' }, []],
  [
    'head',
    'file',
    {
      officers: ['officer1', 'officer2'],
      party: 'H42900000001',
      cause: '虚假住院',
      act_ended: 20_500,
      act_found: 20_514,
    },
    [],
  ],
  ['officer1', 'inspect', { place: '住院部', record: '登记在院三十人，实际在床十一人。' }, ['officer2']],
  ['officer1', 'askAssistance', { to: '邻县医保局' }, ['officer2']],
  ['head', 'suspend', { reason: '等待协查回复' }, []],
];

async function caseAt(on: Platform): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'penalty', lead_id: null, fixmedins_code: 'H42900000001' };
  assert.equal((await on.ask('officer1', 'POST', '/api/matters', wanted)).status, 200);
  for (const [seen, [who, action, facts, others]] of STEPS.entries()) {
    const body = { request_id: randomUUID(), seen, action, facts, with: others };
    const answer = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }
  return matter_id;
}

test('a paper file fills: confirmed, made, uploaded, delivered, received', async (t) => {
  const { on, page, faults } = await desk(t);
  const path = `/matters/${await caseAt(on)}`;
  const officer = await page('officer1', path);
  await officer.getByRole('link', { name: '卷宗', exact: true }).click();
  assert.equal(await officer.getByRole('button', { name: '制作 现场检查笔录' }).isDisabled(), true);
  const second = await page('officer2', `${path}/file`);
  const joined = second.getByRole('button', { name: '确认参加了这一步' });
  for (let left = 2; left > 0; left -= 1) {
    await joined.nth(left - 1).click();
    await joined.nth(left - 1).waitFor({ state: 'detached' });
  }
  await second.getByRole('button', { name: '制作 现场检查笔录' }).click();
  await second.getByRole('button', { name: '重新制作 现场检查笔录' }).waitFor();
  await officer.reload();
  await officer.getByRole('button', { name: '制作 立案审批表' }).click();
  await officer.getByRole('button', { name: '制作 中止调查通知书' }).click();
  await officer.getByText('医保中止〔2026〕1号').waitFor();
  await officer.getByRole('button', { name: '制作 协助调查函' }).click();
  const facts = officer.getByRole('dialog').locator('textarea').first();
  const low = (await facts.boundingBox())?.height ?? 0;
  await facts.fill('登记在院三十人，\n实际在床十一人。\n\n护理记录缺九人。\n请协查。');
  assert.ok(low >= 50 && ((await facts.boundingBox())?.height ?? 0) > low, 'a long text has room, and grows');
  await shot(officer, 'make-1440');
  await officer.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  assert.equal(await officer.locator('body > textarea').count(), 0);
  await officer.getByLabel('材料名称').fill('三病区床位照片');
  const chooser = officer.waitForEvent('filechooser');
  await officer.getByRole('button', { name: '上传材料' }).click();
  await (await chooser).setFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('床位清点记录') });
  await officer.getByText(/^SM3 [0-9a-f]{64}$/).waitFor();
  await officer.getByRole('button', { name: '送达', exact: true }).click();
  // The browser stands in another zone, where it is still the day before: calendars go by the bureau's day.
  await officer.getByLabel('送达日期').click();
  assert.equal(await officer.locator('.ant-picker-cell-today').getAttribute('title'), '2026-03-02');
  await officer.keyboard.press('Escape');
  await officer.getByLabel('签收人').fill('医保办赵某');
  await officer.getByRole('button', { name: '记录送达' }).click();
  await officer.getByText('待签收').waitFor();
  const download = officer.waitForEvent('download');
  await officer.getByRole('link', { name: 'PDF', exact: true }).first().click();
  assert.match((await download).suggestedFilename(), /\.pdf$/);
  await shot(officer, 'paper-file-1440');
  await inspect(officer, axe, '卷宗');

  const clinic = await page('clinic', '/documents', PHONE);
  await clinic.getByRole('button', { name: '签收 中止调查通知书' }).click();
  await clinic.getByText('已签收').waitFor();
  await shot(clinic, 'received-390');
  await inspect(clinic, axe, '送达文书');
  await clinic.setViewportSize(DESKTOP);
  await shot(clinic, 'received-1440');
  await inspect(clinic, axe, '送达文书 1440');
  await officer.setViewportSize(PHONE);
  await officer.reload();
  await officer.getByText('已签收').waitFor();
  await shot(officer, 'paper-file-390');
  await inspect(officer, axe, '卷宗 390');
  assert.deepEqual(faults, []);
});

test('what documents say of the bureau is set by its head, and read by who makes them', async (t) => {
  const { page, faults } = await desk(t);
  const head = await page('head', '/bureau');
  await head.getByText('制作的文书会写“待设置”').waitFor();
  await inspect(head, axe, '本局设置');
  for (const [label, value] of [
    ['单位名称', '测试县医疗保障局'],
    ['文号代字', '测医保'],
    ['地址', '测试县政务路1号'],
    ['电话', '0000-1234567'],
    ['退回基金账户', '财政专户 0001'],
    ['罚款缴纳账户', '国库代收 0002'],
  ] as const)
    await head.getByLabel(label, { exact: true }).fill(value);
  await head.getByText('文号如：测医保罚告〔2026〕1号').waitFor();
  await head.getByRole('button', { name: '保存' }).click();
  await head.getByText('已保存，之后制作的文书按此填写').waitFor();
  await shot(head, 'bureau-1440');
  const officer = await page('officer1', '/bureau', PHONE);
  await officer.getByText('由管理员或者负责人修改').waitFor();
  assert.equal(await officer.getByLabel('单位名称').inputValue(), '测试县医疗保障局');
  await inspect(officer, axe, '本局设置 390');
  await shot(officer, 'bureau-390');
  assert.deepEqual(faults, []);
});
