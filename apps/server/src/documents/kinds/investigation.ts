/** Papers of the investigation. */
import { EVIDENCE_KINDS } from '@shouhu/procedure';
import type { Deed } from '@shouhu/procedure';
import { dayText, form, heading, paragraph, signatures } from '../render/content.ts';
import type { Block } from '../render/content.ts';
import { formatCivilDate } from '@shouhu/codes';
import type { Facing } from '../facing.ts';
import { ORDER } from './law.ts';
import type { Writing } from './written.ts';
import { causeOf, contactLine } from './written.ts';

/** Evidence collected so far, as it was numbered when it was taken. */
export function evidenceTable({ deeds, doers }: Facing): Block {
  const taken = deeds.filter(({ action }) => action === 'collect');
  return {
    is: 'table',
    head: ['序号', '证据种类', '取证日期', '取证人员', '摘要（SM3）'],
    rows: taken.map((deed, at) => [
      String(at + 1),
      kindName(deed),
      formatCivilDate(deed.on),
      doers(deed),
      String(deed.facts['digest'] ?? '—'),
    ]),
  };
}

const kindName = ({ facts }: Deed): string =>
  Object.entries<string>(EVIDENCE_KINDS).find(([kind]) => kind === facts['kind'])?.[1] ?? '—';

export const investigation = {
  'filing-approval': {
    write: (facing) => {
      const { party, fact, officers, day, doers, deed, last, due } = facing;
      const clue = last('receive');
      return {
        blocks: [
          form(
            ['当事人', party],
            ['案由', fact('cause')],
            ['线索来源', clue === undefined ? '—' : fact('source', clue)],
            ['违法行为终了日期', fact('act_ended')],
            ['发现日期', fact('act_found')],
            ['立案依据', `${ORDER}第十四条、第十五条`],
            ['承办人员', officers],
            ['立案日期', dayText(day)],
            ['办案期限', `${due('decision')}（${facing.basis('decision')}）`],
            ['负责人审批意见', `同意立案。\n${doers(deed)}　${dayText(day)}`],
          ),
          signatures('承办人员', '负责人'),
        ],
      };
    },
  },
  'inspection-record': {
    write: ({ party, fact, doers, deed, day, bureau }) => ({
      blocks: [
        form(
          ['被检查人', party],
          ['检查时间', dayText(day)],
          ['检查地点', fact('place')],
          ['检查人员', doers(deed)],
          [
            '告知事项',
            `我们是${bureau.name}的执法人员，现出示执法证件。依法对你单位进行检查，请予配合；你单位有权申请回避，有权进行陈述和申辩。`,
          ],
        ),
        heading('检查情况'),
        paragraph(fact('record')),
        paragraph('以上笔录请核对；如有遗漏或差错，可以补充、更正。核对无误后逐页签名。'),
        signatures('被检查人（核对意见及签名）', '见证人', '检查人员', '检查人员'),
      ],
    }),
  },
  'interview-record': {
    write: ({ fact, doers, deed, day, bureau, party }) => ({
      blocks: [
        form(
          ['被询问人', fact('person')],
          ['涉及单位', party],
          ['询问时间', dayText(day)],
          ['询问地点', fact('place')],
          ['询问人员', doers(deed)],
          [
            '告知事项',
            `我们是${bureau.name}的执法人员，现出示执法证件。你应当如实回答询问，不得拒绝或者阻碍；你有权申请回避，有权进行陈述和申辩。`,
          ],
        ),
        heading('询问内容'),
        paragraph(fact('record')),
        signatures('被询问人（核对意见及签名）', '询问人员', '询问人员'),
      ],
    }),
  },
  'assistance-letter': {
    fields: ['facts', 'contact'],
    write: (facing) => {
      const { fact, party, limit, due, field } = facing;
      return {
        to: fact('to'),
        blocks: [
          paragraph(
            `我局正在办理${party}涉嫌${causeOf(facing)}一案。因案件调查需要，根据${ORDER}的有关规定，请你单位协助调查以下事项：`,
          ),
          paragraph(field('facts', '与本案有关的情况和材料。')),
          paragraph(
            `请自收到本函之日起${limit('assistance')}内书面回复，并附相关证据材料（预计不迟于${due('assistance')}）；不能按期回复的，请说明理由。`,
          ),
          contactLine(facing),
        ],
      };
    },
  },
  'preservation-notice': {
    write: (facing) => {
      const { party, fact, limit, due } = facing;
      return {
        to: party,
        blocks: [
          paragraph(
            `因你单位涉嫌${causeOf(facing)}，相关证据可能灭失或者以后难以取得，根据${ORDER}第二十六条，经负责人（${fact('approved_by')}）批准，我局决定对下列证据先行登记保存。`,
          ),
          heading('先行登记保存证据清单'),
          paragraph(fact('items')),
          paragraph(
            `保存期限为${limit('preservation')}，至${due('preservation')}届满（${facing.basis('preservation')}）。期间当事人及有关人员不得损毁、销毁或者转移上列证据；我局将在期限内作出处理决定，逾期未作处理的，措施自动解除。`,
          ),
          paragraph('你单位对先行登记保存有权陈述、申辩。'),
          signatures('当事人', '承办人员', '承办人员'),
        ],
      };
    },
  },
  'preservation-decision': {
    write: ({ party, fact, last }) => {
      const notice = last('preserve');
      return {
        to: party,
        blocks: [
          paragraph(`根据${ORDER}第二十八条，我局对你单位被先行登记保存的下列证据作出处理决定。`),
          form(['证据', notice === undefined ? '—' : fact('items', notice)], ['处理决定', fact('disposal')]),
          signatures('当事人', '承办人员', '承办人员'),
        ],
      };
    },
  },
  'preservation-release': {
    write: ({ party, fact, last }) => {
      const notice = last('preserve');
      return {
        to: party,
        blocks: [
          paragraph(`根据${ORDER}第二十八条，现解除对下列证据的先行登记保存。`),
          paragraph(notice === undefined ? '—' : fact('items', notice)),
          signatures('当事人', '承办人员', '承办人员'),
        ],
      };
    },
  },
  'sealing-notice': {
    write: (facing) => {
      const { party, fact, limit, due, bureau } = facing;
      return {
        to: party,
        blocks: [
          paragraph(
            `因你单位涉嫌${causeOf(facing)}，根据${ORDER}第二十九条，经负责人（${fact('approved_by')}）批准，我局决定对下列物品予以封存。`,
          ),
          heading('封存物品清单'),
          paragraph(fact('items')),
          paragraph(
            `封存期限为${limit('sealing')}，至${due('sealing')}届满（${facing.basis('sealing')}）；情况复杂的，经批准可以延长。期间任何人不得启封、使用、转移或者损毁。`,
          ),
          paragraph(
            `你单位有权陈述、申辩。如不服本决定，可以自收到本决定书之日起${limit('reconsideration')}内向${bureau.reconsideration}申请行政复议，或者在${limit('lawsuit')}内依法向${bureau.court}提起行政诉讼。`,
          ),
          signatures('当事人', '承办人员', '承办人员'),
        ],
      };
    },
  },
  'sealing-extension': {
    write: ({ party, fact, due, basis }) => ({
      to: party,
      blocks: [
        paragraph(
          `因${fact('reason')}，经批准，对你单位物品的封存期限延长至${due('sealing')}（${basis('sealing')}）。`,
        ),
        paragraph('你单位有权陈述、申辩。'),
      ],
    }),
  },
  'unsealing-notice': {
    write: ({ party, fact, last }) => {
      const notice = last('seal');
      return {
        to: party,
        blocks: [
          paragraph(`根据${ORDER}第三十三条，我局决定解除对下列物品的封存。`),
          paragraph(notice === undefined ? '—' : fact('items', notice)),
          signatures('当事人', '承办人员', '承办人员'),
        ],
      };
    },
  },
  'suspension-notice': {
    write: (facing) => ({
      to: facing.party,
      blocks: [
        paragraph(
          `我局办理的你单位涉嫌${causeOf(facing)}一案，因${facing.fact('reason')}，根据${ORDER}第四十二条，决定自${dayText(facing.day)}起中止调查。中止的原因消除后恢复调查，中止期间不计入办案期限。`,
        ),
      ],
    }),
  },
  'resumption-notice': {
    write: (facing) => ({
      to: facing.party,
      blocks: [
        paragraph(
          `我局办理的你单位涉嫌${causeOf(facing)}一案，中止调查的原因已经消除，根据${ORDER}第四十二条，决定自${dayText(facing.day)}起恢复调查。办案期限相应顺延至${facing.due('decision')}。`,
        ),
      ],
    }),
  },
} satisfies Readonly<Record<string, Writing>>;
