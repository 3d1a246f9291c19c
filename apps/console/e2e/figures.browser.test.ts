/** The overview, the reports, search and what lists have beside their rows: they fit, can be used by keyboard, and say what was done. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { workedCounty } from '@shouhu/server/testing';
import { addColleagues, DESKTOP, desk, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('figures', () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const { width } = viewport;
    test(`overview, reports and search at ${width} px`, async (t) => {
      const { on, page, faults } = await desk(t);
      await addColleagues(on);
      await workedCounty(on);

      const head = await page('head', '/', viewport);
      await head.getByRole('heading', { name: '总览' }).waitFor();
      await head.locator('canvas').nth(2).waitFor();
      await head.getByText('18,000.00').first().waitFor();
      await shot(head, `overview-${width}`);
      await inspect(head, axe, `overview at ${width}`);
      const cut = await head.evaluate<number>(
        "[...document.querySelectorAll('.figure-scroll')].filter((each) => !each.closest('.unseen') && each.scrollWidth > each.clientWidth + 1).length",
      );
      assert.equal(cut, 0, 'every column of a table is seen');
      await head.getByRole('button', { name: '从线索到追回：看表格' }).click();
      assert.equal(await head.getByRole('row', { name: '追回 2 8,500.00' }).isVisible(), true);
      await head.getByRole('link', { name: '18,000.00' }).click();
      await head.getByText('发现于 2026-01-01 至 2026-12-31').waitFor();
      await head.getByText('重复收费').first().waitFor();
      await inspect(head, axe, `leads behind a figure at ${width}`);

      const observer = await page('observer', '/overview', viewport);
      await observer.getByText('决定与措施').first().waitFor();
      assert.equal(await observer.getByText(/测试县|officer/).count(), 0);
      await shot(observer, `overview-observer-${width}`);

      const auditor = await page('cashier', '/reports', viewport);
      await auditor.getByText('追回基金').first().waitFor();
      await auditor.getByText('季报').click();
      await auditor.getByRole('button', { name: '编制并存档' }).click();
      await auditor.getByRole('link', { name: '下载 PDF：2026 年第 2 季度' }).waitFor();
      await shot(auditor, `reports-${width}`);
      await inspect(auditor, axe, `reports at ${width}`);

      const officer = await page('officer1', '/leads', viewport);
      await officer.getByText('重复收费').first().waitFor();
      await officer.keyboard.press('/');
      await officer.getByRole('combobox', { name: '搜索机构、线索和事项' }).fill('中医');
      await officer
        .getByRole('option', { name: /测试县中医院/ })
        .first()
        .waitFor();
      await shot(officer, `search-${width}`);
      await inspect(officer, axe, `search at ${width}`);
      await officer.keyboard.press('Enter');
      await officer.waitForURL(/institutions\/H42900000002/);
      assert.deepEqual(faults, []);
    });
  }

  test('a filter is saved and used, a column left out, a list exported with its purpose', async (t) => {
    const { on, page, faults } = await desk(t);
    await workedCounty(on);
    const head = await page('head', '/leads?state=in-case');
    await head.getByText('虚假住院').first().waitFor();
    await head.getByRole('button', { name: '筛选方案' }).click();
    await head.getByLabel('方案名称').fill('立案中的');
    await head.getByRole('button', { name: '保存现在的条件' }).click();
    await head.getByText('立案中的').waitFor();
    await shot(head, 'saved-filters');
    await inspect(head, axe, 'saved filters');
    await head.getByRole('button', { name: '关闭' }).click();

    await head.goto(`${new URL(head.url()).origin}/leads`);
    await head.getByText('重复收费').first().waitFor();
    await head.getByRole('button', { name: '筛选方案' }).click();
    await head.getByRole('button', { name: '使用方案 立案中的' }).click();
    await head.waitForURL(/state=in-case/);
    await head.getByText('重复收费').first().waitFor({ state: 'detached' });

    await head.getByRole('button', { name: '列', exact: true }).click();
    await head.getByLabel('费用期间').click();
    await head.getByRole('columnheader', { name: '费用期间' }).waitFor({ state: 'detached' });
    await shot(head, 'columns');
    await head.getByRole('button', { name: '关闭' }).click();

    await head.getByRole('button', { name: '导出' }).click();
    await head.getByText('CSV').click();
    await head.getByLabel('用途说明').fill('年度检查');
    await shot(head, 'export');
    await inspect(head, axe, 'export');
    const download = head.waitForEvent('download');
    await head.getByRole('button', { name: '下载' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    // The head of the table and the two leads in a case, not the two in review.
    assert.equal(file.trim().split('\r\n').length, 3);
    assert.deepEqual([file.includes('涉及金额'), file.includes('2026-12-31')], [true, false]);
    const noted = await on.db.selectFrom('log_entry').select('purpose').where('action', '=', 'lead.export').execute();
    assert.deepEqual(noted, [{ purpose: '内部监督：年度检查' }]);
    assert.deepEqual(faults, []);
  });
});
