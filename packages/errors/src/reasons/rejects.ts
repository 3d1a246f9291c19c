import type { Reason } from '../entry.ts';

/** SH-R: why a row was rejected. `rejects.jsonl` names file, line, field and the masked value beside it. */
export const rejectReasons = {
  'SH-R001': { name: 'required-absent', zh: '必需的字段 {field} 为空', en: '{field} is needed and empty' },
  'SH-R002': {
    name: 'not-a-date',
    zh: '{field} 不是日期，应为 yyyy-MM-dd 或 yyyy-MM-dd HH:mm:ss',
    en: '{field} is not a date; write yyyy-MM-dd or yyyy-MM-dd HH:mm:ss',
  },
  'SH-R003': {
    name: 'date-out-of-range',
    zh: '{field} 超出允许的日期范围 {from} 至 {to}',
    en: '{field} lies outside {from} to {to}',
  },
  'SH-R004': { name: 'not-an-amount', zh: '{field} 不是金额', en: '{field} is not an amount' },
  'SH-R005': {
    name: 'amount-decimals',
    zh: '金额 {field} 的小数超过两位',
    en: 'The amount {field} has more than two decimals',
  },
  'SH-R006': { name: 'amount-too-large', zh: '金额 {field} 大得不可能', en: 'The amount {field} is impossibly large' },
  'SH-R007': { name: 'not-a-quantity', zh: '{field} 不是数量', en: '{field} is not a quantity' },
  'SH-R008': {
    name: 'quantity-decimals',
    zh: '数量 {field} 的小数超过四位',
    en: 'The quantity {field} has more than four decimals',
  },
  'SH-R009': {
    name: 'quantity-too-large',
    zh: '数量 {field} 大得不可能',
    en: 'The quantity {field} is impossibly large',
  },
  'SH-R010': { name: 'not-a-price', zh: '{field} 不是单价', en: '{field} is not a price' },
  'SH-R011': {
    name: 'price-decimals',
    zh: '单价 {field} 的小数超过六位',
    en: 'The price {field} has more than six decimals',
  },
  'SH-R012': { name: 'price-too-large', zh: '单价 {field} 大得不可能', en: 'The price {field} is impossibly large' },
  'SH-R013': { name: 'negative', zh: '{field} 不能为负', en: '{field} must not be negative' },
  'SH-R014': {
    name: 'not-a-ratio',
    zh: '{field} 不是 0 到 1 之间、最多四位小数的比例',
    en: '{field} is not a ratio between 0 and 1 with at most four decimals',
  },
  'SH-R015': { name: 'not-an-integer', zh: '{field} 不是整数', en: '{field} is not a whole number' },
  'SH-R016': {
    name: 'too-long',
    zh: '{field} 超过 {limit} 个字符',
    en: '{field} is longer than {limit} characters',
  },
  'SH-R017': {
    name: 'control-characters',
    zh: '{field} 含有控制字符',
    en: '{field} holds control characters',
  },
  'SH-R018': { name: 'not-a-flag', zh: '{field} 不是 0 或 1', en: '{field} is neither 0 nor 1' },
  'SH-R019': {
    name: 'too-few-columns',
    zh: '这一行只有 {found} 列，表头有 {expected} 列',
    en: 'The row has {found} columns, the header {expected}',
  },
  'SH-R020': {
    name: 'too-many-columns',
    zh: '这一行有 {found} 列，表头只有 {expected} 列',
    en: 'The row has {found} columns, the header only {expected}',
  },
  'SH-R021': { name: 'undecodable', zh: '这一行有无法解码的字符', en: 'The row holds bytes that no encoding explains' },
  'SH-R022': { name: 'not-an-object', zh: '这一行不是 JSON 对象', en: 'The line is not a JSON object' },
  'SH-R023': { name: 'bad-quotes', zh: '这一行的引号不成对', en: 'The quotes of the row are not paired' },
} as const satisfies Record<string, Reason>;

export type RejectCode = keyof typeof rejectReasons;
