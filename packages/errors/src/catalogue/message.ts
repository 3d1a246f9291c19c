import type { Entry } from '../entry.ts';

/** SH-M: a message of the real-time check (3101, 3102, 3103) is refused; faults of single fields are SH-T002 to SH-T004. */
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
  'SH-M007': {
    exit: 1,
    zh: '未找到参保人 {psn_no}',
    en: 'There is no insured person {psn_no}',
    fix_zh: 'patn_id 填 1101 返回的人员编号',
    fix_en: 'Give patn_id the psn_no that 1101 answered',
  },
  'SH-M008': {
    exit: 1,
    zh: '当前就诊的机构 {medins_id} 不是发送报文的机构 {fixmedins_code}',
    en: 'The current encounter is of {medins_id}, the message of {fixmedins_code}',
    fix_zh: 'medins_id 填本机构的定点医药机构编码',
    fix_en: 'Give medins_id the code of the sending institution',
  },
  'SH-M009': {
    exit: 1,
    zh: '就诊 {mdtrt_id} 不是该参保人在本机构的就诊',
    en: 'The visit {mdtrt_id} is not of this person at this institution',
    fix_zh: '核对 patn_id 与 curr_mdtrt_id 是否为同一次登记',
    fix_en: 'Check that patn_id and curr_mdtrt_id are of one registration',
  },
  'SH-M010': {
    exit: 1,
    zh: '暂时不能审核：{reason}',
    en: 'No check can be made now: {reason}',
    fix_zh: '稍后换新的 msgid 重发；持续出现时联系医保经办机构',
    fix_en: 'Send it again later under a new msgid; if it persists, tell the bureau',
  },
  'SH-M011': {
    exit: 1,
    zh: '本机构没有 {infno} 的提醒 {warn_rslt_id}',
    en: 'This institution was given no reminder {warn_rslt_id} by {infno}',
    fix_zh: 'warn_rslt_id 填本机构收到的 jr_id，warn_type 与 3101（1）、3102（2）一致',
    fix_en: 'Give warn_rslt_id a jr_id that this institution got, and warn_type 1 for 3101, 2 for 3102',
  },
  'SH-M012': {
    exit: 1,
    zh: '第 {row} 行继续执行医嘱而没有处理原因',
    en: 'Row {row} goes on with the order without a reason',
    fix_zh: 'dspo_way 为 1 时填写 dspo_way_rea',
    fix_en: 'Give dspo_way_rea where dspo_way is 1',
  },
} as const satisfies Record<string, Entry>;
