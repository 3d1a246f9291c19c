import type { Entry } from '../entry.ts';

/** SH-H: a request that the server refuses. */
export const httpErrors = {
  'SH-H001': {
    exit: 1,
    zh: '未登录，或登录已失效',
    en: 'Nobody is signed in, or the session has ended',
    fix_zh: '重新登录；未提交的内容仍在页面上',
    fix_en: 'Sign in again; what was not sent is still on the page',
  },
  'SH-H002': {
    exit: 1,
    zh: '当前职责没有这项权限：{right}',
    en: 'The caller has no such right: {right}',
    fix_zh: '权限见权限表；需要时由信息管理人员调整职责',
    fix_en: 'See the table of rights; an administrator assigns duties',
  },
  'SH-H003': {
    exit: 1,
    zh: '没有这条记录，或不在负责的范围内：{id}',
    en: 'There is no such record within reach: {id}',
    fix_zh: '核对编号和负责的区划',
    fix_en: 'Check the id and the regions of the caller',
  },
  'SH-H004': {
    exit: 1,
    zh: '记录已被他人更新：提交时为第 {seen} 版，现为第 {now} 版',
    en: 'Somebody else was first: version {seen} was seen, it is {now} now',
    fix_zh: '刷新后核对，再决定是否继续',
    fix_en: 'Look at what changed, then decide again',
  },
  'SH-H005': {
    exit: 1,
    zh: '请求内容不符合要求：{field} {reason}',
    en: 'The request is not as it must be: {field} {reason}',
    fix_zh: '改正所指的内容；接口说明见 /api/openapi.json',
    fix_en: 'Correct what is named; see /api/openapi.json',
  },
  'SH-H006': {
    exit: 1,
    zh: '同一请求编号已用于其他内容：{id}',
    en: 'The request id was used for something else: {id}',
    fix_zh: '新的操作使用新的请求编号',
    fix_en: 'Use a new id for a new action',
  },
  'SH-H007': {
    exit: 1,
    zh: '没有这个地址：{path}',
    en: 'There is no such address: {path}',
    fix_zh: '接口说明见 /api/openapi.json',
    fix_en: 'See /api/openapi.json',
  },
  'SH-H008': {
    exit: 1,
    zh: '线索 {id} 在该机构已有同类事项',
    en: 'The lead {id} is in this procedure at this institution already',
    fix_zh: '打开已有的事项继续办理',
    fix_en: 'Open the matter that there is and go on with it',
  },
} as const satisfies Record<string, Entry>;
