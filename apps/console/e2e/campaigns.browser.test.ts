/** A special campaign from its plan to its report, draws, the form on site without a network, and the institution's self-inspection. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { MEASURES } from '@shouhu/procedure';
import { addDistrict, districtResults, planOf } from '@shouhu/server/testing';
import type { PersonName, Platform } from '@shouhu/server/testing';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { alterPicture, pictureOf, picturesOn, until } from './device.ts';
import { addColleagues, DESKTOP, desk, inspect, LAUNCH, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const BOTH = [DESKTOP, PHONE] as const;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function look(page: Page, name: string): Promise<void> {
  for (const viewport of BOTH) {
    await page.setViewportSize(viewport);
    await shot(page, `${name}-${viewport.width}`);
    await inspect(page, axe, `${name} at ${viewport.width}`);
  }
  await page.setViewportSize(DESKTOP);
}

/** The figures of a line of the report: medical institutions, pharmacies. */
async function line(page: Page, name: string): Promise<string[]> {
  const row = page.locator('.report-table tr').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  return row.locator('td').allTextContents();
}

/** Results as they are copied from a spreadsheet. */
function sheet(): string {
  const lines = districtResults().map(
    ({ fixmedins_code, inspected_on, decided_on, findings, measures, recovered_fen }) =>
      [
        fixmedins_code,
        inspected_on,
        decided_on,
        findings,
        measures.map((measure) => MEASURES[measure].name).join('、'),
        (recovered_fen / 100).toFixed(2),
      ].join('\t'),
  );
  return ['机构编码\t检查日期\t处理日期\t检查发现\t措施\t追回金额', ...lines].join('\n');
}

async function typeDay(page: Page, label: string, day: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(day);
  await page.keyboard.press('Tab');
  await page.locator('.ant-picker-dropdown:visible').waitFor({ state: 'detached' });
}

/** The network between phones and the platform: a browser that is told of its loss late, or that closes, must not get through either. */
function networkOf({ app: { server } }: Platform) {
  let isLost = false;
  server.on('connection', (socket) => {
    if (isLost) socket.destroy();
  });
  return {
    lose: async (context: BrowserContext): Promise<void> => {
      isLost = true;
      server.closeAllConnections();
      await context.setOffline(true);
    },
    giveBack: async (context: BrowserContext): Promise<void> => {
      isLost = false;
      await context.setOffline(false);
    },
  };
}

/** A campaign over the two institutions of the county, whose first is being inspected by the two officers. */
async function visited(on: Platform): Promise<{ campaign_id: string; matter_id: string }> {
  const campaign_id = randomUUID();
  const made = await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id));
  const { places } = made.body;
  assert.ok(Array.isArray(places), JSON.stringify(made.body));
  const matter_id = String(places[0]?.matter_id);
  const take = async (who: PersonName, seen: number, action: string, facts: object) => {
    const body = { request_id: randomUUID(), seen, action, facts, with: who === 'officer1' ? ['officer2'] : [] };
    const answer = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  await take('head', 0, 'assign', { officers: ['officer1', 'officer2'] });
  await take('officer1', 1, 'enter', { notice_no: '检〔2026〕1号', place: '住院部', cards_shown: true });
  return { campaign_id, matter_id };
}

describe('campaigns', () => {
  test('a campaign that is over is entered and reports 28, 25, 12, 14, 1, 13 and 576,388.20', async (t) => {
    const { on, page, day, faults } = await desk(t);
    await addDistrict(on);
    await day('2026-04-01');
    const head = await page('head', '/campaigns');
    await head.getByText('还没有专项检查').waitFor();
    await look(head, 'campaigns-empty');
    await head.getByRole('link', { name: '新建专项检查' }).click();
    await head.getByLabel('名称', { exact: true }).fill('打击欺诈骗保专项行动');
    await head.getByLabel('区划').fill('429005');
    await head.locator('.ant-select-item-option', { hasText: '潜江市' }).click();
    await head.getByLabel('主题').fill('两定机构检查和整治双覆盖');
    await typeDay(head, '开始日期', '2026-03-01');
    await typeDay(head, '结束日期', '2026-03-31');
    await look(head, 'campaign-new');
    await head.getByRole('button', { name: '制定' }).click();
    await head.getByRole('heading', { name: '打击欺诈骗保专项行动', level: 1 }).waitFor();
    assert.deepEqual(await line(head, '应检机构'), ['35', '14']);
    assert.deepEqual(await line(head, '处理机构'), ['0', '0']);
    const address = new URL(head.url()).pathname;

    const officer = await page('officer1', address);
    await officer.getByRole('link', { name: '补录结果' }).click();
    await officer.getByLabel('粘贴表格').fill(`${sheet()}\nH00000000000\t2026-03-03\t2026-03-16\t无\t\t0`);
    await officer.getByText('不在应检机构中').waitFor();
    await officer.getByLabel('粘贴表格').fill(sheet());
    await officer.getByLabel('共同检查人员').fill('王建国');
    await officer.getByLabel('共同检查人员').press('Enter');
    await officer.getByLabel('共同检查人员').press('Escape');
    await officer.locator('.ant-select-dropdown:visible').waitFor({ state: 'detached' });
    await officer.getByRole('heading', { name: '49 家机构' }).waitFor();
    await look(officer, 'campaign-results');
    await officer.getByRole('button', { name: '提交核准' }).click();
    await officer.getByText('待核准').waitFor();
    assert.equal(await officer.getByRole('button', { name: '核准并记录' }).count(), 0);

    await head.reload();
    await head.getByRole('button', { name: '核准并记录' }).waitFor();
    await shot(head, 'campaign-batch-1440');
    await head.getByRole('button', { name: '核准并记录' }).click();
    await head.locator('.mark', { hasText: '已核准' }).waitFor({ timeout: 30_000 });
    assert.deepEqual(await line(head, '处理机构'), ['28', '13']);
    const counts = ['约谈', '限期整改', '通报批评', '暂停医保支付', '解除协议'];
    assert.deepEqual(await Promise.all(counts.map(async (name) => (await line(head, name))[0])), [
      '28',
      '25',
      '12',
      '14',
      '1',
    ]);
    await head.getByText('处理违规定点医疗机构 28 家、定点零售药店 13 家，累计追回医保基金 576,388.20 元').waitFor();
    assert.equal(await head.locator('.figure-wide dd').textContent(), '576,388.20');
    await head.getByText('覆盖 49 / 49').waitFor();
    await look(head, 'campaign-report');
    await head.locator('.place-rows li').nth(27).scrollIntoViewIfNeeded();
    await shot(head, 'campaign-places-1440');
    await head.setViewportSize(PHONE);
    await head.locator('.place-rows li').nth(27).scrollIntoViewIfNeeded();
    await shot(head, 'campaign-places-390');
    const legal = await page('legal', '/campaigns');
    await legal.getByText('覆盖 49 / 49').waitFor();
    await look(legal, 'campaigns');
    const observer = await page('observer', '/campaigns');
    await observer.getByText('没有查看的权限').waitFor();
    assert.deepEqual(faults, []);
  });

  test('the head draws teams, and the record says from what', async (t) => {
    const { on, page, faults } = await desk(t);
    await addColleagues(on);
    const campaign_id = randomUUID();
    await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id, { targeting: 'drawn' }));
    const head = await page('head', `/campaigns/${campaign_id}/draws`);
    await head.getByText('还没有抽取').waitFor();
    await head.getByLabel('抽取机构数').fill('3');
    await head.getByRole('button', { name: '抽取', exact: true }).click();
    await head.getByText('要抽取 3 名').waitFor();
    await look(head, 'draw-refused');
    await head.getByLabel('抽取机构数').fill('1');
    await head.getByRole('button', { name: '抽取', exact: true }).click();
    await head.getByRole('heading', { name: '已抽取 1' }).waitFor();
    assert.match((await head.locator('.draw-rows li').textContent()) ?? '', /(王建国、李梅|李梅、王建国)/);
    assert.match((await head.locator('.draw-facts').textContent()) ?? '', /种子[0-9a-f]{64}.*机构 2 家，检查人员 2 名/);
    await look(head, 'draws');
    assert.deepEqual(faults, []);
  });

  test('inspected institutions are looked back at, and what was found stands beside what is found again', async (t) => {
    const { on, page, faults } = await desk(t);
    const { campaign_id } = await visited(on);
    const head = await page('head', `/campaigns/${campaign_id}`);
    await head.getByRole('link', { name: '回头看' }).click();
    await head.getByText('还没有安排回头看').waitFor();
    await head.getByText('可安排 1 家').waitFor();
    await head.getByRole('button', { name: '安排回头看' }).click();
    await head.getByText('请选择机构').waitFor();
    await head.getByLabel('机构', { exact: true }).click();
    await head.locator('.ant-select-item-option', { hasText: '测试县人民医院' }).click();
    await head.getByLabel('机构', { exact: true }).press('Escape');
    await typeDay(head, '回头看日期', '2026-09-01');
    await look(head, 'look-back-form');
    await head.getByRole('button', { name: '安排回头看' }).click();
    await head.getByRole('heading', { name: '2026-09-01 起回头看 1 家' }).waitFor();
    await head.getByText('没有可以安排的机构').waitFor();
    await look(head, 'look-backs');
    await head.getByRole('link', { name: '查看检查' }).last().click();
    await head.getByText('已列入计划').first().waitFor();
    await head.goBack();
    await head
      .getByRole('link', { name: /打击欺诈骗保专项行动/ })
      .first()
      .click();
    await head.getByText('回头看 1 家，已检查 0 家').waitFor();
    assert.deepEqual(faults, []);
  });

  test('a form on site goes on without a network, outlives the browser, and is sent once the network is back', async (t) => {
    const { on, url } = await desk(t);
    const { matter_id } = await visited(on);
    const network = networkOf(on);
    const profile = await mkdtemp(join(tmpdir(), 'shouhu-phone-'));
    after(async () => rm(profile, { recursive: true, maxRetries: 10, retryDelay: 200 }));
    /** The browser of a phone, which keeps what it has when it is closed. */
    const start = async (offline: boolean) => {
      const own = { viewport: PHONE, offline, reducedMotion: 'reduce' } as const;
      const context = await chromium.launchPersistentContext(profile, { ...LAUNCH, ...own });
      t.after(async () => context.close());
      const [page = await context.newPage()] = context.pages();
      await page.clock.setFixedTime(on.now());
      return { context, page };
    };
    const cookie = { name: 'test-person', value: 'officer1', url, expires: Date.now() / 1_000 + 86_400 };

    const { context, page: phone } = await start(false);
    await context.addCookies([cookie]);
    await phone.goto(`${url}/field`);
    await phone.getByText('断网后仍可打开本页').waitFor();
    await phone.getByText('已填 0 / 2').waitFor();
    await look(phone, 'field');
    await phone.setViewportSize(PHONE);
    await network.lose(context);
    await phone.getByRole('link', { name: '测试县人民医院' }).click();
    await phone
      .getByRole('radiogroup', { name: /在床人数/ })
      .getByRole('radio', { name: '否' })
      .click();
    await phone.getByText('没有网络，可以继续填写；1 项答案存在本机，等待发送').waitFor();
    await phone.getByLabel('1 说明').fill('三张空床');
    await phone.getByLabel('1 说明').press('Tab');
    await phone.getByRole('radiogroup', { name: /账实/ }).getByRole('radio', { name: '是' }).click();
    await phone.getByText('2 项答案存在本机').waitFor();
    for (const [item, name] of [
      [0, 'bed.png'],
      [1, 'stock.png'],
    ] as const) {
      await phone.locator('.field-item input[type=file]').nth(item).setInputFiles(pictureOf(name));
      await phone.getByText(name).waitFor();
    }
    await phone.getByText('2 项答案存在本机，等待发送；2 张照片存在本机，等待上传').waitFor();
    await phone.getByText('断网后仍可打开本页').waitFor();
    await shot(phone, 'field-offline-390');
    await phone.reload();
    await phone.getByText('2 项答案存在本机').waitFor();
    await context.close();

    const { context: restarted, page: again } = await start(true);
    await network.lose(restarted);
    await again.goto(`${url}/field/${matter_id}`);
    await again.getByText('2 项答案存在本机').waitFor();
    assert.equal(await again.getByLabel('1 说明').inputValue(), '三张空床');
    await inspect(again, axe, 'field offline');
    const none = await on.db.selectFrom('inspection_answer').select('answer_id').execute();
    assert.deepEqual(none, []);
    await again.getByText('2 张照片存在本机').waitFor();
    // One of the pictures is not the one that was taken any more.
    await alterPicture(again, 'stock');

    await network.giveBack(restarted);
    await again.getByText('1 张照片未被接受，仍在本机').waitFor();
    await again.getByText('照片与现场登记的摘要不符').waitFor();
    await again.getByText('照片仍在本机，没有丢失').waitFor();
    const digest = createHash('sha256').update(pictureOf('bed.png').buffer).digest('hex');
    const files = await on.db.selectFrom('stored_file').select(['title', 'sha256', 'subject']).execute();
    assert.deepEqual(files, [
      { title: '现场照片：在床人数与登记一致', sha256: digest, subject: `matter:${matter_id}` },
    ]);
    await look(again, 'field-photo-refused');
    await again.setViewportSize(PHONE);
    await again.reload();
    await again.getByText('1 张照片未被接受，仍在本机').waitFor();
    // Put right on the device, it is sent again and lands.
    await alterPicture(again, 'stock');
    await again.getByRole('button', { name: '重新上传' }).click();
    await again.getByText('网络正常，答案和照片已全部送达').waitFor();
    await again.getByText('已上传').nth(1).waitFor();
    // What the server has lies on the device no longer.
    await until(again, async () => (await picturesOn(again)) === 0);
    await again.getByRole('button', { name: '查看' }).first().click();
    const dialog = again.getByRole('dialog');
    await dialog.getByRole('button', { name: '查看' }).click();
    await dialog.getByText('说明用途，至少两个字').waitFor();
    await dialog.getByLabel('用途').fill('核对现场照片');
    await dialog.getByRole('button', { name: '查看' }).click();
    await until(again, async () =>
      again.evaluate<boolean>(`document.querySelector('.field-picture')?.naturalWidth > 0`),
    );
    await shot(again, 'field-photo-390');
    await dialog.getByRole('button', { name: '关闭' }).click();
    const read = await on.db.selectFrom('log_entry').select('purpose').where('action', '=', 'file.read').execute();
    assert.deepEqual(read, [{ purpose: '核对现场照片' }]);
    const given = await on.db
      .selectFrom('inspection_answer')
      .select(['item_id', 'value', 'note'])
      .orderBy('item_id')
      .execute();
    assert.deepEqual(given, [
      { item_id: 'C1', value: 'no', note: '三张空床' },
      { item_id: 'C2', value: 'yes', note: '' },
    ]);
    await again.reload();
    await again.getByRole('radio', { name: '否', checked: true }).waitFor();
    await look(again, 'field-form');
    await restarted.close();
  });

  test('an institution hands in its self-inspection with the commitment', async (t) => {
    const { on, page, faults } = await desk(t);
    const campaign_id = randomUUID();
    await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id));
    const clinic = await page('clinic', '/self-inspections');
    await clinic.getByText('没有需要自查的检查').waitFor();
    const head = await page('head', `/campaigns/${campaign_id}`);
    await head.getByRole('button', { name: '要求自查自纠 2' }).click();
    await head.getByText('已要求 2 家机构自查自纠').waitFor();
    await look(head, 'campaign-asked');
    await clinic.reload();
    await clinic.getByLabel(/是否存在重复收费/).fill('1200.50');
    await clinic.getByLabel('自查情况').fill('门诊重复收费三笔');
    await clinic.getByRole('button', { name: '提交自查和承诺' }).click();
    await clinic.getByText('请作出信用承诺').waitFor();
    await look(clinic, 'self-inspection');
    await clinic.getByLabel(/承诺以上内容真实/).check();
    await clinic.getByRole('button', { name: '提交自查和承诺' }).click();
    await clinic.locator('.mark', { hasText: '待检查' }).waitFor();
    await look(clinic, 'self-inspection-done');
    assert.deepEqual(faults, []);
  });
});
