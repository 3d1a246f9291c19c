/** A day at the till and the night after it, as staff see them: checks with their replay, differences, boxes, and traffic by the minute. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { checkedDay } from '@shouhu/server/testing';
import type { CheckedDay, Platform } from '@shouhu/server/testing';
import type { Page } from 'playwright-core';
import { DESKTOP, desk, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';
import type { Desk } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Numbers and names of the insured. */
const PERSON = /测试[甲乙]|99000119|429000000[12]\b/;

/** Inspected in both widths. */
const WIDE = new Set(['decision', 'differences', 'traffic']);

/** Looks at a page in both widths, and that it shows nobody. */
async function look(page: Page, name: string, ready: string): Promise<void> {
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await page.getByText(ready).first().waitFor();
    await shot(page, `${name}-${viewport.width}`);
    // Narrow pages hold all that wide ones hold: these alone are inspected, but for those that are made otherwise.
    if (viewport === PHONE || WIDE.has(name)) await inspect(page, axe, `${name} at ${viewport.width}`);
  }
  await page.setViewportSize(DESKTOP);
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', PERSON, name);
}

const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).click();
  await page.locator('.ant-select-item-option', { hasText: option }).click();
};

/** Those who look, each in one browser. */
interface Readers {
  readonly officer: Page;
  readonly head: Page;
  readonly clinic: Page;
}

const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(path, page.url()).href);
};

/** Decisions, one of them explained, opened, replayed, and beside it one that does not replay. */
async function checks({ officer, clinic }: Readers, { answered, altered, unchecked }: CheckedDay): Promise<void> {
  await open(officer, '/checks?day=2026-03-02');
  await look(officer, 'checks', '未能审核');
  assert.equal(await officer.locator('tbody tr').count(), 4);
  await choose(officer, '结果', '未能审核');
  await officer.getByText('MZ0302').waitFor({ state: 'detached' });
  await officer.getByRole('button', { name: '导出清单' }).click();
  await officer.getByRole('dialog').getByText('CSV').click();
  await officer.getByLabel('用途说明').fill('月度核对');
  const taken = officer.waitForEvent('download');
  await officer.getByRole('button', { name: '下载', exact: true }).click();
  const listed = (await readFile(await (await taken).path(), 'utf8')).trimEnd().split('\r\n').slice(1);
  assert.deepEqual(
    listed.map((row) => row.includes('未能审核') && !PERSON.test(row)),
    [true],
  );
  await officer.locator('tbody tr').getByRole('link').click();
  await officer.waitForURL(`**/checks/${unchecked}`);
  await officer.getByText('历史记录当时读不出来').waitFor();
  await officer.getByText('当时没有审核，没有可比对的答复').waitFor();
  await look(officer, 'check-not-made', '阿卡波糖片');

  await open(officer, `/checks/${answered}`);
  await officer.getByText('同一月').waitFor();
  await officer.getByText('处方号').waitFor();
  await officer.getByText('审核过的医嘱没有计费').waitFor();
  await officer.getByRole('button', { name: '重放一次' }).click();
  await officer.getByText('逐字节一致').waitFor();
  await look(officer, 'decision', '逐字节一致');
  await officer.getByRole('button', { name: '显示人员编号和反馈理由' }).click();
  await officer.getByLabel('说明', { exact: true }).fill('核对提醒');
  await officer.getByRole('dialog').getByRole('button', { name: '显示' }).click();
  await officer.getByText('继续执行的理由：出差一月，需带药').waitFor();
  await officer.getByRole('button', { name: '隐藏' }).click();
  await officer.getByText('出差一月').waitFor({ state: 'detached' });

  await open(officer, `/checks/${altered}`);
  await officer.getByRole('button', { name: '重放一次' }).press('Enter');
  await officer.getByText('result[0].vola_amt').waitFor();
  await look(officer, 'decision-differs', '不一致');

  await open(clinic, `/checks/${answered}`);
  await clinic.getByText('SH-H003').waitFor();
  await open(clinic, '/checks?mdtrt_id=MZ0302');
  await clinic.getByText('MZ0302').first().waitFor();
  assert.equal(await clinic.getByRole('link', { name: '次日差异' }).count(), 0);
  await open(clinic, '/checks/differences');
  await clinic.getByText('没有查看的权限').first().waitFor();
}

/** Who never answers; what the night could not explain. */
async function nights({ head }: Readers, { db }: Platform): Promise<void> {
  await open(head, '/checks/institutions?from=2026-03-01&to=2026-03-03');
  await look(head, 'check-institutions', '从不反馈');
  await choose(head, '范围', '只看从不反馈的');
  await head.getByRole('link', { name: '测试县人民医院' }).waitFor({ state: 'detached' });
  const saved = head.waitForEvent('download');
  await head.getByRole('button', { name: '导出' }).click();
  const rows = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n');
  assert.deepEqual(rows[1], '"H42900000002","测试县中医院",1,1,0,1,0,0');

  await db.updateTable('till_difference').set({ cause: 'unexplained' }).where('decision_id', 'is', null).execute();
  await open(head, '/checks/differences');
  await head.getByText('1 处差异无法解释').waitFor();
  await look(head, 'differences', '未计费');
  await choose(head, '原因', '未计费');
  await head.locator('.till-box').last().getByText('无法解释').waitFor({ state: 'detached' });
  await head.getByRole('button', { name: '前一日' }).click();
  await head.getByText('没有符合条件的差异').waitFor();
}

/** A box that comes back, what is known of it, and what the region sets. */
async function boxes({ officer, head, clinic }: Readers, { box }: CheckedDay): Promise<void> {
  await open(head, '/trace');
  await look(head, 'attempts', '跨机构');
  await head.getByRole('link', { name: '8123456***0001' }).click();
  await head.getByText('另有机构曾再次售卖同一盒').waitFor();
  assert.equal(new URL(head.url()).searchParams.get('code'), `"${box}"`);
  await look(head, 'box', '测试县人民医院');
  await head.getByRole('link', { name: '机构情况' }).click();
  await head.getByText('测试县中医院').waitFor();
  await look(head, 'box-institutions', '查码次数');
  await head.getByRole('link', { name: '库存异常' }).click();
  await head.getByText('没有负库存').waitFor();
  await inspect(head, axe, 'stock');
  await head.getByRole('link', { name: '设置', exact: true }).click();
  await head.getByRole('button', { name: '设置药品' }).click();
  await head.getByRole('textbox', { name: '药品' }).fill('XA01AAA001A001010100001');
  await head.getByLabel('每盒最小单位数').fill('二十四');
  await head.getByLabel('无码期限').fill('2026-06-30');
  await head.getByText('大于零，最多四位小数').waitFor();
  await head.getByLabel('每盒最小单位数').fill('24');
  await inspect(head, axe, 'a drug is set');
  await head.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await head.getByText('2026-06-30').waitFor();
  await look(head, 'trace-settings', '2026-06-30');
  await open(officer, '/trace/settings');
  await officer.getByText('2026-06-30').waitFor();
  assert.equal(await officer.getByRole('button', { name: '设置药品' }).count(), 0);
  await open(clinic, '/trace');
  await clinic.getByText('没有查看的权限').first().waitFor();
}

const MINUTE_MS = 60_000;

/** An hour of traffic before now, more and less of it, some refused. */
async function fillHour({ db, now }: Platform): Promise<void> {
  const like = await db.selectFrom('gateway_message').selectAll().where('infno', '=', '2207').executeTakeFirstOrThrow();
  const { seq: _seq, ...row } = like;
  const numbers = ['1101', '2201', '2203A', '2204', '3101', '2206', '2207', '3103', '2102', '3505A'];
  const begin = now().getTime() - 59 * MINUTE_MS;
  let serial = 1_000;
  const rows = Array.from({ length: 60 }, (_none, minute) => {
    const most = Math.round(9 + 5 * Math.sin(minute / 8) + (minute % 5));
    return Array.from({ length: most }, (_other, at) => {
      serial += 1;
      const refused = serial % 17 === 0;
      return {
        ...row,
        msgid: `${row.msgid.slice(0, 26)}${serial}`,
        infno: numbers[serial % numbers.length] ?? '2207',
        received_at: new Date(begin + minute * MINUTE_MS - Math.round(((most - at) * MINUTE_MS) / (most + 1))),
        outcome: refused ? ('refused' as const) : ('done' as const),
        code: refused ? (serial % 3 === 0 ? 'SH-Q041' : 'SH-Z004') : null,
        latency_ms: 8 + (serial % 23),
      };
    });
  }).flat();
  await db.insertInto('gateway_message').values(rows).execute();
}

/** What comes in by the minute, until somebody stops it. */
async function traffic({ officer }: Readers, { on, day: moveTo }: Desk, { hospital }: CheckedDay): Promise<void> {
  await fillHour(on);
  await open(officer, '/messages');
  await officer.getByText('最近一小时').waitFor();
  await look(officer, 'traffic', '条/分');
  const announced = officer.locator('[aria-live="polite"].unseen');
  assert.match((await announced.textContent()) ?? '', /^09:59 办结 \d+ 条，拒绝 \d+ 条$/);
  await hospital.ask('9001', { signIn: { opter_no: '001', mac: '', ip: '' } });
  await officer.getByText('9001 签到').waitFor();
  await officer.getByRole('button', { name: '暂停' }).press('Enter');
  await officer.getByRole('status').getByText('已暂停更新').waitFor();
  assert.equal(await announced.textContent(), '');
  await officer.locator('.flow-reasons').getByRole('link', { name: 'SH-Z004' }).click();
  await officer.waitForURL('**/messages?code=SH-Z004');
  await officer.getByText('9001 签到').waitFor({ state: 'detached' });
  await moveTo('2026-03-06');
  await open(officer, '/gateway');
  await look(officer, 'silent', '静默 3 天');
}

const ENGLISH = [
  ['/checks?day=2026-03-02', '1 undecided'],
  ['/checks/institutions?from=2026-03-01&to=2026-03-03', 'never answers'],
  ['/checks/differences?day=2026-03-02', 'unexplained'],
  ['/trace', 'elsewhere'],
  ['/trace/institutions?from=2026-03-01&to=2026-03-03', 'Look-ups'],
  ['/trace/stock', 'No stock below zero'],
  ['/trace/settings', 'Without code until'],
  ['/messages', 'Last hour'],
] as const;

test('a day of checks and the night after it, boxes that come back, and the traffic of an hour', async (t) => {
  const place = await desk(t);
  const day = await checkedDay(place.on);
  const readers = {
    officer: await place.page('officer1', '/checks'),
    head: await place.page('head', '/checks'),
    clinic: await place.page('otherClinic', '/checks'),
  };
  await checks(readers, day);
  await nights(readers, place.on);
  await boxes(readers, day);
  await traffic(readers, place, day);
  const { officer: english } = readers;
  await english.evaluate("localStorage.setItem('shouhu.language', 'en')");
  for (const [path, ready] of [...ENGLISH, [`/checks/${day.answered}`, 'Could not be decided'] as const]) {
    await open(english, path);
    await english.getByText(ready).first().waitFor();
    await shot(english, `english${path.replaceAll(/[^a-z]+/g, '-')}`);
    const chinese = await english.evaluate<string[]>(
      `[...document.querySelectorAll('nav, label, th[scope=col], dt, h2, .mark, .hint, .panel-note, .tabs, .cover-kind')]
        .map((one) => one.textContent).filter((text) => /[\\u4e00-\\u9fff]/.test(text))`,
    );
    assert.deepEqual(chinese, [], path);
  }
  assert.deepEqual(place.faults, []);
});
