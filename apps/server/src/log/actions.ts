/** What entries of the log call a doing, in words: rights by the names of their table, and what is done without one. */
import { RIGHTS, rightNames } from '../rights/rights.ts';

export interface ActionName {
  readonly action: string;
  readonly zh: string;
  readonly en: string;
}

type Names = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** Of one's own account: wrong tries are `….failed`. */
const OWN: Names = {
  'sign-in': ['登录', 'signed in'],
  'password.changed': ['更换密码', 'changed the password'],
  'totp.begun': ['开始绑定动态口令', 'began to enrol an authenticator'],
  'totp.enrolled': ['绑定动态口令', 'enrolled an authenticator'],
  'totp.removed': ['解除动态口令', 'removed the authenticator'],
  'backup-code.used': ['使用备用码', 'used a backup code'],
  'backup-codes.made': ['重新生成备用码', 'made backup codes'],
  'passkey.begun': ['开始添加通行密钥', 'began to add a passkey'],
  'passkey.removed': ['删除通行密钥', 'removed a passkey'],
  'oidc.begun': ['开始关联统一登录', 'began to link the sign-in of the organisation'],
  'oidc.unlinked': ['解除统一登录关联', 'ended the link to the sign-in of the organisation'],
};

const CHANGES: Names = {
  posts: ['职责变更', 'duties'],
  password: ['重置密码', 'a new first password'],
  totp: ['重置动态口令', 'removing an authenticator'],
  disable: ['停用账户', 'disabling an account'],
  enable: ['启用账户', 'enabling an account'],
  sessions: ['结束他人会话', 'ending sessions'],
};

const OTHERS: Names = {
  lockout: ['暂停验证', 'locked out'],
  'sign-out': ['退出', 'signed out'],
  'passkey.enrolled': ['添加通行密钥', 'added a passkey'],
  'oidc.linked': ['关联统一登录', 'linked the sign-in of the organisation'],
  'session.revoked': ['结束本人会话', 'ended an own session'],
  'session.ended': ['结束他人会话', 'ended sessions of another'],
  'user.created': ['新建账户', 'made an account'],
  'user.disabled': ['停用账户', 'disabled an account'],
  'user.enabled': ['启用账户', 'enabled an account'],
  'user.duties': ['设置职责', 'set duties'],
  'account.password.reset': ['重置密码', 'set a first password'],
  'account.totp.reset': ['重置动态口令', 'removed an authenticator'],
  'account.contact': ['修改姓名、电话', 'changed name or telephone'],
  'account.phone': ['查看电话', 'read a telephone'],
  'account.phones': ['归并电话', 'took telephones over'],
  'contact.set': ['设置联系方式', 'set a way to be reached'],
  'log.exported': ['导出日志', 'took the log out'],
  'columns.choose': ['选择列表的列', 'chose columns of a list'],
  'filter.save': ['保存筛选', 'kept a filter'],
  'filter.remove': ['删除筛选', 'removed a filter'],
  'deed.confirmed': ['共同办理人确认', 'confirmed a joint step'],
  'document.read': ['查看文书', 'read a document'],
  'file.stored': ['上传文件', 'stored a file'],
  'file.read': ['查看文件', 'read a file'],
  'task.download': ['下载运行结果', 'took results of a run'],
  'clearing.account-decided': ['复核机构收款账户', 'decided on a bank account of an institution'],
  'records.pruned': ['清理到期报文和审核记录', 'let go of messages and decisions whose term was over'],
  'policy.accepted': ['启用待遇政策', 'accepted policies'],
  'insured.taken': ['登记参保人', 'took the insured in'],
  'insured.elsewhere': ['登记异地就医备案', 'filed care elsewhere'],
  'insured.elsewhere-withdrawn': ['撤销异地就医备案', 'withdrew a filing of care elsewhere'],
  'clearing.terms': ['设定清算方式', 'set terms of clearing'],
  'clearing.objected': ['对清算提出异议', 'objected to a clearing'],
  'clearing.answered': ['答复清算异议', 'answered an objection'],
  'catalogue.taken': ['登记医保目录', 'took the catalogue in'],
  'rulebook.shadow': ['登记试算结果', 'recorded a trial of rules'],
  'expert.seed': ['记录抽取种子', 'recorded the seed of a draw'],
  'lead.sealed': ['封存线索内容', 'sealed contents of leads'],
  'key.resealed': ['更换密钥', 'sealed data with new keys'],
  'platform.restored': ['恢复备份', 'restored a backup'],
  'leftover.removed': ['清理多余文件', 'removed what was left over'],
};

/** Every doing that has a name, rights first in the order of their table. */
export const ACTIONS: readonly ActionName[] = [
  // The table names rights in Chinese: the id reads as English.
  ...rightNames.map((action) => ({ action, zh: RIGHTS[action].name, en: action.replaceAll(/[.-]/g, ' ') })),
  ...namesOf(OWN),
  ...namesOf(OWN, '.failed', '未成功', ', in vain'),
  ...namesOf(OTHERS),
  ...Object.entries(CHANGES).flatMap(([kind, [zh, en]]) => [
    { action: `account.${kind}.proposed`, zh: `提出：${zh}`, en: `proposed ${en}` },
    { action: `account.${kind}.confirmed`, zh: `确认：${zh}`, en: `confirmed ${en}` },
    { action: `account.${kind}.refused`, zh: `退回：${zh}`, en: `turned down ${en}` },
  ]),
];

function namesOf(names: Names, more = '', zhMore = '', enMore = ''): ActionName[] {
  return Object.entries(names).map(([id, [zh, en]]) => ({ action: id + more, zh: zh + zhMore, en: en + enMore }));
}
