/** The statutory report (监管工作统计报表): rows of a span with what each of them means. */
import { createHash } from 'node:crypto';
import { DECISIONS, MEASURES } from '@shouhu/procedure';
import { PROCEDURES } from '../casework/procedures.ts';
import { DEBTS } from '../money/accounts.ts';
import { countOf } from './deeds.ts';
import type { ReportContent, ReportRow } from './report-content.ts';
import type { Totals } from './totals.ts';

const TITLE = '医疗保障基金监管工作统计报表';

export function reportOf(totals: Totals, admdvs: string): ReportContent {
  const { from, to } = totals;
  return {
    title: TITLE,
    from,
    to,
    admdvs,
    rows: [...work(totals), ...measures(totals), ...outcome(totals), ...money(totals), ...limits(totals)],
  };
}

/** The same for the same figures: who has two reports sees by it whether anything differs. */
export function digestOf(content: ReportContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function work({ leads, institutions, reviews, confirmed, deeds }: Totals): ReportRow[] {
  const count = (name: string, value: number, definition: string): ReportRow => ({
    section: '检查与审核',
    name,
    unit: 'count',
    value,
    definition,
  });
  const found = leads.by_state.reduce((sum, each) => sum + each.leads, 0);
  const second = reviews.upheld + reviews.dropped;
  return [
    count('检查机构数', institutions.checked, '报告期内进场检查、案件现场检查或下发审核的机构，同一机构计一次'),
    count(
      '处理机构数',
      institutions.handled,
      '报告期内疑点被认定、检查认定问题、送达协议措施或作出案件决定的机构，同一机构计一次',
    ),
    count('发现线索', found, '报告期内首次登记、现仍有效的疑点线索；已撤回和不予处理的不计'),
    {
      ...count('线索预计可追回金额', 0, '上述线索的预计可追回金额之和，不是已认定的金额'),
      unit: 'fen',
      value: leads.by_state.reduce((sum, each) => sum + each.expected_fen, 0),
    },
    count('下发审核', reviews.issued, '报告期内初审认定并下发的审核'),
    count('机构申诉', reviews.appealed, '报告期内机构提出的申诉'),
    {
      ...count('复审维持率', 0, '报告期内复审认定数 ÷（复审认定数 + 复审不予认定数）'),
      unit: 'percent',
      value: second === 0 ? null : Math.round((reviews.upheld * 10_000) / second),
    },
    count('审核认定', confirmed.reviews, '报告期内机构认可、逾期未申诉或复审认定的审核'),
    {
      ...count('审核认定金额', 0, '上述审核截至报告期末最后一次认定的金额'),
      unit: 'fen',
      value: confirmed.amount_fen,
    },
    count('监督检查进场', countOf(deeds, 'inspection', 'enter'), '报告期内监督检查的进场次数'),
    count('案件现场检查', countOf(deeds, 'penalty', 'inspect'), '报告期内案件中的现场检查次数'),
  ];
}

function measures({ measures: taken }: Totals): ReportRow[] {
  return Object.entries(MEASURES).map(([kind, { name }]) => ({
    section: '协议措施',
    name,
    unit: 'count',
    value: taken.find(({ measure }) => measure === kind)?.matters ?? 0,
    definition: '报告期内送达的措施，按种类；之后撤销的仍计入',
  }));
}

function outcome({ deeds, decisions }: Totals): ReportRow[] {
  const count = (name: string, value: number, definition: string): ReportRow => ({
    section: '案件办理',
    name,
    unit: 'count',
    value,
    definition,
  });
  const done = (...actions: string[]): number => countOf(deeds, 'penalty', ...actions);
  return [
    count('立案', done('file'), '报告期内批准立案的行政处罚案件'),
    count('不予立案', done('drop'), '报告期内核查后不予立案的线索'),
    ...Object.entries(DECISIONS).map(([kind, name]) =>
      count(
        `决定：${name}`,
        decisions.find(({ decision }) => decision === kind)?.cases ?? 0,
        '报告期内作出的决定，按决定种类（令第4号 43）',
      ),
    ),
    count(
      '当场处罚',
      countOf(deeds, 'summary-penalty', 'decide'),
      '报告期内按简易程序当场作出的处罚决定（令第4号 48）',
    ),
    count('移送公安、卫健等部门', done('transfer'), '报告期内移送的案件（令第4号；实施细则 42），受移送机关见案卷'),
    count('公开处罚决定', done('publish'), '报告期内公开的处罚决定（令第4号 46）'),
    count('结案', done('close'), '报告期内结案的案件（令第4号 56）'),
  ];
}

function money({ money: { debts, recovered_fen }, decisions }: Totals): ReportRow[] {
  const sum = (name: string, value: number, definition: string): ReportRow => ({
    section: '资金',
    name,
    unit: 'fen',
    value,
    definition,
  });
  const decided = (of: 'fine_fen' | 'refund_fen'): number => decisions.reduce((total, each) => total + each[of], 0);
  return [
    sum('决定退回基金', decided('refund_fen'), '报告期内决定责令退回的基金'),
    sum('决定罚款', decided('fine_fen'), '报告期内决定的罚款'),
    sum('追回基金', recovered_fen, '报告期内到账的与从结算中扣除的退回基金之和（账本分录日期），含主动退回'),
    sum('其中：退回到账', debts.refund.paid_fen, '报告期内缴至财政专户的退回基金'),
    sum('其中：结算扣款', debts.refund.deducted_fen, '报告期内从结算中扣除的退回基金'),
    sum('违约金', debts.penalty.paid_fen + debts.penalty.deducted_fen, '报告期内到账与扣除的违约金'),
    sum('罚款入库', debts.fine.paid_fen, '报告期内缴至国库的罚款'),
    sum('加处罚款入库', debts.surcharge.paid_fen, '报告期内缴至国库的加处罚款（每日百分之三，不超过罚款数额）'),
    sum(
      '期末未缴',
      DEBTS.reduce((total, debt) => total + debts[debt].outstanding_fen, 0),
      '报告期末已送达的决定和措施中尚未缴纳的退回基金、违约金、罚款与加处罚款',
    ),
  ];
}

function limits({ limits: kept }: Totals): ReportRow[] {
  const row = (name: string, value: number, definition: string): ReportRow => ({
    section: '期限',
    name,
    unit: 'count',
    value,
    definition,
  });
  return kept
    .filter((each) => each.kept + each.late > 0)
    .flatMap(({ procedure, name, basis, kept: inTime, late }) => {
      const limit = `${PROCEDURES.get(procedure)?.procedure.name ?? procedure}：${name}`;
      return [
        row(`${limit}，按期`, inTime, `报告期内受该期限约束的步骤中按期完成的（${basis}）`),
        row(`${limit}，逾期`, late, `报告期内受该期限约束的步骤中逾期完成的（${basis}）`),
      ];
    });
}
