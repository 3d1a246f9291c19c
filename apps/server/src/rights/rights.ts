/**
 * Who may do what: a right, the duties that have it, and how far it reaches. What is not written here is refused. The page docs/rights.md
 * is made of this table, and a test asks every route with every duty.
 */
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';

/** `region`: within the caller's regions. `institution`: of the caller's own institution. */
export type Reach = 'region' | 'institution';

const staff = ['inspector', 'auditor', 'first-reviewer', 'second-reviewer', 'legal-reviewer', 'head'] as const;

interface Right {
  readonly name: string;
  readonly region: readonly Duty[];
  readonly institution: readonly Duty[];
}

export const RIGHTS = {
  'import.start': { name: '导入数据', region: ['administrator'], institution: [] },
  'import.read': { name: '查看数据导入', region: ['administrator', 'head'], institution: [] },
  'run.start': { name: '发起稽核', region: ['administrator', 'auditor'], institution: [] },
  'run.read': { name: '查看稽核运行', region: [...staff, 'administrator'], institution: [] },
  'run.download': { name: '下载稽核报告和底稿', region: ['inspector', 'auditor', 'head'], institution: [] },
  'run.record': { name: '登记稽核结果', region: ['administrator', 'auditor'], institution: [] },
  'people.read': { name: '查看同事', region: [...staff, 'administrator'], institution: [] },
  'lead.read': { name: '查看线索', region: staff, institution: [] },
  'lead.lines': { name: '查看线索的费用明细', region: staff, institution: ['institution'] },
  'finding.read': { name: '查看疑点明细', region: staff, institution: ['institution'] },
  'lead.triage': { name: '线索分流', region: ['inspector', 'auditor', 'head'], institution: [] },
  'lead.return': { name: '退回分派的线索', region: staff, institution: [] },
  'person.reveal': { name: '查看个人信息明文', region: ['inspector', 'auditor', 'head'], institution: [] },
  'review.open': { name: '下发审核', region: ['inspector', 'auditor', 'first-reviewer', 'head'], institution: [] },
  'review.read': { name: '查看审核与申诉', region: staff, institution: ['institution'] },
  'review.act': {
    name: '办理审核与申诉',
    region: ['first-reviewer', 'second-reviewer', 'auditor', 'head'],
    institution: ['institution'],
  },
  'institution.read': { name: '查看定点机构', region: [...staff, 'administrator'], institution: ['institution'] },
  'institution.write': { name: '登记定点机构', region: ['auditor', 'administrator'], institution: [] },
  'agreement.write': { name: '登记服务协议', region: ['auditor'], institution: [] },
  'agreement.ask': { name: '申请续签、退出协议', region: ['auditor'], institution: ['institution'] },
  'agreement.decide': { name: '审批续签、退出协议', region: ['head'], institution: [] },
  'dossier.read': { name: '查看机构卷宗', region: staff, institution: [] },
  'dossier.write': { name: '补充机构卷宗', region: ['inspector', 'auditor', 'head'], institution: [] },
  'measure.open': { name: '拟定协议措施', region: ['inspector', 'auditor', 'head'], institution: [] },
  'measure.read': { name: '查看协议措施', region: staff, institution: ['institution'] },
  'measure.act': { name: '办理协议措施', region: ['inspector', 'auditor', 'head'], institution: ['institution'] },
  'case.open': { name: '登记案件线索', region: ['inspector', 'auditor', 'head'], institution: [] },
  'case.read': { name: '查看案件', region: ['inspector', 'auditor', 'legal-reviewer', 'head'], institution: [] },
  'case.act': { name: '办理案件', region: ['inspector', 'auditor', 'legal-reviewer', 'head'], institution: [] },
  'transfer.open': { name: '提出移送', region: ['inspector', 'auditor'], institution: [] },
  'transfer.read': { name: '查看移送', region: ['inspector', 'auditor', 'legal-reviewer', 'head'], institution: [] },
  'transfer.act': { name: '办理移送', region: ['inspector', 'auditor', 'head'], institution: [] },
  'document.make': { name: '制作文书', region: staff, institution: [] },
  'document.deliver': { name: '送达文书', region: ['inspector', 'auditor', 'head'], institution: [] },
  'bureau.read': { name: '查看文书设置', region: [...staff, 'administrator'], institution: [] },
  'bureau.set': { name: '修改文书设置', region: ['administrator', 'head'], institution: [] },
  'document.received': { name: '查收送达的文书', region: [], institution: ['institution'] },
  'inspection.open': { name: '安排检查', region: ['inspector', 'auditor', 'head'], institution: [] },
  'inspection.read': { name: '查看检查', region: staff, institution: ['institution'] },
  'inspection.act': { name: '办理检查', region: ['inspector', 'auditor', 'head'], institution: ['institution'] },
  'inspection.note': { name: '现场检查填写', region: ['inspector'], institution: [] },
  'inspection.declare': { name: '自查自纠填报', region: [], institution: ['institution'] },
  'campaign.read': { name: '查看专项检查', region: staff, institution: [] },
  'campaign.plan': { name: '制定专项检查', region: ['inspector', 'auditor', 'head'], institution: [] },
  'campaign.draw': { name: '随机抽取', region: ['head'], institution: [] },
  'campaign.record': { name: '补录检查结果', region: ['inspector'], institution: [] },
  'campaign.confirm': { name: '核准补录结果', region: ['head'], institution: [] },
  'lead.export': { name: '导出线索', region: ['inspector', 'auditor', 'head'], institution: [] },
  'matter.export': { name: '导出事项', region: ['inspector', 'auditor', 'legal-reviewer', 'head'], institution: [] },
  'figures.public': { name: '查看统计总数', region: [...staff, 'observer'], institution: [] },
  'figures.read': {
    name: '查看机构与人员统计',
    region: ['inspector', 'auditor', 'legal-reviewer', 'head'],
    institution: [],
  },
  'report.make': { name: '编制统计报表', region: ['auditor', 'head'], institution: [] },
  'assessment.open': { name: '建立年度考核', region: ['auditor', 'head'], institution: [] },
  'assessment.read': { name: '查看年度考核', region: staff, institution: ['institution'] },
  'assessment.score': { name: '录入专家评分、剔除扣分', region: ['inspector', 'auditor'], institution: [] },
  'assessment.act': {
    name: '办理年度考核',
    region: ['inspector', 'auditor', 'head'],
    institution: ['institution'],
  },
  'assessment.published': { name: '查看已公布的考核结果', region: [...staff, 'observer'], institution: [] },
  'points.open': { name: '登记支付资格记分', region: ['inspector', 'auditor'], institution: [] },
  'points.read': { name: '查看支付资格记分', region: staff, institution: ['institution'] },
  'points.act': {
    name: '办理支付资格记分',
    region: ['inspector', 'auditor', 'legal-reviewer', 'head'],
    institution: ['institution'],
  },
  'points.reveal': {
    name: '查看记分人员姓名和编码明文',
    region: ['inspector', 'auditor', 'legal-reviewer', 'head'],
    institution: ['institution'],
  },
  'credit.open': { name: '提请列入失信名单', region: ['inspector', 'auditor'], institution: [] },
  'credit.read': { name: '查看失信名单', region: staff, institution: [] },
  'credit.act': {
    name: '办理失信名单',
    region: ['inspector', 'auditor', 'legal-reviewer', 'head'],
    institution: [],
  },
  'expert.read': { name: '查看专家和监督员', region: staff, institution: [] },
  'expert.keep': { name: '维护专家和监督员名单', region: ['auditor', 'administrator'], institution: [] },
  'expert.draw': { name: '随机抽取专家和监督员', region: ['inspector', 'auditor', 'head'], institution: [] },
  'account.read': { name: '查看账户', region: ['administrator', 'head'], institution: [] },
  'account.manage': { name: '管理账户', region: ['administrator'], institution: [] },
  'account.confirm': { name: '确认账户变更', region: ['head', 'administrator'], institution: [] },
  'rulebook.read': { name: '查看规则与知识', region: [...staff, 'administrator'], institution: [] },
  'rulebook.write': {
    name: '撰写规则、测算影响',
    region: ['inspector', 'auditor', 'administrator', 'head'],
    institution: [],
  },
  'rulebook.publish': { name: '批准发布、恢复规则', region: ['head'], institution: [] },
  'gateway.read': {
    name: '查看接口联网状态和报文记录',
    region: [...staff, 'administrator'],
    institution: ['institution'],
  },
  'gateway.key': { name: '登记、吊销机构接口密钥', region: ['administrator'], institution: [] },
  'wallet.read': {
    name: '查看钱包、个人账户和医保码',
    region: ['inspector', 'auditor', 'first-reviewer', 'second-reviewer', 'head'],
    institution: [],
  },
  'wallet.freeze': {
    name: '冻结账户和医保码',
    region: ['inspector', 'auditor', 'first-reviewer', 'head'],
    institution: [],
  },
  'wallet.release': { name: '解除冻结', region: ['auditor', 'second-reviewer', 'head'], institution: [] },
  'wallet.relate': { name: '登记近亲属关系', region: ['first-reviewer'], institution: [] },
  'wallet.rules': { name: '设定钱包和医保码规则', region: ['head'], institution: [] },
  'insured.file': { name: '窗口办理、撤销异地就医备案', region: ['first-reviewer'], institution: [] },
  'voucher.enrol': { name: '窗口激活、补办医保码', region: ['first-reviewer'], institution: [] },
  'voucher.revoke': { name: '注销医保码', region: ['inspector', 'auditor', 'first-reviewer', 'head'], institution: [] },
  'voucher.statistics': { name: '查看医保码激活统计', region: [...staff, 'administrator'], institution: [] },
  'voucher.alarm': { name: '处理医保码集中激活预警', region: ['inspector', 'auditor', 'head'], institution: [] },
  'voucher.terminal': { name: '登记、吊销刷脸终端', region: ['administrator'], institution: [] },
  'trace.read': { name: '查看药品追溯码和库存异常', region: [...staff, 'administrator'], institution: [] },
  'trace.set': { name: '设置追溯码启用日期、无码库和包装', region: ['auditor', 'head'], institution: [] },
  'check.read': { name: '查看实时审核', region: [...staff, 'administrator'], institution: ['institution'] },
  'check.compare': { name: '查看实时审核与结算后审核的差异', region: [...staff, 'administrator'], institution: [] },
  'clearing.read': { name: '查看清算和对账', region: staff, institution: ['institution'] },
  'clearing.compute': { name: '生成月度清算、设定清算方式', region: ['auditor'], institution: [] },
  'clearing.confirm': { name: '确认本机构清算', region: [], institution: ['institution'] },
  'clearing.approve': { name: '审批清算', region: ['head'], institution: [] },
  'clearing.pay': { name: '下达清算支付', region: ['auditor'], institution: [] },
  'clearing.account': { name: '登记机构收款账户', region: ['auditor'], institution: [] },
  'clearing.account-reveal': {
    name: '查看机构收款账号明文',
    region: ['auditor', 'head'],
    institution: ['institution'],
  },
  'fund.read': { name: '查看基金收支', region: staff, institution: [] },
  'fund.book': { name: '登记基金收入', region: ['auditor'], institution: [] },
  'fund.confirm': { name: '复核基金收入', region: ['head'], institution: [] },
  'settlement.read': { name: '查看医保结算', region: staff, institution: ['institution'] },
  'log.read': { name: '查看留痕日志', region: ['administrator', 'head'], institution: [] },
} as const satisfies Record<string, Right>;

export type RightName = keyof typeof RIGHTS;

/** Every right, in the order of the table. */
export const rightNames: readonly RightName[] = namesOf(RIGHTS);

function namesOf<Name extends string>(rights: Readonly<Record<Name, Right>>): Name[];
function namesOf(rights: Readonly<Record<string, Right>>): string[] {
  return Object.keys(rights);
}

/** The widest reach that any of the duties gives; null is none. */
export function reachOf(right: RightName, duties: readonly Duty[]): Reach | null {
  const { region, institution }: Right = RIGHTS[right];
  if (duties.some((duty) => region.includes(duty))) return 'region';
  return duties.some((duty) => institution.includes(duty)) ? 'institution' : null;
}

/** docs/rights.md: a row per right, a column per duty. */
export function rightsPage(): string {
  const duties = Object.entries(DUTIES);
  const cell = (right: Right, duty: string): string =>
    right.region.some((each) => each === duty)
      ? '本区划'
      : right.institution.some((each) => each === duty)
        ? '本机构'
        : '';
  const rows = Object.entries<Right>(RIGHTS).map(
    ([id, right]) => `| ${right.name} \`${id}\` | ${duties.map(([duty]) => cell(right, duty)).join(' | ')} |`,
  );
  return [
    '# 权限表 Rights',
    '',
    '本页由 `apps/server/src/rights/rights.ts` 生成：一行一项权限，一列一种职责。“本区划”指本人负责的区划及其下级，“本机构”指本人所在的机构；空白一律拒绝。 Generated: a right per row, a duty per column; 本区划 within the own regions, 本机构 of the own institution, blank is refused.',
    '',
    `| 权限 Right | ${duties.map(([id, name]) => `${name}<br>${id}`).join(' | ')} |`,
    `|${' --- |'.repeat(duties.length + 1)}`,
    ...rows,
    '',
  ].join('\n');
}
