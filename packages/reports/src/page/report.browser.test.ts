/** The report in a real browser: what a supervisor does with it. tools/browser.sh says which browser. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { addIndicators } from '../fixture/indicators.fixture.ts';
import { HOSTILE, RING } from '../fixture/lines.fixture.ts';
import { fixtureRun } from '../fixture/run.fixture.ts';
import { writeReports } from '../write-reports.ts';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Every kind of page there is. */
const VIEWS = [
  '',
  'lead/L01',
  'lead/L02',
  'lead/L03',
  'rule/GZ1',
  'institution/H42900000002',
  'institution/H42900000003',
  'scheme/fake-stay-ring',
];

let run: Awaited<ReturnType<typeof fixtureRun>>;
let browser: Browser;
let faults: string[] = [];

before(async () => {
  run = await fixtureRun();
  await addIndicators(run.out);
  await writeReports({ out: run.out });
  browser = await chromium.launch({
    executablePath: process.env['SHOUHU_BROWSER'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
});
after(async () => {
  await browser.close();
  await run.remove();
});

/** Opens a view; whatever the browser complains about, asks for or pops up is a fault. */
async function open(hash: string, viewport = DESKTOP): Promise<Page> {
  faults = [];
  const page = await browser.newPage({ viewport });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) faults.push(request.url());
  });
  await page.goto(`${pathToFileURL(join(run.out, 'report.html')).href}#${hash}`);
  return page;
}

describe('report.html in a browser', () => {
  for (const view of VIEWS) {
    test(`#${view} opens without a complaint, a request or a popup`, async () => {
      const page = await open(view);
      assert.ok((await page.locator('main h1, main h2').count()) > 0);
      for (const chart of await page.locator('.chart').all()) assert.ok((await chart.locator('svg path').count()) > 0);
      await page.close();
      assert.deepEqual(faults, []);
    });

    test(`#${view} fits a phone`, async () => {
      const page = await open(view, PHONE);
      const [scroll, width] = await page.evaluate<readonly [number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      );
      assert.ok(scroll <= width, `${scroll} > ${width}`);
      await page.close();
    });

    test(`#${view} has no serious fault of accessibility`, async () => {
      const page = await open(view);
      await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const { violations } = await page.evaluate<{
        violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
      }>('axe.run()');
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(
        grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]),
        [],
      );
      await page.close();
    });
  }

  test('from the first lead down to its lines and back', async () => {
    const page = await open('');
    await page.locator('#table-leads tbody a').first().click();
    assert.equal(await page.locator('main h1').textContent(), '1. 虚假住院团伙');
    assert.equal(await page.locator('details.visit').count(), RING.length);
    assert.match((await page.locator('details.visit[open] td.main').first().textContent()) ?? '', /门急诊留观诊查费/);
    await page.locator('details.visit > summary').nth(1).click();
    assert.equal(await page.locator('details.visit[open]').count(), 2);
    assert.match((await page.locator('.checklist').first().textContent()) ?? '', /核对入院当日的身份证件/);
    await page.locator('a.back').click();
    assert.match(page.url(), /#leads$/);
    // The page is drawn anew after the address has changed.
    await page.locator('header h1').waitFor();
    assert.equal(await page.locator('header h1').count(), 1);
    await page.close();
    assert.deepEqual(faults, []);
  });

  test('another language and back, at the same place', async () => {
    const page = await open('lead/L01');
    await page.locator('#language').click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('main h2').first().textContent(), 'Why this is a lead');
    await page.locator('#language').press('Enter');
    assert.equal(await page.locator('main h2').first().textContent(), '为什么列为线索');
    await page.close();
  });

  test('tables are searched, filtered and sorted by keyboard', async () => {
    const page = await open('');
    const rows = page.locator('#table-leads tbody tr');
    await page.locator('#search-leads').fill('限定频次');
    assert.equal(await rows.count(), 1);
    await page.locator('#search-leads').fill('没有这样的线索');
    assert.match((await rows.first().textContent()) ?? '', /没有符合条件的行/);
    await page.locator('#search-leads').fill('');
    await page.locator('#filter-leads-verdict').selectOption('violation');
    assert.equal(await rows.count(), 2);
    const head = page.locator('#table-leads th', { hasText: '涉及金额' });
    await head.locator('button').press('Enter');
    assert.equal(await page.locator('#table-leads th[aria-sort="descending"]').textContent(), '涉及金额（元）▼');
    await page.locator('#table-leads th[aria-sort] button').press('Enter');
    assert.match((await rows.first().textContent()) ?? '', /100\.00/);
    await page.keyboard.press('Tab');
    await page.close();
  });

  test('names from data are shown as they are', async () => {
    const page = await open('lead/L03');
    assert.ok((await page.locator('main h1').textContent())?.includes(HOSTILE));
    assert.equal(await page.locator('main script').count(), 0);
    await page.close();
    assert.deepEqual(faults, []);
  });

  test('prints on several pages, with what was found explained', async () => {
    const page = await open('');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    assert.ok(pages >= 3 && pages <= 12, `${pages} pages`);
    assert.ok((await page.locator('details.found').first().getAttribute('open')) !== null);
    await page.close();
  });
});
