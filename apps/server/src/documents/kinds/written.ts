/** How a kind of document is written from the facts of its deed. */
import type { Block, Content } from '../render/content.ts';
import { paragraph } from '../render/content.ts';
import type { Facing } from '../facing.ts';

interface Written {
  readonly blocks: readonly Block[];
  readonly to?: string;
  /** Where the kind's own name is not the right one: 不予行政处罚决定书. */
  readonly title?: string;
  readonly notes?: Content['notes'];
}

export interface Writing {
  readonly write: (facing: Facing) => Written;
  /** What the maker may write in the place of what is usual: the name of each field, in the order of the page. */
  readonly fields?: readonly FieldName[];
}

/** Fields that makers may fill in, with their names. */
export const FIELDS = {
  provision: '违反的规定',
  basis: '处理依据',
  facts: '查明的事实',
  correction: '改正的内容和期限',
  contact: '联系人',
  remark: '备注',
} as const;

type FieldName = keyof typeof FIELDS;

/** How a party is told what it may do against a decision (行政复议法, 行政诉讼法: limits by the procedure's clocks). */
export function remedies(facing: Facing): Block {
  const { bureau, limit, basis } = facing;
  return paragraph(
    `如不服本决定，可以自收到本决定书之日起${limit('reconsideration')}内向${bureau.reconsideration}申请行政复议（${basis('reconsideration')}），或者自收到本决定书之日起${limit('lawsuit')}内依法向${bureau.court}提起行政诉讼（${basis('lawsuit')}）。复议、诉讼期间本决定不停止执行，法律另有规定的除外。`,
  );
}

export const contactLine = ({ bureau, officers, field }: Facing): Block =>
  paragraph(`联系人：${field('contact', officers)}；电话：${bureau.telephone}；地址：${bureau.address}。`);

/** What the case was filed for. */
export function causeOf({ last, fact }: Facing): string {
  const filed = last('file');
  return filed === undefined ? '—' : fact('cause', filed);
}
