/** Data come in, an audit runs, its leads are there: from the screen alone. What is wrong is refused in words; what goes on can be stopped. */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { county, worksOf } from '@shouhu/server/testing';
import { desk, DESKTOP, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { folder, tables } = county();
after(() => rm(folder, { recursive: true }));
/** Work of a worker, on a machine that has other work too. */
const LONG = { timeout: 180_000 };

test('a county is uploaded, imported and audited; its leads are in the list', async (t) => {
  const { on, page, faults } = await desk(t);
  const admin = await page('admin', '/imports');
  await admin.getByText('还没有记录').waitFor();
  const wrong = join(folder, 'setl_d.csv.gz');
  await writeFile(wrong, 'this is no gzip');
  const choose = admin.getByLabel('选择文件', { exact: true });
  await choose.setInputFiles([wrong, ...tables.map((name) => join(folder, name))]);
  await admin.getByRole('button', { name: '开始导入' }).click();
  await admin.getByText('内容与文件名不符').waitFor(LONG);
  await shot(admin, 'imports-refused-1440');
  await inspect(admin, axe, 'a refused upload');
  await admin.getByRole('button', { name: '移除 setl_d.csv.gz' }).click();
  await admin.getByRole('button', { name: '开始导入' }).click();

  await admin.getByText('等待开始').waitFor(LONG);
  await shot(admin, 'import-waiting-1440');
  await admin.getByRole('button', { name: '取消任务' }).click();
  await admin.getByRole('dialog').getByText('数据湖保持导入前的状态').waitFor();
  await shot(admin, 'import-cancel-1440');
  await admin.getByRole('dialog').getByRole('button', { name: '取消任务' }).click();
  await admin.getByText('任务已取消，没有改变任何数据').waitFor();

  await on.services.jobs.work(worksOf(on.services));
  await admin.getByRole('link', { name: '返回数据导入' }).click();
  await choose.setInputFiles(tables.map((name) => join(folder, name)));
  await admin.getByRole('button', { name: '开始导入' }).click();
  await admin.getByText('导入行数').waitFor(LONG);
  await shot(admin, 'import-done-1440');
  await inspect(admin, axe, 'an import');
  const imported = new URL(admin.url()).pathname;

  const auditor = await page('cashier', '/runs', PHONE);
  await shot(auditor, 'runs-empty-390');
  await auditor.getByRole('button', { name: '开始稽核' }).click();
  await auditor.getByRole('button', { name: '取消任务' }).waitFor(LONG);
  await shot(auditor, 'run-going-390');
  await inspect(auditor, axe, 'a run that goes on, on a phone');
  await auditor.getByText('工作底稿').waitFor(LONG);
  await shot(auditor, 'run-done-390');
  await inspect(auditor, axe, 'a run, on a phone');
  const run = new URL(auditor.url()).pathname;
  await auditor.getByRole('button', { name: '稽核报告' }).click();
  await auditor.getByLabel('用途').fill('案件 17');
  const taken = auditor.waitForEvent('download');
  await auditor.getByRole('button', { name: '下载' }).click();
  assert.equal((await taken).suggestedFilename(), 'report.html');
  await auditor.getByRole('button', { name: '查看线索' }).click();
  await auditor
    .getByText(/共 \d+ 条|已显示 \d+ 条/)
    .first()
    .waitFor();
  const leads = await on.db.selectFrom('lead').select('title').where('lead_id', 'not in', ['L1', 'L2']).execute();
  await auditor
    .getByText(leads[0]?.title ?? '')
    .first()
    .waitFor();

  await auditor.goto(new URL('/notices', auditor.url()).href);
  await auditor.getByText('稽核完成').waitFor();
  await auditor.getByLabel('通知，1 条未读').waitFor();
  await shot(auditor, 'notices-390');
  await inspect(auditor, axe, 'notices, on a phone');
  await auditor.getByText('稽核完成').click();
  await auditor.getByRole('heading', { name: /稽核运行/ }).waitFor();
  await auditor.getByLabel('通知', { exact: true }).waitFor();

  for (const [who, path, name, viewport] of [
    ['admin', '/imports', 'imports', DESKTOP],
    ['admin', '/imports', 'imports', PHONE],
    ['cashier', '/runs', 'runs', DESKTOP],
    ['cashier', '/runs', 'runs', PHONE],
    ['cashier', run, 'run', DESKTOP],
    ['admin', imported, 'import', PHONE],
    ['cashier', '/notices', 'notices', DESKTOP],
    ['clinic', '/runs', 'runs-no-right', DESKTOP],
  ] as const) {
    const opened = await page(who, path, viewport);
    await opened
      .getByText(/没有查看的权限|已取消|已完成|稽核完成|工作底稿|导入行数/)
      .first()
      .waitFor();
    await shot(opened, `${name}-${viewport.width}`);
    await inspect(opened, axe, `${name} at ${viewport.width}`);
  }
  assert.deepEqual(faults, []);
});
