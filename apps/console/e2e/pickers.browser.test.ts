/** Institutions, rules and regions are asked for and shown by name; the address holds the code, so that a link is the filter. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { findingOf, leadOf, PEOPLE, recordRun, runOf } from '@shouhu/server/testing';
import type { Platform } from '@shouhu/server/testing';
import type { Page } from 'playwright-core';
import { addColleagues, DESKTOP, desk, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [HERE, THERE] = ['H42900000001', 'H42900000002'];

async function county(on: Platform): Promise<void> {
  const leads = [leadOf('L1', { title: '分解住院' }), leadOf('L2', { title: '重复收费', fixmedins_codes: [THERE] })];
  const other = { fixmedins_code: THERE, rule_code: 'GZ0417', rule_name: '重复收取床位费' };
  const findings = [findingOf('F1', ['L1']), findingOf('F2', ['L2'], other)];
  await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(leads, findings));
}

const chosen = (page: Page, label: string) =>
  page.locator('.ant-select', { has: page.getByRole('combobox', { name: label, exact: true }) });

/** What the browser does when a text is pasted into the field that has the focus. */
const pasting = (text: string): string => `{
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', ${JSON.stringify(text)});
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}`;

describe('what is asked for by name', () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const { width } = viewport;
    test(`an institution and a rule, by the keyboard alone, at ${width} px`, async (t) => {
      const { on, page, faults } = await desk(t);
      await county(on);
      const officer = await page('officer1', '/findings', viewport);
      const rows = officer.locator('.findings > li');
      await officer.getByText('共 2 条').waitFor();
      await officer.getByRole('combobox', { name: '机构', exact: true }).focus();
      await officer.keyboard.type('中医');
      await officer.locator('.ant-select-item-option', { hasText: THERE }).waitFor();
      assert.equal(await officer.locator('.ant-select-item-option').count(), 1);
      await shot(officer, `picker-${width}`);
      await inspect(officer, axe, `picker at ${width}`);
      await officer.keyboard.press('Enter');
      await officer.waitForURL(/fixmedins_code=H42900000002/);
      await officer.getByText('共 1 条').waitFor();
      assert.equal(await rows.count(), 1);
      assert.match((await chosen(officer, '机构').textContent()) ?? '', /测试县中医院/);
      await officer.getByRole('combobox', { name: '规则', exact: true }).focus();
      await officer.keyboard.type('床位');
      await officer.keyboard.press('Enter');
      await officer.waitForURL(/rule_code=GZ0417/);

      const sent = await page('officer1', new URL(officer.url()).pathname + new URL(officer.url()).search, viewport);
      await sent.getByText('共 1 条').waitFor();
      await chosen(sent, '机构').getByText('测试县中医院').waitFor();
      await chosen(sent, '规则').getByText('重复收取床位费').waitFor();
      await shot(sent, `picked-${width}`);
      await inspect(sent, axe, `picked at ${width}`);
      assert.deepEqual(faults, []);
    });

    test(`the same institution in every list at ${width} px`, async (t) => {
      const { on, page, faults } = await desk(t);
      await county(on);
      const head = await page('head', '/', viewport);
      for (const path of ['/leads', '/matters', '/accounts', '/assessments', '/credit', '/credit?view=list']) {
        const mark = path.includes('?') ? '&' : '?';
        await head.goto(new URL(`${path}${mark}fixmedins_code=${HERE}`, head.url()).href);
        await chosen(head, '机构').getByText('测试县人民医院').waitFor();
        await inspect(head, axe, `${path} at ${width}`);
      }
      await head.goto(new URL('/matters?fixmedins_code=H99999999999', head.url()).href);
      await chosen(head, '机构').getByText('H99999999999').waitFor();
      await head.getByRole('combobox', { name: '机构', exact: true }).fill('没有这家');
      await head.getByText('没有匹配的机构').waitFor();
      assert.deepEqual(faults, []);
    });
  }

  test('regions have their names, in lists, on an institution and where one is chosen', async (t) => {
    const { on, page, faults } = await desk(t);
    await county(on);
    await addColleagues(on);
    const admin = await page('admin', '/accounts');
    await admin.getByText('湖北省省直辖县级行政区划').first().waitFor();
    await admin.getByRole('button', { name: '用户菜单' }).click();
    await admin.locator('.who').getByText('湖北省').waitFor();
    const officer = await page('officer1', `/institutions/${HERE}`);
    await officer.locator('.cover-facts').getByText('湖北省').waitFor();
    const planning = await page('head', '/campaigns/new');
    await planning.getByRole('combobox', { name: '区划' }).fill('潜江');
    await planning.getByRole('option', { name: '湖北省潜江市' }).waitFor({ state: 'attached' });
    await planning.keyboard.press('Enter');
    await chosen(planning, '区划').getByText('湖北省潜江市').waitFor();
    await shot(planning, 'region-chosen');
    await inspect(planning, axe, 'a region chosen');
    assert.deepEqual(faults, []);
  });

  test('several institutions are found, or pasted from a column', async (t) => {
    const { on, page, faults } = await desk(t);
    await county(on);
    const head = await page('head', '/campaigns/new');
    await head.getByRole('combobox', { name: '检查对象' }).click();
    await head.locator('.ant-select-item-option', { hasText: '指定机构' }).click();
    const field = head.getByRole('combobox', { name: '指定的机构' });
    await field.focus();
    await head.evaluate(pasting(`编码\n${HERE}\n${THERE}\n`));
    const tags = chosen(head, '指定的机构');
    await tags.getByText('测试县人民医院').waitFor();
    await tags.getByText('测试县中医院').waitFor();
    await shot(head, 'institutions-pasted');
    await inspect(head, axe, 'institutions pasted');
    assert.deepEqual(faults, []);
  });
});
