/** A year is scored, proposed, confirmed and published; points, black list and draws; every page in both widths. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { PersonName, Platform } from '@shouhu/server/testing';
import { DESKTOP, desk, inspect, PHONE, shot, takeStep, withBrowser } from './console.fixture.ts';

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HERE = 'H42900000001';
const EXPERTS = ['陈思远', '林若兰', '赵启明', '孙一诺', '郑书怀', '何清扬'];
const FIELDS = ['内科', '外科', '药学', '医保管理'];

async function done(on: Platform, who: PersonName, url: string, body: object): Promise<Record<string, unknown>> {
  const answer = await on.ask(who, 'POST', url, body);
  assert.equal(answer.status, 200, `${url} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function step(on: Platform, who: PersonName, id: string, seen: number, action: string, facts: object = {}) {
  await done(on, who, `/api/matters/${id}/steps`, { request_id: randomUUID(), seen, action, facts });
}

/** Experts, a finding that the institution accepted, and the opened year. @returns the assessment, and its experts */
async function year(on: Platform): Promise<{ readonly matter_id: string; readonly experts: readonly string[] }> {
  const experts: string[] = [];
  for (const [at, name] of EXPERTS.entries()) {
    const expert_id = randomUUID();
    await done(on, 'cashier', '/api/experts', {
      expert_id,
      kind: at === 5 ? 'supervisor' : 'expert',
      name,
      field: at === 5 ? '人大代表' : (FIELDS[at % FIELDS.length] ?? ''),
      unit: at === 4 ? '测试县人民医院' : '市中心医院',
      fixmedins_code: at === 4 ? HERE : null,
      admdvs: '429000',
      phone: `139000000${10 + at}`,
      ties: at === 3 ? [{ fixmedins_code: HERE, reason: '配偶在该院任职' }] : [],
    });
    experts.push(expert_id);
  }
  const review = randomUUID();
  const opening = { matter_id: review, procedure: 'review', lead_id: 'L1', fixmedins_code: HERE };
  await done(on, 'first', '/api/matters', opening);
  await step(on, 'first', review, 0, 'issue', { amount_fen: 812_345 });
  await step(on, 'clinic', review, 1, 'accept');
  await done(on, 'cashier', '/api/assessments', { year: 2026 });
  const rows = await on.app.inject({ url: '/api/assessments?year=2026', headers: { 'x-test-person': 'head' } });
  const all: readonly { matter_id: string; fixmedins_code: string }[] = rows.json();
  return { matter_id: all.find((one) => one.fixmedins_code === HERE)?.matter_id ?? '', experts };
}

async function sheet(on: Platform, matter_id: string, expert_id: string, service: number): Promise<void> {
  const marks = { system: 1_850, service, cost: 2_600, records: 1_750 };
  await done(on, 'cashier', `/api/assessments/${matter_id}/sheets`, {
    sheet_id: randomUUID(),
    expert_id,
    marks,
    recused: null,
  });
}

test('a year is scored with every deduction in sight, proposed, confirmed and published', async (t) => {
  const { on, page, faults } = await desk(t);
  const { matter_id, experts } = await year(on);
  const [one = '', two = ''] = experts;
  await sheet(on, matter_id, one, 2_700);
  await sheet(on, matter_id, two, 2_400);
  const cashier = await page('cashier', '/assessments?year=2026');
  await cashier.getByRole('link', { name: '测试县人民医院' }).click();
  await cashier.getByText('疑点经机构认可').waitFor();
  // One sheet is missing: the refusal says so, and nothing is recorded.
  await cashier.locator('button.offer', { hasText: '提出考核结果' }).click();
  await cashier.getByRole('button', { name: '确认“提出考核结果”' }).click();
  await cashier.getByText('专家评分只有 2 份').waitFor();
  await cashier.getByRole('button', { name: '收起' }).click();
  await cashier.getByRole('button', { name: '录入评分' }).click();
  await cashier.getByLabel('专家', { exact: true }).click();
  await cashier.locator('.ant-select-item-option', { hasText: '赵启明' }).click();
  for (const [label, value] of [
    ['制度与内部管理', '18'],
    ['医疗服务与患者评价', '27.5'],
    ['费用控制', '26'],
    ['病历、信息与结算', '17.25'],
  ] as const)
    await cashier.getByLabel(`${label}（满分`).fill(value);
  await shot(cashier, 'sheet-form-1440');
  await cashier.getByRole('button', { name: '保存' }).click();
  await cashier.getByText('3 份有效，至少 3 份').waitFor();
  await takeStep(cashier, '提出考核结果');
  await cashier.locator('.deeds').getByText('A', { exact: true }).waitFor();
  await shot(cashier, 'assessment-1440');
  await inspect(cashier, axe, 'assessment at 1440');

  const clinic = await page('clinic', `/assessments/${matter_id}`, PHONE);
  await clinic.getByText('专家 1').waitFor();
  assert.equal(await clinic.getByText('陈思远').count(), 0);
  await takeStep(clinic, '认可考核结果');
  await shot(clinic, 'assessment-clinic-390');
  await inspect(clinic, axe, 'assessment at 390');
  const head = await page('head', `/assessments/${matter_id}`);
  await takeStep(head, '确认考核结果');
  const observer = await page('observer', '/assessments?year=2026');
  await observer.getByText('还没有公布的结果').waitFor();
  await cashier.reload();
  await takeStep(cashier, '公布考核结果');
  await observer.reload();
  await observer.getByText('A 级').first().waitFor();
  assert.equal(await observer.getByRole('link', { name: '测试县人民医院' }).count(), 0);
  await shot(observer, 'published-1440');
  await head.reload();
  await takeStep(head, '直接续签');
  await head.getByText('已续签').first().waitFor();
  assert.deepEqual(faults, []);
});

/** Points of two persons, one of them suspended, and an institution on the list. */
async function credit(on: Platform): Promise<string> {
  const penalty = randomUUID();
  await done(on, 'officer1', '/api/matters', {
    matter_id: penalty,
    procedure: 'penalty',
    lead_id: 'L1',
    fixmedins_code: HERE,
  });
  const point = async (code: string, name: string, nature: string, points: number, place: string) => {
    const matter_id = randomUUID();
    const { person_id } = await done(on, 'officer1', '/api/points', {
      matter_id,
      fixmedins_code: place,
      parent_id: place === HERE ? penalty : null,
      person: { code, name },
      nature,
      responsibility: 'main',
      found_on: '2026-03-01',
    });
    await step(on, 'officer1', matter_id, 0, 'notice', { points, reasons: '虚记诊疗项目' });
    await step(on, place === HERE ? 'clinic' : 'otherClinic', matter_id, 1, 'state', { text: '认可' });
    await step(on, 'head', matter_id, 2, 'decide', { points, reason: '属实' });
    return String(person_id);
  };
  const person = await point('D429000000123', '周明远', 'heavier', 6, HERE);
  await point('D429000000123', '周明远', 'light', 3, 'H42900000002');
  await point('D429000000777', '何一平', 'light', 2, HERE);
  const entry = randomUUID();
  const wanted = { fixmedins_code: HERE, parent_id: penalty, grounds: '组织虚假住院，骗取医保基金' };
  await done(on, 'officer1', '/api/credit', { ...wanted, matter_id: entry, subject: 'institution', person: null });
  await step(on, 'officer1', entry, 0, 'notify', { reasons: '组织虚假住院' });
  await step(on, 'cashier', entry, 1, 'hear', { text: '无异议' });
  await step(on, 'head', entry, 2, 'list', { months: 24, reason: '组织虚假住院' });
  const insured = { code: '42900000099887', name: '钱小花' };
  await done(on, 'officer1', '/api/credit', {
    ...wanted,
    matter_id: randomUUID(),
    subject: 'insured',
    person: insured,
    grounds: '冒名就医',
  });
  return person;
}

for (const viewport of [DESKTOP, PHONE]) {
  const { width } = viewport;
  test(`every page of assessment, credit and experts at ${width} px`, async (t) => {
    const { on, page, faults } = await desk(t);
    const { matter_id, experts } = await year(on);
    for (const [at, expert] of experts.slice(0, 3).entries()) await sheet(on, matter_id, expert, 2_700 - at * 100);
    await sheet(on, matter_id, experts[4] ?? '', 3_000);
    const person = await credit(on);
    const look = async (who: PersonName, path: string, name: string, ready: string): Promise<void> => {
      const opened = await page(who, path, viewport);
      await opened.getByText(ready).first().waitFor();
      await shot(opened, `${name}-${width}`);
      await inspect(opened, axe, `${name} at ${width}`);
      await opened.context().close();
    };
    await look('cashier', '/assessments?year=2026', 'assessments', '测试县人民医院');
    await look('cashier', '/assessments?year=2024', 'assessments-empty', '这个年度还没有考核');
    await look('cashier', `/assessments/${matter_id}`, 'assessment-scoring', '疑点经机构认可');
    await look('clinic', `/assessments/${matter_id}`, 'assessment-hidden', '考核结果提出后才能看到');
    await look('officer1', '/credit?year=2026', 'points', '周＊');
    await look('officer1', `/credit/persons/${person}?year=2026`, 'person', '中止');
    await look('officer1', '/credit?view=list', 'black-list', '在列');
    await look('clinic', '/credit', 'points-clinic', '周＊');
    await look('observer', '/credit', 'credit-no-right', '没有查看的权限');
    await look('cashier', '/experts', 'experts', '陈思远');

    const officer = await page('officer1', '/experts', viewport);
    await officer.getByRole('button', { name: '随机抽取' }).click();
    await officer.getByLabel('用途').fill('年终考核评审');
    await officer.getByLabel('人数').fill('2');
    await officer.getByLabel('涉及的机构').fill('人民医院');
    await officer.locator('.ant-select-item-option', { hasText: HERE }).click();
    await shot(officer, `draw-form-${width}`);
    await inspect(officer, axe, `draw form at ${width}`);
    await officer.getByRole('dialog').getByRole('button', { name: '随机抽取' }).click();
    await officer.getByText('复算一致').waitFor();
    assert.match((await officer.locator('.draw-rows').textContent()) ?? '', /孙一诺（利害关系）/);
    await shot(officer, `draws-${width}`);
    await inspect(officer, axe, `draws at ${width}`);

    const entering = await page('officer1', '/credit', viewport);
    await entering.getByRole('button', { name: '登记记分' }).click();
    await entering.getByLabel('国家人员编码').fill('D429000000888');
    await shot(entering, `points-form-${width}`);
    await inspect(entering, axe, `points form at ${width}`);
    assert.deepEqual(faults, []);
  });
}
