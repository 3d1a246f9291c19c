/** Papers of delivery, money and the end; answers of reviews; letters that hand a case on. */
import { formatCivilDate } from '@shouhu/codes';
import { keptIn } from '@shouhu/procedure';
import { dayText, form, heading, paragraph, signatures } from '../render/content.ts';
import { moneyText } from '../facing.ts';
import type { Facing } from '../facing.ts';
import { causeOf, contactLine } from './written.ts';
import { ORDER } from './law.ts';
import type { Writing } from './written.ts';

const decidedOf = ({ last }: Facing) => last('decide')?.facts ?? {};
/** Why the party asks to pay later. */
const askedFor = ({ fact, last }: Facing): string => {
  const application = last('askDeferral');
  return application === undefined ? fact('reason') : fact('reason', application);
};
const DEFERRAL_LAW = `《中华人民共和国行政处罚法》第六十六条和${ORDER}第五十四条`;

export const performance = {
  'delivery-receipt': {
    fields: ['remark'],
    write: ({ party, fact, day, doers, deed, field, due, basis, decided }) => ({
      blocks: [
        form(
          ['受送达人', party],
          ['送达文书', `行政处罚决定书${decided}`],
          ['送达方式', fact('way')],
          ['送达日期', dayText(day)],
          ['送达人', doers(deed)],
          ['缴款期限', `至${due('payment')}（${basis('payment')}）`],
          ['申请行政复议期限', `至${due('reconsideration')}（${basis('reconsideration')}）`],
          ['提起行政诉讼期限', `至${due('lawsuit')}（${basis('lawsuit')}）`],
          ['备注', field('remark', '拒绝接收的，记明拒收事由和日期，由送达人、见证人签名，留置送达。')],
        ),
        signatures('受送达人', '见证人', '送达人', '送达人'),
      ],
    }),
  },
  'payment-notice': {
    write: (facing) => {
      const { party, bureau, due, basis } = facing;
      const { refund_fen, fine_fen } = decidedOf(facing);
      return {
        to: party,
        blocks: [
          paragraph(`我局对你单位作出的行政处罚决定${facing.decided}已经送达，请在期限内分别缴款。`),
          {
            is: 'table',
            head: ['款项', '金额', '缴入账户'],
            rows: [
              ['退回医疗保障基金', moneyText(refund_fen), bureau.refund_account],
              ['罚款', moneyText(fine_fen), bureau.fine_account],
            ],
          },
          paragraph(
            `缴款期限至${due('payment')}（${basis('payment')}）。退回的基金缴入财政专户，罚款缴入国库（《医疗保障基金使用监督管理条例》第四十五条，${ORDER}第五十三条）。逾期不缴纳罚款的，自次日起每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额（${ORDER}第五十五条）。`,
          ),
          contactLine(facing),
        ],
      };
    },
  },
  'deferral-approval': {
    write: (facing) => {
      const plan = keptIn(facing.deeds);
      const inParts = facing.deed.action === 'allowInstalments';
      return {
        to: facing.party,
        blocks: [
          paragraph(
            `你单位因${askedFor(facing)}申请延期（分期）缴纳罚款。根据${DEFERRAL_LAW}，经研究，批准${inParts ? `分${plan.length}期` : '延期'}缴纳，最迟缴清日期为${dayText(formatCivilDate(plan.at(-1)?.due ?? facing.deed.on))}。`,
          ),
          form(
            ['处罚决定', facing.decided],
            ['罚款数额', moneyText(decidedOf(facing)['fine_fen'])],
            ['批准理由', facing.fact('reason')],
          ),
          {
            is: 'table',
            head: ['期次', '最迟缴款日期', '金额'],
            rows: plan.map(({ due, fen }, at) => [String(at + 1), dayText(formatCivilDate(due)), moneyText(fen)]),
          },
          paragraph(
            `退回的医疗保障基金不在延期（分期）之列，应当按处罚决定的期限缴清。任何一期到期未缴清的，自到期次日起对该期未缴的罚款每日按百分之三加处罚款，加处罚款总额不超过罚款数额；期满仍未缴清的，可以申请人民法院强制执行（《中华人民共和国行政处罚法》第七十二条）。`,
          ),
          contactLine(facing),
        ],
      };
    },
  },
  'deferral-refusal': {
    write: (facing) => ({
      to: facing.party,
      blocks: [
        paragraph(
          `你单位因${askedFor(facing)}申请延期（分期）缴纳罚款。根据${DEFERRAL_LAW}，经研究，不予批准。理由：${facing.fact('reason')}`,
        ),
        form(['处罚决定', facing.decided], ['罚款数额', moneyText(decidedOf(facing)['fine_fen'])]),
        paragraph(`请按处罚决定的期限（至${facing.due('payment')}）缴款。逾期不缴纳罚款的，依法加处罚款。`),
        contactLine(facing),
      ],
    }),
  },
  'enforcement-application': {
    write: (facing) => {
      const { party, bureau, fact, last, due } = facing;
      const decided = decidedOf(facing);
      const delivered = last('deliver');
      return {
        to: fact('court'),
        blocks: [
          form(['申请人', bureau.name], ['被申请人', party]),
          heading('申请事项'),
          paragraph(
            `请求强制执行我局对被申请人作出的行政处罚决定${facing.decided}：退回医疗保障基金${moneyText(decided['refund_fen'])}，罚款${moneyText(decided['fine_fen'])}，以及依法加处的罚款。`,
          ),
          heading('事实和理由'),
          paragraph(
            `上述决定已于${delivered === undefined ? '—' : dayText(formatCivilDate(delivered.on))}送达。被申请人在法定期限内既未申请行政复议（期限至${due('reconsideration')}），也未提起行政诉讼（期限至${due('lawsuit')}），又不履行决定。根据${ORDER}第五十五条和《中华人民共和国行政强制法》第五十三条，申请强制执行。`,
          ),
        ],
        notes: ['附件：行政处罚决定书及作出决定的事实、理由和依据；送达回证；催告情况；申请执行标的情况'],
      };
    },
  },
  'closing-report': {
    write: (facing) => {
      const { party, officers, deeds, last } = facing;
      const decided = decidedOf(facing);
      const paid = deeds
        .filter(({ action }) => action === 'pay' || action === 'payInstalment')
        .reduce((sum, { facts }) => sum + Number(facts['paid_fen'] ?? 0), 0);
      const enforced = last('enforce') !== undefined;
      return {
        blocks: [
          form(
            ['当事人', party],
            ['案由', causeOf(facing)],
            ['承办人员', officers],
            [
              '处理决定',
              `${facing.decided}退回基金${moneyText(decided['refund_fen'])}\n罚款${moneyText(decided['fine_fen'])}`,
            ],
            ['执行情况', `已收缴${moneyText(paid)}${enforced ? '；已申请人民法院强制执行' : ''}`],
            ['公开情况', last('publish') === undefined ? '未公开' : '处罚决定已公开'],
            ['结案依据', `${ORDER}第五十六条`],
            ['结案日期', dayText(facing.day)],
          ),
          signatures('承办人员', '负责人'),
        ],
      };
    },
  },
  'deduction-notice': {
    write: (facing) => {
      const { party, fact, last, basis } = facing;
      const found = last('settle') ?? last('uphold') ?? last('issue');
      return {
        to: party,
        blocks: [
          paragraph('经对你单位医疗保障费用结算数据审核，并告知、听取你单位意见，现将审核扣款事项通知如下。'),
          form(
            ['审核认定金额', found === undefined ? '—' : moneyText(found.facts['amount_fen'])],
            ['扣款所属期', fact('period')],
            ['认定理由', found === undefined ? '—' : fact(found.action === 'settle' ? 'conclusion' : 'reason', found)],
            ['处理方式', '从应拨付费用中扣除'],
            ['依据', `服务协议（${basis('appeal')}）`],
          ),
          contactLine(facing),
        ],
      };
    },
  },
  'appeal-answer': {
    fields: ['facts'],
    write: (facing) => {
      const { party, fact, last, deed, due, limit, field } = facing;
      const [appeal, first] = [last('requestPanel') ?? last('appeal'), last('issue')];
      const dropped = deed.action === 'dropAtSecond';
      return {
        to: party,
        blocks: [
          paragraph('你单位对审核认定提出的申诉收悉。经复核，现答复如下。'),
          form(
            ['初审认定金额', first === undefined ? '—' : moneyText(first.facts['amount_fen'])],
            ['申诉意见', appeal === undefined ? '—' : fact('text', appeal)],
            ['复核结论', dropped ? '不予认定' : `认定${moneyText(deed.facts['amount_fen'])}`],
            ['理由', field('facts', fact(deed.action === 'settle' ? 'conclusion' : 'reason'))],
          ),
          ...(deed.action === 'uphold'
            ? [paragraph(`对本答复仍有异议的，可以在${limit('panel')}内（不迟于${due('panel')}）申请合议。`)]
            : []),
        ],
      };
    },
  },
  'transfer-letter': {
    fields: ['basis', 'facts', 'contact', 'remark'],
    write: (facing) => {
      const { party, bureau, fact, last, limit, field } = facing;
      const proposed = last('suggest');
      const isPolice = proposed?.facts['body'] === 'police';
      const usual = isPolice ? '《医疗保障基金使用监督管理条例实施细则》第四十二条' : '法律法规关于案件移送的规定';
      return {
        to: fact('to', proposed),
        blocks: [
          paragraph(
            `${bureau.name}在医疗保障基金监管中发现${party}涉嫌${fact('cause', proposed)}，不属于我局处理或者应当由你单位依法处理。根据${field('basis', usual)}，现将有关线索和材料移送你单位。`,
          ),
          heading('基本情况和移送理由'),
          paragraph(field('facts', fact('reason', proposed))),
          paragraph(
            `请在收到本函之日起${limit('receipt')}内出具接收回执，并在接收之日起${limit('answer')}内将处理情况书面告知我局；认为不属于你单位管辖的，请说明理由并退回。`,
          ),
          contactLine(facing),
        ],
        notes: [`附件：${field('remark', '移送材料清单及证据材料')}`],
      };
    },
  },
} satisfies Readonly<Record<string, Writing>>;
