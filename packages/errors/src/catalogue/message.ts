import type { Entry } from '../entry.ts';

/** SH-M: a message of the national interface (3101, 3102) is refused. */
export const messageErrors = {
  'SH-M001': {
    exit: 1,
    zh: '报文不是 JSON：{detail}',
    en: 'The message is not JSON: {detail}',
    fix_zh: '检查报文是否完整、编码是否为 UTF-8',
    fix_en: 'Check that the message is whole and in UTF-8',
  },
  'SH-M002': {
    exit: 1,
    zh: '不支持交易 {infno}',
    en: 'The transaction {infno} is not supported',
    fix_zh: '这里接受 3101（事前）和 3102（事中）',
    fix_en: 'Accepted here are 3101 (before) and 3102 (during)',
  },
  'SH-M003': {
    exit: 1,
    zh: '报文缺少必需的节点 {node}',
    en: 'The message lacks the node {node}',
    fix_zh: '按国家接口规范补上 {node}',
    fix_en: 'Add {node} as the national interface asks',
  },
  'SH-M004': {
    exit: 1,
    zh: '节点 {node} 的值“{value}”不对：{reason}',
    en: 'The node {node} cannot be "{value}": {reason}',
    fix_zh: '按国家接口规范改正 {node}',
    fix_en: 'Correct {node} as the national interface asks',
  },
  'SH-M005': {
    exit: 1,
    zh: '报文里没有当前就诊 {mdtrt_id}',
    en: 'The message holds no encounter {mdtrt_id}',
    fix_zh: 'curr_mdtrt_id 应为 fsi_encounter_dtos 中的一条',
    fix_en: 'curr_mdtrt_id names one of the fsi_encounter_dtos',
  },
  'SH-M006': {
    exit: 1,
    zh: '报文超过 {limit} 字节',
    en: 'The message is larger than {limit} bytes',
    fix_zh: '一次只送一个参保人的一次就诊',
    fix_en: 'Send one encounter of one person at a time',
  },
} as const satisfies Record<string, Entry>;
