/** Papers from the end of the investigation to the decision. */
import { DECISIONS } from '@shouhu/procedure';
import { dayText, form, heading, paragraph, signatures } from '../render/content.ts';
import type { Block } from '../render/content.ts';
import { moneyText } from '../facing.ts';
import type { Facing } from '../facing.ts';
import { evidenceTable } from './investigation.ts';
import { articleOf, ORDER } from './law.ts';
import { causeOf, contactLine, remedies } from './written.ts';
import type { Writing } from './written.ts';

const provisionOf = (facing: Facing): string => facing.field('provision', articleOf(causeOf(facing)));
const basisOf = (facing: Facing): string => facing.field('basis', articleOf(causeOf(facing)));

/** What is taken back and what is fined, and where each is paid (条例 45; 令第4号 53). */
function demands({ bureau, deed }: Facing, proposed: boolean): Block[] {
  const will = proposed ? '拟' : '';
  const { refund_fen, fine_fen } = deed.facts;
  const lines = [
    ...(Number(refund_fen) > 0
      ? [`${will}责令退回医疗保障基金${moneyText(refund_fen)}，退至${bureau.refund_account}`]
      : []),
    ...(Number(fine_fen) > 0 ? [`${will}处以罚款${moneyText(fine_fen)}，缴至${bureau.fine_account}`] : []),
  ];
  if (lines.length === 0) return [paragraph('不涉及退回基金和罚款。')];
  return lines.map((line, at) => paragraph(`${at + 1}. ${line}。`));
}

export const decision = {
  'investigation-report': {
    fields: ['facts', 'provision', 'basis'],
    write: (facing) => {
      const { party, fact, field, officers, money, last } = facing;
      const inspected = last('inspect');
      return {
        blocks: [
          form(['当事人', party], ['案由', causeOf(facing)], ['承办人员', officers], ['终结日期', dayText(facing.day)]),
          heading('一、调查经过和查明的事实'),
          paragraph(
            field(
              'facts',
              inspected === undefined ? `经调查，${party}存在${causeOf(facing)}的行为。` : fact('record', inspected),
            ),
          ),
          heading('二、证据'),
          evidenceTable(facing),
          heading('三、定性和依据'),
          paragraph(`上述行为涉嫌违反${provisionOf(facing)}，应当依照${basisOf(facing)}处理。`),
          heading('四、处理建议'),
          paragraph(`${fact('proposal')}。建议罚款${money('fine_fen')}，退回医疗保障基金${money('refund_fen')}。`),
          signatures('承办人员', '承办人员'),
        ],
      };
    },
  },
  'legal-opinion': {
    write: (facing) => {
      const { party, fact, doers, deed, last, money } = facing;
      const reported = last('report');
      return {
        blocks: [
          form(
            ['案由', `${party}涉嫌${causeOf(facing)}`],
            [
              '送审的处理建议',
              reported === undefined
                ? '—'
                : `${fact('proposal', reported)}\n罚款${money('fine_fen', reported)}\n退回基金${money('refund_fen', reported)}`,
            ],
            ['审核内容', '管辖权、当事人基本情况、事实和证据、定性、适用依据、程序、处理幅度'],
            ['审核依据', `${ORDER}第三十七条至第四十条`],
            ['审核意见', fact('opinion')],
            ['审核人员', `${doers(deed)}　${dayText(facing.day)}`],
          ),
          paragraph('审核人员未参与本案调查。'),
          signatures('审核人员'),
        ],
      };
    },
  },
  'correction-order': {
    fields: ['facts', 'provision', 'basis', 'correction', 'contact'],
    write: (facing) => ({
      to: facing.party,
      blocks: [
        paragraph(facing.field('facts', `经查，你单位存在${causeOf(facing)}的行为。`)),
        paragraph(`上述行为违反了${provisionOf(facing)}的规定。依照${basisOf(facing)}，现责令你单位改正：`),
        paragraph(facing.field('correction', '立即停止上述行为，自收到本通知书之日起改正，并书面报告改正情况。')),
        paragraph('逾期不改正的，依法处理。你单位对本通知有权陈述、申辩。'),
        contactLine(facing),
      ],
    }),
  },
  'penalty-notice': {
    fields: ['facts', 'provision', 'basis', 'contact'],
    write: (facing) => {
      const { party, fact, limit, due, basis, field } = facing;
      return {
        to: party,
        blocks: [
          paragraph(
            `你单位涉嫌${causeOf(facing)}一案，我局已调查终结。根据${ORDER}第四十一条，现将拟作出行政处罚的内容及事实、理由、依据告知如下。`,
          ),
          heading('一、事实和理由'),
          paragraph(field('facts', fact('reasons'))),
          heading('二、依据'),
          paragraph(`上述行为违反了${provisionOf(facing)}的规定，拟依照${basisOf(facing)}处理。`),
          heading('三、拟作出的处理'),
          ...demands(facing, true),
          heading('四、你单位的权利'),
          paragraph(`（一）陈述、申辩。对上述内容，你单位有权进行陈述和申辩，我局不因陈述、申辩加重处罚。`),
          paragraph(
            `（二）听证。符合听证条件的，你单位有权自收到本告知书之日起${limit('hearing')}内（按今日送达计算，不迟于${due('hearing')}）向我局要求听证（${basis('hearing')}）。逾期不提出的，视为放弃听证。`,
          ),
          contactLine(facing),
        ],
      };
    },
  },
  'hearing-notice': {
    fields: ['contact', 'remark'],
    write: (facing) => {
      const { party, fact, due, limit, basis, field } = facing;
      return {
        to: party,
        blocks: [
          paragraph(`根据你单位的要求，我局决定就你单位涉嫌${causeOf(facing)}一案举行听证。`),
          form(
            ['时间', fact('time')],
            ['地点', fact('place')],
            ['主持人', facing.doers(facing.deed)],
            ['方式', field('remark', '公开举行；涉及国家秘密、商业秘密或者个人隐私依法予以保密的除外')],
          ),
          paragraph(
            `听证在举行的${limit('summons')}前通知（${basis('summons')}），不早于${due('summons')}之后举行。你单位可以亲自参加，也可以委托一至二人代理；有权申请主持人回避；无正当理由不出席或者未经许可中途退出的，视为放弃听证权利。`,
          ),
          contactLine(facing),
        ],
      };
    },
  },
  'hearing-record': {
    write: (facing) => ({
      blocks: [
        form(
          ['案由', `${facing.party}涉嫌${causeOf(facing)}`],
          ['时间', dayText(facing.day)],
          ['主持人', facing.doers(facing.deed)],
          ['承办人员', facing.officers],
          ['当事人', facing.party],
        ),
        heading('听证情况'),
        paragraph(facing.fact('record')),
        signatures('当事人或者代理人（核对意见及签名）', '承办人员', '主持人', '记录人'),
      ],
    }),
  },
  'discussion-record': {
    write: (facing) => {
      const { last, fact, money } = facing;
      const noticed = last('notify');
      return {
        blocks: [
          form(
            ['案由', `${facing.party}涉嫌${causeOf(facing)}`],
            ['时间', dayText(facing.day)],
            ['参加人员', fact('attendees')],
            [
              '拟处理意见',
              noticed === undefined
                ? '—'
                : `罚款${money('fine_fen', noticed)}\n退回基金${money('refund_fen', noticed)}`,
            ],
            ['讨论依据', `${ORDER}第四十四条`],
            ['讨论结论', fact('conclusion')],
          ),
          signatures('参加人员', '参加人员', '参加人员', '记录人'),
        ],
      };
    },
  },
  'penalty-decision': {
    fields: ['facts', 'provision', 'basis'],
    write: (facing) => {
      const { party, deed, deeds, fact, field, last, limit, bureau } = facing;
      const noticed = last('notify');
      const defended = deeds.some(({ action }) => action === 'defend' || action === 'hear');
      const says = Object.entries<string>(DECISIONS).find(([name]) => name === deed.facts['decision'])?.[1] ?? '—';
      const isPenalty = deed.facts['decision'] === 'penalty';
      return {
        title: isPenalty ? '行政处罚决定书' : '不予行政处罚决定书',
        to: party,
        blocks: [
          paragraph(`你单位涉嫌${causeOf(facing)}一案，我局已调查终结。现查明：`),
          paragraph(field('facts', noticed === undefined ? '—' : fact('reasons', noticed))),
          paragraph('以上事实，有下列证据证明：'),
          evidenceTable(facing),
          paragraph(
            `我局已依法告知拟作出处理的内容、事实、理由、依据和你单位享有的权利。${defended ? '对你单位的陈述、申辩及听证意见，我局已进行复核。' : '你单位未在期限内提出陈述、申辩或者要求听证。'}`,
          ),
          paragraph(
            `你单位的行为违反了${provisionOf(facing)}的规定。依照${basisOf(facing)}和${ORDER}第四十三条，我局决定：${says}。`,
          ),
          ...(isPenalty ? demands(facing, false) : []),
          ...(isPenalty
            ? [
                paragraph(
                  `请自收到本决定书之日起${limit('payment')}内缴款（${facing.basis('payment')}）。逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额；确有经济困难的，可以申请延期或者分期缴纳。退回的基金、罚款分别缴入上述账户，不得混缴。`,
                ),
              ]
            : []),
          remedies(facing),
        ],
        notes: [`本决定依照${ORDER}第四十六条公开。本决定书一式三份：当事人、${bureau.name}、卷宗各一份。`],
      };
    },
  },
  'spot-decision': {
    fields: ['provision', 'basis'],
    write: (facing) => {
      const { party, fact, bureau, officers, last } = facing;
      return {
        to: party,
        blocks: [
          paragraph(`经查，你（单位）${fact('reasons')}。`),
          paragraph(
            `上述行为违反了${facing.field('provision', articleOf(fact('reasons')))}的规定。我局执法人员已出示执法证件，告知处罚的事实、理由、依据和陈述、申辩的权利。依照${facing.field('basis', articleOf(fact('reasons')))}和${ORDER}第四十八条，决定当场给予行政处罚：`,
          ),
          paragraph(
            `罚款${facing.money('fine_fen')}，缴至${bureau.fine_account}。请自收到本决定书之日起${facing.limit('payment')}内缴纳，至${facing.due('payment')}届满；符合当场收缴条件的，由执法人员当场收缴并出具专用票据（${ORDER}第五十二条）。`,
          ),
          remedies(facing),
          form(['执法人员', officers], ['处罚地点', fact('place', last('attend'))]),
          signatures('当事人', '执法人员', '执法人员'),
        ],
      };
    },
  },
} satisfies Readonly<Record<string, Writing>>;
