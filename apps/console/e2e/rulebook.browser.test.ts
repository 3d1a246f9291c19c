/** Rules are changed by two people: a fault is seen at its cell, the impact is planned over a lake, nobody approves their own change. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { county, fillLake, worksOf } from '@shouhu/server/testing';
import type { Page } from 'playwright-core';
import { desk, DESKTOP, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { folder } = county(40);
after(() => rm(folder, { recursive: true }));
/** Work of a worker, on a machine that has other work too. */
const LONG = { timeout: 240_000 };

/** Puts rows on the clipboard's way into a cell, as a spreadsheet would. */
async function paste(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }`);
}

async function confirm(page: Page, step: string, reason?: string): Promise<void> {
  await page.getByRole('button', { name: step, exact: true }).click();
  if (reason !== undefined) await page.getByRole('dialog').getByLabel('理由').fill(reason);
  await page.getByRole('button', { name: `确认“${step}”` }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('a change of the rules is drafted, mended, planned, proposed; another publishes it, and returns', async (t) => {
  const { on, page, faults } = await desk(t);
  await fillLake(on.services, folder);
  await on.services.jobs.work(worksOf(on.services));

  const writer = await page('cashier', '/rulebook');
  await writer.getByText('共 88 类').waitFor();
  await shot(writer, 'classes-1440');
  await inspect(writer, axe, 'classes');
  await writer.getByLabel('按名称或编码查找').fill('住院');
  await writer.getByText('分解住院').first().waitFor();
  await writer.getByRole('link', { name: '分解住院' }).click();
  await writer.getByRole('heading', { name: '知识点' }).waitFor();
  await shot(writer, 'sheet-1440');
  await inspect(writer, axe, 'a sheet');

  await writer.goto(new URL('/rulebook?view=drafts', writer.url()).href);
  await writer.getByRole('button', { name: '起草修改' }).click();
  await writer.getByRole('dialog').getByLabel('标题').fill('同一项目每日限一次');
  await writer.getByRole('dialog').getByRole('button', { name: '起草修改' }).click();
  await writer.getByRole('button', { name: /^limit/ }).click();
  await writer.getByRole('button', { name: '增加一行' }).click();
  const cell = (row: number, column: string) => writer.getByLabel(`第 ${row} 行 ${column}`, { exact: true });
  await paste(writer, '第 1 行 rule', '每日限一次\t*\tcnt\tday\t一\n每日限五次\t*\tcnt\tday\t5\n');
  await cell(2, 'max').waitFor();
  assert.equal(await cell(2, 'max').inputValue(), '5');
  for (const row of [1, 2]) await cell(row, 'verdict').fill('suspicion');
  await writer.locator('.cell-wrong .cell-fault').waitFor();
  assert.equal(await cell(1, 'max').getAttribute('aria-invalid'), 'true');
  await writer.locator('.fault-list button').click();
  await shot(writer, 'editor-fault-1440');
  await inspect(writer, axe, 'a fault at its cell');
  await cell(1, 'max').fill('1');
  await writer.getByText('没有错误').waitFor();
  await writer.getByRole('button', { name: /^保 ?存$/ }).click();
  await writer.getByText('修订 2').first().waitFor();
  const address = writer.url();
  await writer.getByRole('link', { name: '差异' }).click();
  await writer.getByText('增加 2 行').waitFor();
  await shot(writer, 'changes-1440');
  await inspect(writer, axe, 'changes');

  await writer.getByRole('link', { name: '测算' }).click();
  await writer.getByRole('button', { name: '开始测算' }).click();
  await writer.getByText('可作发布依据').waitFor(LONG);
  await writer.getByRole('link', { name: /^影响测算/ }).click();
  await writer.getByRole('heading', { name: '按规则' }).waitFor();
  await shot(writer, 'plan-1440');
  await inspect(writer, axe, 'a plan');
  await writer.setViewportSize(PHONE);
  await shot(writer, 'plan-390');
  await inspect(writer, axe, 'a plan, on a phone');
  await writer.setViewportSize(DESKTOP);
  await writer.goto(address);
  await confirm(writer, '提请发布');
  await writer.getByText('待审批').waitFor();
  assert.equal(await writer.getByRole('button', { name: '批准发布' }).count(), 0);
  await shot(writer, 'proposed-1440');

  const head = await page('head', new URL(address).pathname, PHONE);
  await head.getByRole('button', { name: '批准发布' }).waitFor();
  await shot(head, 'decide-390');
  await inspect(head, axe, 'a decision, on a phone');
  await confirm(head, '批准发布');
  await head.getByText('已发布').waitFor();
  await head.goto(new URL('/rulebook?view=versions', head.url()).href);
  await head.getByText('取代第 0 版').waitFor();
  await head.getByRole('button', { name: '恢复使用 第 0 版' }).click();
  await head.getByRole('dialog').getByLabel('理由').fill('误报过多');
  await head.getByRole('dialog').getByRole('button', { name: '恢复使用' }).click();
  await head.getByRole('dialog').waitFor({ state: 'detached' });
  await head.getByText('误报过多').waitFor();
  await shot(head, 'versions-390');
  await inspect(head, axe, 'versions, on a phone');

  const own = await page('head', '/rulebook?view=drafts');
  await own.getByText('同一项目每日限一次').waitFor();
  await shot(own, 'drafts-1440');
  await own.goto(new URL('/rulebook?view=versions', own.url()).href);
  await own.getByText('误报过多').waitFor();
  await shot(own, 'versions-1440');
  await inspect(own, axe, 'versions');
  for (const path of ['/rulebook', new URL(address).pathname, '/rulebook/classes/LK2025-031']) {
    const narrow = await page('cashier', path, PHONE);
    await narrow
      .getByText(/共 88 类|撰写人|知识点/)
      .first()
      .waitFor();
    await shot(narrow, `narrow${path.split('/').slice(0, 3).join('-')}-390`);
    await inspect(narrow, axe, `${path} on a phone`);
  }
  const closed = await page('clinic', '/rulebook');
  await closed.getByText(/没有查看的权限/).waitFor();
  assert.deepEqual(faults, []);
});
