import type { Entry } from '../entry.ts';

/** SH-G: money that cannot be moved so. */
export const ledgerErrors = {
  'SH-G001': {
    exit: 1,
    zh: '账户 {account} 余额 {balance} 元，不足以支出 {amount} 元',
    en: 'The account {account} holds {balance} yuan: {amount} cannot be taken',
    fix_zh: '核对金额；余额不得低于下限',
    fix_en: 'Check the amount; the balance may not fall below its floor',
  },
  'SH-G002': {
    exit: 1,
    zh: '分录编号已用于其他内容：{id}',
    en: 'The id stands for another entry: {id}',
    fix_zh: '新的分录使用新的编号',
    fix_en: 'Use a new id for a new entry',
  },
  'SH-G003': {
    exit: 1,
    zh: '账簿中没有：{id}',
    en: 'The ledger has no {id}',
    fix_zh: '核对账户或分录编号',
    fix_en: 'Check the account or the id of the entry',
  },
  'SH-G004': {
    exit: 1,
    zh: '分录 {id} 已冲销，不能再次冲销',
    en: 'The entry {id} was taken back already',
    fix_zh: '如冲销有误，另作一笔分录',
    fix_en: 'Where that was wrong, post a further entry',
  },
} as const satisfies Record<string, Entry>;
