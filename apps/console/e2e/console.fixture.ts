/** The built console before the real platform, in real browsers, one for each person. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { platform } from '@shouhu/server/testing';
import type { PersonName, Platform } from '@shouhu/server/testing';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Where pictures of the screens are put, when somebody wants to look at them. */
const SHOTS = process.env['SHOUHU_SHOTS'];

/** How browsers of tests are started: they reach the platform and nothing else. */
export const LAUNCH = {
  executablePath: process.env['SHOUHU_BROWSER'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // A page lives for seconds: what V8 spends on optimizing it never comes back.
    '--js-flags=--no-opt --no-maglev --min-semi-space-size=32 --max-semi-space-size=32',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
  ],
};

export interface Desk {
  readonly on: Platform;
  readonly url: string;
  /** Moves the clock of the platform and of every page. */
  readonly day: (day: string) => Promise<void>;
  /** The page of a person, opened at an address. */
  readonly page: (who: PersonName | null, path?: string, viewport?: typeof DESKTOP) => Promise<Page>;
  /** What browsers complained about, but for refusals that a test provokes. */
  readonly faults: string[];
}

interface Ending {
  after(work: () => Promise<void>): void;
}

/** Where tools/test.sh built the console. */
const BUILT = join(import.meta.dirname, '../dist');

let browser: Browser;
let isWanted = false;

/** Starts a browser, once for all files of tests that share a process. */
export function withBrowser(): void {
  if (isWanted) return;
  isWanted = true;
  before(async () => {
    browser = await chromium.launch(LAUNCH);
  });
  after(() => browser.close());
}

/** A fresh platform with two leads, listening. */
export async function desk(ending: Ending): Promise<Desk> {
  const on = await platform(ending, { console: BUILT });
  const url = await on.app.listen({ host: '127.0.0.1', port: 0 });
  const pages: Page[] = [];
  const faults: string[] = [];
  ending.after(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
  });
  return {
    on,
    url,
    faults,
    day: async (day) => {
      on.on(day);
      await Promise.all(pages.filter((page) => !page.isClosed()).map((page) => page.clock.setFixedTime(on.now())));
    },
    page: async (who, path = '/', viewport = DESKTOP) => {
      const page = await newPage(viewport, faults);
      if (who !== null) await page.context().addCookies([{ name: 'test-person', value: who, url }]);
      pages.push(page);
      await page.clock.setFixedTime(on.now());
      await page.goto(url + path);
      return page;
    },
  };
}

async function newPage(viewport: typeof DESKTOP, faults: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', timezoneId: 'America/New_York' });
  const page = await context.newPage();
  // Long enough for two cores that do other things as well.
  page.setDefaultTimeout(30_000);
  page.on('console', (message) => {
    const isRefusal = /the server responded with a status of 4\d\d/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isRefusal) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return page;
}

/** A page of nobody, at an address of a platform that the test started itself. */
export async function openPage(ending: Ending, url: string): Promise<{ page: Page; faults: string[] }> {
  const faults: string[] = [];
  const page = await newPage(DESKTOP, faults);
  ending.after(async () => page.context().close());
  await page.goto(url);
  return { page, faults };
}

/** Accounts of colleagues in the county, whom screens offer by name. */
export async function addColleagues({ db, now }: Platform): Promise<void> {
  const colleagues = [
    ['wangjianguo', '王建国', 'inspector'],
    ['limei', '李梅', 'inspector'],
    ['zhaoyun', '赵云', 'legal-reviewer'],
  ] as const;
  const [created_at, updated_at] = [now(), now()];
  for (const [username, name, duty] of colleagues) {
    const account = { username, email: username, name, duties: [duty], regions: ['429000'] };
    await db
      .insertInto('user_account')
      .values({ ...account, fixmedins_code: null, disabled_at: null, created_at, updated_at })
      .execute();
  }
}

/** Keeps a picture of a page, if pictures are wanted. */
export async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(SHOTS, `${name}.png`), animations: 'disabled' });
}

/** Values by the label of their field: a text is typed, one of a list of choices chosen, a box ticked, several persons entered. */
export type Filled = Readonly<Record<string, string | true | readonly string[]>>;

/** Opens a step on the page of a matter, fills it in and confirms it. */
export async function takeStep(page: Page, step: string, filled: Filled = {}): Promise<void> {
  await page
    .locator('button.offer')
    .filter({ has: page.getByText(step, { exact: true }) })
    .click();
  await fillIn(page, filled);
  await confirm(page, step);
}

/** Begins a matter with its first step, in the window that a button opens. */
export async function begin(page: Page, button: string, step: string, filled: Filled = {}): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await fillIn(page, filled);
  await page.getByRole('button', { name: `登记并办理“${step}”` }).click();
  await page.locator('.deeds > li', { hasText: step }).first().waitFor();
}

/** Makes a document on the page of the paper file, and comes back to the matter. */
export async function makePaper(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: '卷宗', exact: true }).click();
  await page.getByRole('button', { name: `制作 ${title}` }).click();
  const form = page.getByRole('dialog').getByRole('button', { name: '制作', exact: true });
  const made = page.getByRole('button', { name: `重新制作 ${title}` });
  await form.or(made).first().waitFor();
  if ((await form.count()) > 0) await form.click();
  await made.first().waitFor();
  await page.getByRole('link', { name: '← ' }).click();
}

/** Confirms an opened step, and waits until it is done. */
export async function confirm(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: `确认“${step}”` }).click();
  await page.locator('.step-form').waitFor({ state: 'detached' });
  await page.locator('.deeds > li', { hasText: step }).first().waitFor();
}

export async function fillIn(page: Page, filled: Filled): Promise<void> {
  for (const [label, value] of Object.entries(filled)) {
    const field = page.locator('.step-form, dialog').getByLabel(label, { exact: true });
    if (value === true) {
      await field.check();
    } else if (typeof value === 'string') {
      const isChoice =
        (await field.getAttribute('role')) === 'combobox' && (await field.getAttribute('readonly')) !== null;
      if (isChoice) await choose(page, field, value);
      else {
        await field.fill(value);
        await field.press('Tab');
      }
    } else {
      for (const one of value) {
        await field.fill(one);
        await field.press('Enter');
      }
      await field.press('Escape');
    }
  }
}

async function choose(page: Page, field: ReturnType<Page['locator']>, value: string): Promise<void> {
  await field.click();
  await page.locator('.ant-select-item-option', { hasText: value }).first().click();
}

/** Fails when a page has a grave fault of accessibility, or is wider than its window. */
export async function inspect(page: Page, axe: string, what: string): Promise<void> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{
    violations: readonly { id: string; impact: string; nodes: readonly { html: string; failureSummary: string }[] }[];
  }>("axe.run({ resultTypes: ['violations'] })");
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = grave.map(({ id, nodes }) => [
    id,
    nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  ]);
  assert.deepEqual(told, [], what);
  const [scroll, width] = await page.evaluate<readonly [number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  );
  assert.ok(scroll <= width, `${what}: ${scroll} > ${width}`);
  const cut = await page.evaluate<number>(
    "[...document.querySelectorAll('.filters')].filter((row) => row.scrollWidth > row.clientWidth + 1).length",
  );
  assert.equal(cut, 0, `${what}: conditions are cut at the edge`);
}
