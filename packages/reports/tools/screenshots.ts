// Takes the pictures of docs/reports.md from a finished run of an invented county.
//   node packages/reports/tools/screenshots.ts OUT        with a browser as tools/browser.sh finds it
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..', '..');
const out = resolve(process.argv[2] ?? '.');
const images = join(root, 'docs', 'images');
const address = pathToFileURL(join(out, 'report.html')).href;

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

const browser = await chromium.launch({
  executablePath: execFileSync(join(root, 'tools', 'browser.sh'), { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND'],
});
const page = await browser.newPage({ viewport: DESKTOP });

async function shoot(name: string, hash: string, viewport = DESKTOP): Promise<void> {
  await page.setViewportSize(viewport);
  await page.goto('about:blank');
  await page.goto(`${address}#${hash}`);
  await page.screenshot({ path: join(images, `${name}.png`) });
}

await shoot('report-overview', '');
await shoot('report-leads', 'leads', { ...DESKTOP, height: 760 });
await shoot('report-groups', 'groups', { ...DESKTOP, height: 440 });
await shoot('report-indicators', 'indicators');
await shoot('report-phone', '', PHONE);
// The first lead with a map, and the riskiest institution, as the page itself links them.
const linked = async (table: string): Promise<string> => {
  await page.setViewportSize(DESKTOP);
  await page.goto('about:blank');
  await page.goto(address);
  const href = await page.locator(`#table-${table} tbody a`).first().getAttribute('href');
  return href?.slice(1) ?? '';
};
const [group, institution] = [await linked('groups'), await linked('institutions')];
await shoot('report-lead', group);
await shoot('report-institution', institution);
await shoot('report-lead-phone', group, PHONE);
await page.setViewportSize(DESKTOP);
await page.goto('about:blank');
await page.goto(address);
await page.pdf({ path: join(out, 'report.pdf'), preferCSSPageSize: true });
await browser.close();
