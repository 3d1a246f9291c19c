import type { Entry } from '../entry.ts';

/** SH-A: signing in, and the accounts of those who do. */
export const identityErrors = {
  'SH-A001': {
    exit: 1,
    zh: '用户名或密码不正确',
    en: 'The user name or the password is wrong',
    fix_zh: '核对后重试；忘记密码时由信息管理人员重新设置',
    fix_en: 'Check both and try again; an administrator sets a forgotten password anew',
  },
  'SH-A002': {
    exit: 1,
    zh: '连续多次输入错误，该用户名暂停验证，{minutes} 分钟后恢复',
    en: 'There were too many wrong entries for this user name; nothing is checked for another {minutes} minutes',
    fix_zh: '{minutes} 分钟后重试；不是本人操作的，请告知信息管理人员',
    fix_en: 'Try again in {minutes} minutes; tell an administrator when the entries were not yours',
  },
  'SH-A003': {
    exit: 1,
    zh: '该用户已停用',
    en: 'This user has been disabled',
    fix_zh: '需要恢复时联系信息管理人员',
    fix_en: 'Ask an administrator',
  },
  'SH-A004': {
    exit: 1,
    zh: '当前密码不正确',
    en: 'The present password is wrong',
    fix_zh: '核对后重试',
    fix_en: 'Check it and try again',
  },
  'SH-A005': {
    exit: 1,
    zh: '密码须为 {least} 至 {most} 个字符',
    en: 'A password has {least} to {most} characters',
    fix_zh: '换一个密码，几个互不相关的词连起来既长又好记',
    fix_en: 'Choose another; a few unrelated words are long and easy to remember',
  },
  'SH-A006': {
    exit: 1,
    zh: '动态口令或备用码不正确，或已经用过',
    en: 'The code is wrong, or was used before',
    fix_zh: '等下一个动态口令出现后再输入；手机时间须准确',
    fix_en: 'Wait for the next code; the clock of the device must be right',
  },
  'SH-A007': {
    exit: 1,
    zh: '登录的第二步已超时或已用完次数',
    en: 'The second step of signing in has run out',
    fix_zh: '从用户名和密码重新开始',
    fix_en: 'Begin again with user name and password',
  },
  'SH-A008': {
    exit: 1,
    zh: '尚未绑定动态口令',
    en: 'No authenticator has been enrolled',
    fix_zh: '先在个人设置里绑定动态口令',
    fix_en: 'Enrol one first, under the own settings',
  },
  'SH-A009': {
    exit: 1,
    zh: '已经绑定动态口令',
    en: 'An authenticator has been enrolled already',
    fix_zh: '要换绑，先解除现有的绑定',
    fix_en: 'Remove it before enrolling another',
  },
  'SH-A010': {
    exit: 1,
    zh: '请求来自其他网站，已拒绝',
    en: 'The request came from another site and was refused',
    fix_zh: '从本系统的页面操作；地址改变过的，核对服务器设置的访问地址',
    fix_en: 'Use the pages of this system; after a change of address, check the one the server is set to',
  },
  'SH-A011': {
    exit: 1,
    zh: '这个网络地址的请求过于频繁',
    en: 'There are too many requests from this network address',
    fix_zh: '一分钟后重试',
    fix_en: 'Try again in a minute',
  },
  'SH-A012': {
    exit: 1,
    zh: '用户名已被使用：{username}',
    en: 'The user name is taken: {username}',
    fix_zh: '换一个用户名',
    fix_en: 'Choose another',
  },
} as const satisfies Record<string, Entry>;
