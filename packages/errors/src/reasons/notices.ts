import type { Reason } from '../entry.ts';

/** SH-N: what an import or a run noticed and went on. Notices are counted, never a reason to stop. */
export const noticeReasons = {
  'SH-N001': { name: 'unknown-column', zh: '忽略不认识的列 {field}', en: 'The unknown column {field} is ignored' },
  'SH-N002': {
    name: 'unknown-code',
    zh: '{field} 的值“{value}”不在国家编码集里',
    en: 'The value "{value}" of {field} is not in the national set',
  },
  'SH-N003': { name: 'withdrawn', zh: '撤销的行（vali_flag = 0）', en: 'Rows withdrawn by vali_flag = 0' },
  'SH-N004': { name: 'repeated', zh: '完全相同的重复行，只算一次', en: 'Identical rows, counted once' },
  'SH-N005': {
    name: 'corrected',
    zh: '同一编号有不同内容，取 updt_time 较大者，其余留作历史',
    en: 'One id with different content: the greater updt_time stands, the others are kept as history',
  },
  'SH-N006': { name: 'not-a-table', zh: '忽略不是国家标准表的文件', en: 'A file that is no national table is ignored' },
  'SH-N007': {
    name: 'optional-table-absent',
    zh: '没有表 {table}；需要它的规则将无法判断',
    en: 'The table {table} is absent; rules that need it cannot decide',
  },
  'SH-N008': {
    name: 'optional-column-absent',
    zh: '表 {table} 没有列 {field}；需要它的规则将无法判断',
    en: '{table} has no column {field}; rules that need it cannot decide',
  },
  'SH-N009': { name: 'id-derived', zh: '没有明细编号，改用内容摘要', en: 'Rows without an id are known by a digest' },
  'SH-N010': {
    name: 'already-imported',
    zh: '内容相同的文件已导入过，跳过',
    en: 'A file of the same content was imported before and is skipped',
  },
  'SH-N011': {
    name: 'refund-without-original',
    zh: '负数明细找不到被冲销的原明细',
    en: 'A negative line whose original is not there',
  },
  'SH-N012': { name: 'zero-quantity', zh: '数量为 0 的明细不参与判断', en: 'Lines of quantity 0 are not judged' },
  'SH-N013': {
    name: 'conflicting-person',
    zh: '同一人的 {field} 在各表中不一致，视为缺失',
    en: 'The tables disagree on the {field} of a person, which counts as absent',
  },
  'SH-N014': {
    name: 'unsettled',
    zh: '找不到结算的明细，不作事后判断',
    en: 'Lines whose settlement is absent are not judged after the fact',
  },
  'SH-N015': {
    name: 'before-first-knowledge',
    zh: '早于最早知识点生效日的明细，没有规则可判',
    en: 'Lines before the first knowledge point are judged by nothing',
  },
  'SH-N016': {
    name: 'unknown-code-shape',
    zh: '{field} 的编码不合任何国家编码标准',
    en: 'The code in {field} has the shape of no national standard',
  },
  'SH-N017': { name: 'encoding-recognised', zh: '按 GB18030 读取', en: 'Read as GB18030' },
} as const satisfies Record<string, Reason>;

export type NoticeCode = keyof typeof noticeReasons;
