/** Matters walked to their end, so that every kind of document can be made of them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openedMatter } from '../files/routes.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { makePapers } from './papers.fixture.ts';

export type Taken = readonly [
  day: string,
  who: PersonName,
  action: string,
  facts?: object,
  others?: readonly PersonName[],
];

const together = ['officer2'] as const;
const money = { fine_fen: 2_000_000, refund_fen: 1_000_000 };

const filed = {
  officers: ['officer1', 'officer2'],
  party: 'H42900000001',
  cause: '虚假住院',
  act_ended: 20_500,
  act_found: 20_514,
};

/** A case with every measure of the investigation, a hearing, a discussion, a deferral. */
export const WHOLE_CASE: readonly Taken[] = [
  ['2026-03-02', 'officer1', 'receive', { source: '智能监管疑点 L1' }],
  ['2026-03-10', 'head', 'file', filed],
  [
    '2026-03-12',
    'officer1',
    'inspect',
    {
      place: '住院部三楼',
      record:
        '检查时三病区登记在院三十人，实际在床十一人。护士站交接班记录显示，其余十九人自入院当日起未在病区过夜。\n调取同期医嘱和费用清单，十九人均有床位费、护理费和输液费用，未见相应执行记录。',
    },
    together,
  ],
  [
    '2026-03-12',
    'officer1',
    'interview',
    {
      person: '护士长王某',
      place: '医务科办公室',
      record:
        '问：以上十九人是否住院？\n答：办了住院手续，人没有在病区过夜。\n问：费用是谁录入的？\n答：按主任要求由护士站录入。',
    },
    together,
  ],
  ['2026-03-12', 'officer1', 'collect', { kind: 'electronic', digest: 'a'.repeat(64) }, together],
  ['2026-03-12', 'officer1', 'collect', { kind: 'documentary', digest: 'b'.repeat(64) }, together],
  ['2026-03-13', 'officer1', 'preserve', { items: '三病区交接班记录本 2 册', approved_by: 'head' }, together],
  ['2026-03-16', 'officer1', 'dispose', { disposal: '复制后发还' }, together],
  ['2026-03-16', 'officer1', 'preserve', { items: '输液配药登记本 1 册', approved_by: 'head' }, together],
  ['2026-03-17', 'officer1', 'release', {}, together],
  ['2026-03-17', 'officer1', 'seal', { items: '药房待退药品 3 箱', approved_by: 'head' }, together],
  ['2026-03-18', 'head', 'extendSeal', { reason: '药品来源尚待核实' }],
  ['2026-03-19', 'officer1', 'unseal', {}, together],
  ['2026-03-19', 'officer1', 'askAssistance', { to: '邻县医疗保障局' }, together],
  ['2026-03-20', 'head', 'suspend', { reason: '等待邻县协查回复' }],
  ['2026-03-25', 'head', 'resume', {}],
  ['2026-04-01', 'officer1', 'report', { proposal: '建议处二倍罚款', ...money }, together],
  ['2026-04-03', 'legal', 'review', { opinion: '事实清楚，证据充分，程序合法，同意处理建议。' }],
  [
    '2026-04-07',
    'officer1',
    'notify',
    {
      reasons:
        '2025年6月至12月间，你单位为19名参保人办理住院手续，患者未实际住院，发生的床位、护理、输液等费用共计10,000.00元由医疗保障基金支付。',
      ...money,
    },
    together,
  ],
  ['2026-04-08', 'officer1', 'requestHearing', {}],
  ['2026-04-09', 'legal', 'summon', { time: '2026年4月27日9时', place: '局三楼会议室' }],
  ['2026-04-27', 'legal', 'hear', { record: '当事人承认事实，请求从轻处罚。承办人员说明裁量理由。' }],
  ['2026-04-28', 'head', 'discuss', { attendees: ['局长甲', '副局长乙', '法规科丙'], conclusion: '同意处二倍罚款' }],
  ['2026-04-29', 'head', 'decide', { decision: 'penalty', ...money }],
  ['2026-04-30', 'officer1', 'publish'],
  ['2026-04-30', 'officer1', 'deliver', { way: '直接送达' }],
  ['2026-05-06', 'officer1', 'askDeferral', { reason: '资金周转困难' }],
  ['2026-05-07', 'head', 'refuseDeferral', { reason: '未提交经济困难的证明材料' }],
  ['2026-05-08', 'officer1', 'askDeferral', { reason: '资金周转困难，附财务报表' }],
  [
    '2026-05-11',
    'head',
    'allowInstalments',
    { instalments: ['2026-07-31 1000000', '2026-08-31 1000000'], reason: '经济困难属实' },
  ],
  ['2026-11-02', 'head', 'enforce', { court: '测试县人民法院' }],
  ['2026-11-03', 'head', 'close', {}],
];

export const WHOLE_REVIEW: readonly Taken[] = [
  ['2026-03-02', 'first', 'issue', { amount_fen: 50_000, reason: '重复收取护理费' }],
  ['2026-03-04', 'clinic', 'appeal', { text: '护理等级按医嘱变更，应予认可。' }],
  ['2026-03-06', 'second', 'uphold', { amount_fen: 40_000, reason: '其中一日有变更医嘱，予以核减。' }],
  ['2026-03-30', 'cashier', 'deduct', { period: '2026-03' }],
];

/** A small fine at the desk, a part of it collected there. */
export const ON_THE_SPOT: readonly Taken[] = [
  ['2026-03-02', 'officer1', 'attend', { ...filed, place: '门诊收费窗口' }],
  [
    '2026-03-02',
    'officer1',
    'decide',
    { party_kind: 'organisation', fine_fen: 100_000, reasons: '未按规定核验参保人身份凭证', signed: true },
    together,
  ],
  ['2026-03-02', 'officer1', 'collect', { paid_fen: 10_000, receipt: '票据 0001' }, together],
  ['2026-03-10', 'cashier', 'pay', { paid_fen: 90_000 }],
  ['2026-03-11', 'head', 'close'],
];

export async function walked(on: Platform, procedure: string, steps: readonly Taken[]): Promise<string> {
  on.on(steps[0]?.[0] ?? '2026-03-02');
  const opener = procedure === 'review' ? 'first' : 'officer1';
  const matter_id = await openedMatter(on, opener, procedure);
  await walk(on, matter_id, procedure, steps);
  return matter_id;
}

/** Takes steps with the papers that they wait for, and has those who took part confirm each. */
async function walk(on: Platform, matter_id: string, procedure: string, steps: readonly Taken[]): Promise<void> {
  for (const [at, [day, who, action, facts = {}, others = []]] of steps.entries()) {
    on.on(day);
    await makePapers(on, matter_id, procedure, action);
    const body = { request_id: randomUUID(), seen: at, action, facts, with: others };
    const answer = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
    assert.equal(answer.status, 200, `${action}: ${JSON.stringify(answer.body)}`);
    for (const other of others) {
      const url = `/api/matters/${matter_id}/deeds/${at + 1}/signature`;
      assert.equal((await on.ask(other, 'POST', url)).status, 200, action);
    }
  }
}
