/** Every page in both widths: fits, has no grave fault of accessibility, and no complaint of the browser. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { findingOf, leadOf, PEOPLE, recordRun, runOf } from '@shouhu/server/testing';
import type { PersonName, Platform } from '@shouhu/server/testing';
import { addColleagues, DESKTOP, desk, inspect, PHONE, shot, withBrowser } from './console.fixture.ts';

withBrowser();

const BOTH = [DESKTOP, PHONE] as const;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A county at work: leads of all kinds, a review that is answered, a case that is decided. */
async function county(on: Platform): Promise<{ review: string; case: string; clue: string }> {
  await addColleagues(on);
  const titles = ['分解住院', '重复收费', '虚记诊疗项目', '超限定频次', '串换药品', '挂床住院', '过度检查', '冒名就诊'];
  const leads = titles.map((title, index) =>
    leadOf(`L${index + 3}`, {
      title,
      kind: index % 2 === 0 ? 'scheme' : 'rule',
      verdict: index % 3 === 1 ? 'violation' : 'suspicion',
      certainty: 0.95 - index * 0.06,
      amount_fen: 128_765_432 - index * 13_210_987,
      violation_fen: index % 3 === 1 ? 62_000_000 - index * 1_111_111 : 0,
      suspicion_fen: 60_000_000 - index * 7_001_003,
      expected_fen: 98_765_432 - index * 11_111_111,
      persons: 48 - index,
      visits: 212 - index * 9,
      lines: 5_310 - index * 400,
      fixmedins_codes: index === 0 ? ['H42900000001', 'H42900000002'] : [`H4290000000${(index % 2) + 1}`],
      message: '48 人在 90 日内反复入出院，间隔不足 3 日且诊断相同，入院当日无检查检验记录，疑为拆分一次住院。',
      schemes: [
        {
          scheme_id: `S${index}-1`,
          scheme: 'split-stay',
          scheme_name: title,
          score: 0.87,
          message: '同一患者出院后 3 日内以同一诊断再次入院 96 次，床位费连续，次均费用高出同级机构 41 %。',
          evidence: { 反复入院人次: 96, 中位间隔日: 1.5, 主要诊断: ['I63.9', 'J44.1'], 次均费用元: '8,432.10' },
          links: [],
        },
      ],
      rules: [
        { rule_code: 'GZ0102', rule_name: '分解住院', verdict: 'suspicion', findings: 96, amount_fen: 60_000_000 },
        {
          rule_code: 'GZ0417',
          rule_name: '重复收取床位费',
          verdict: 'violation',
          findings: 1_208,
          amount_fen: 2_310_950,
        },
      ],
    }),
  );
  const findings = Array.from({ length: 24 }, (_each, index) =>
    findingOf(`F${String(index).padStart(2, '0')}`, ['L3'], {
      amount_fen: index === 23 ? null : 45_600 - index * 1_900,
      verdict: index % 3 === 0 ? 'violation' : 'suspicion',
    }),
  );
  await recordRun(
    on,
    { caller: PEOPLE.admin, at: on.now() },
    runOf(
      [leadOf('L1', { message: '14 人反复同批住院' }), leadOf('L2', { fixmedins_codes: ['H42900000002'] }), ...leads],
      findings,
    ),
  );
  await on.ask('head', 'POST', '/api/leads/triage', {
    lead_ids: ['L4', 'L5', 'L1'],
    to: { state: 'assigned', assignee: 'officer1' },
  });
  const open = async (who: PersonName, procedure: string, lead_id: string, place: string): Promise<string> => {
    const matter_id = randomUUID();
    const wanted = { matter_id, procedure, lead_id, fixmedins_code: place };
    const answer = await on.ask(who, 'POST', '/api/matters', wanted);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return matter_id;
  };
  const seen = new Map<string, number>();
  const take = async (
    day: string,
    who: PersonName,
    id: string,
    action: string,
    facts: object,
    others: string[] = [],
  ) => {
    on.on(day);
    const version = seen.get(id) ?? 0;
    const step = { request_id: randomUUID(), seen: version, action, facts, with: others };
    const answer = await on.ask(who, 'POST', `/api/matters/${id}/steps`, step);
    assert.equal(answer.status, 200, `${action} ${JSON.stringify(answer.body)}`);
    seen.set(id, version + 1);
  };
  const [one, two] = ['H42900000001', 'H42900000002'];
  const clue = await open('officer1', 'penalty', 'L7', one);
  await take('2026-03-02', 'officer1', clue, 'receive', { source: '投诉举报' });
  const penalty = await open('officer1', 'penalty', 'L3', one);
  const money = { fine_fen: 4_500_000, refund_fen: 3_123_450 };
  const both = ['officer2'];
  await take('2026-03-02', 'officer1', penalty, 'receive', { source: '智能监管疑点' });
  const filed = {
    officers: ['officer1', 'officer2'],
    party: '测试县人民医院',
    cause: '分解住院',
    act_ended: 20_500,
    act_found: 20_514,
  };
  await take('2026-03-04', 'head', penalty, 'file', filed);
  await take(
    '2026-03-05',
    'officer1',
    penalty,
    'inspect',
    { place: '住院部三楼', record: '核对在床患者 31 人，登记 48 人，17 张床位空置；查阅护士交接班记录。' },
    both,
  );
  await take('2026-03-05', 'officer1', penalty, 'collect', { kind: 'electronic', digest: '3f0a'.repeat(16) }, both);
  await take('2026-03-06', 'officer1', penalty, 'preserve', { items: '交接班记录 3 册', approved_by: '负责人' }, both);
  await take('2026-03-06', 'officer1', penalty, 'commission', { to: '市级专家组', subject: '住院必要性' }, both);
  await take('2026-03-09', 'officer1', penalty, 'receiveOpinion', { digest: '9b1c'.repeat(16) }, both);
  const review = await open('first', 'review', 'L6', two);
  await take('2026-03-09', 'first', review, 'issue', { amount_fen: 812_345 });
  await take('2026-03-10', 'otherClinic', review, 'appeal', { text: '入院有指征，附病历首页、体温单和医嘱单。' });
  const further = await open('first', 'review', 'L9', one);
  await take('2026-03-10', 'first', further, 'issue', { amount_fen: 90_000 });
  await take('2026-03-11', 'officer1', penalty, 'report', { proposal: '责令退回，并处罚款。', ...money }, both);
  on.on('2026-03-16');
  return { review, case: penalty, clue };
}

describe('every page', () => {
  for (const viewport of BOTH) {
    const width = viewport.width;
    test(`at ${width} px`, async (t) => {
      const { on, page, faults } = await desk(t);
      const matters = await county(on);
      const look = async (who: PersonName | null, path: string, name: string, ready: string): Promise<void> => {
        const opened = await page(who, path, viewport);
        await opened.getByText(ready).first().waitFor();
        await shot(opened, `${name}-${width}`);
        await inspect(opened, axe, `${name} at ${width}`);
        await opened.context().close();
      };
      await look(null, '/', 'sign-in', '用户名');
      await look('officer1', '/', 'work', '预计可追回合计');
      await look('observer', '/', 'work-observer', '总览');
      await look('admin', '/', 'work-admin', '账户');
      await look('otherClinic', '/', 'work-clinic', '期限将届满的事项');
      await look('officer1', '/leads', 'leads', '分解住院');
      await look('officer1', '/leads?assignee=nobody', 'leads-empty', '没有符合条件的线索');
      await look('clinic', '/leads', 'leads-no-right', '没有查看的权限');
      await look('officer1', '/leads/L3', 'lead', '手法与证据');
      await look('head', '/leads/L1', 'lead-changed', '改变了这条线索');
      await look('officer1', '/findings', 'findings', '抗菌药物分级使用管理');
      await look('officer1', '/findings?rule_code=GZ0', 'findings-empty', '没有符合条件的疑点');

      const reader = await page('officer1', '/findings?verdict=violation', viewport);
      await reader
        .getByRole('button', { expanded: false, name: /抗菌药物分级使用管理/ })
        .first()
        .click();
      await reader.getByText('抗菌药物权限').waitFor();
      await shot(reader, `finding-${width}`);
      await inspect(reader, axe, `finding at ${width}`);

      await look('officer1', '/leads/L99', 'lead-missing', '没有这条记录');
      await look('legal', '/matters', 'matters', '行政处罚普通程序');
      await look('legal', `/matters/${matters.case}`, 'case', '法制审核');
      await look('officer1', `/matters/${matters.case}`, 'case-officer', '办理经过');
      await look('second', `/matters/${matters.review}`, 'review', '复审认定');
      await look('officer1', '/nowhere', 'not-found', '没有这个页面');

      if (viewport === PHONE) {
        const menu = await page('head', '/matters', viewport);
        await menu.getByRole('button', { name: '更多' }).click();
        await menu.getByRole('dialog').getByText('系统').waitFor();
        await shot(menu, 'menu-390');
        await inspect(menu, axe, 'menu at 390');
        await menu.getByRole('dialog').getByRole('link', { name: '线索' }).click();
        await menu.getByRole('dialog').waitFor({ state: 'detached' });
      }

      const head = await page('head', `/matters/${matters.clue}`, viewport);
      await head.locator('button.offer', { hasText: '立案' }).first().click();
      await head.getByRole('button', { name: '确认“立案”' }).click();
      await head.getByText('请填写承办人员').waitFor();
      await shot(head, `step-${width}`);
      await inspect(head, axe, `step at ${width}`);

      const officer = await page('officer1', '/leads', viewport);
      await officer.getByLabel('选择 重复收费').check();
      await officer.getByRole('button', { name: '不予处理' }).click();
      await officer.getByRole('dialog').waitFor();
      await shot(officer, `triage-${width}`);
      await inspect(officer, axe, `triage at ${width}`);
      assert.deepEqual(faults, []);
    });
  }
});
