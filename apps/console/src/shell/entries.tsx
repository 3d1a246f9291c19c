/** The menu: groups of pages, each shown to those who have one of its rights. */
import {
  AccountBookOutlined,
  AlertOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BarcodeOutlined,
  BookOutlined,
  CalculatorOutlined,
  CarryOutOutlined,
  DashboardOutlined,
  FileSearchOutlined,
  FundOutlined,
  ImportOutlined,
  PlayCircleOutlined,
  HistoryOutlined,
  IdcardOutlined,
  InboxOutlined,
  ProfileOutlined,
  QrcodeOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  SwapOutlined,
  TeamOutlined,
  TrophyOutlined,
  WalletOutlined,
  FlagOutlined,
  FormOutlined,
} from '@ant-design/icons';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RightName } from '../api/answers.ts';
import type { Name } from '../language/law.ts';

export interface Entry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly name: Name;
  readonly icon: ReactNode;
  /** Absent: for everybody. */
  readonly rights?: readonly RightName[];
  /** Wanted on a phone before others. */
  readonly thumb?: true;
}

export interface Group {
  readonly name: Name;
  readonly entries: readonly Entry[];
}

/** Whoever has none of these has no list of work of the own. */
export const WORK: readonly RightName[] = ['lead.read', 'review.read', 'case.read'];

/** In the order of the work; a phone shows three and the rest behind a button. */
export const GROUPS: readonly Group[] = [
  {
    name: { zh: '办理', en: 'Work' },
    entries: [
      { to: '/', name: { zh: '今日工作', en: 'My work' }, icon: <CarryOutOutlined />, rights: WORK, thumb: true },
      {
        to: '/leads',
        name: { zh: '线索', en: 'Leads' },
        icon: <FileSearchOutlined />,
        rights: ['lead.read'],
        thumb: true,
      },
      {
        to: '/findings',
        name: { zh: '疑点明细', en: 'Findings' },
        icon: <ProfileOutlined />,
        rights: ['finding.read'],
      },
      {
        to: '/documents',
        name: { zh: '送达文书', en: 'Documents' },
        icon: <InboxOutlined />,
        rights: ['document.received'],
        thumb: true,
      },
      {
        to: '/matters',
        name: { zh: '事项', en: 'Matters' },
        icon: <AuditOutlined />,
        rights: ['review.read', 'measure.read', 'case.read'],
      },
    ],
  },
  {
    name: { zh: '监管', en: 'Supervision' },
    entries: [
      {
        to: '/institutions',
        name: { zh: '定点机构', en: 'Institutions' },
        icon: <BankOutlined />,
        rights: ['dossier.read', 'institution.write'],
      },
      {
        to: '/institutions',
        name: { zh: '本机构', en: 'Our institution' },
        icon: <BankOutlined />,
        rights: ['document.received'],
      },
      {
        to: '/campaigns',
        name: { zh: '专项检查', en: 'Campaigns' },
        icon: <FlagOutlined />,
        rights: ['campaign.read'],
      },
      {
        to: '/field',
        name: { zh: '现场检查', en: 'On site' },
        icon: <FormOutlined />,
        rights: ['inspection.note'],
        thumb: true,
      },
      {
        to: '/self-inspections',
        name: { zh: '自查自纠', en: 'Self-inspection' },
        icon: <FormOutlined />,
        rights: ['inspection.declare'],
      },
    ],
  },
  {
    name: { zh: '评价', en: 'Assessment' },
    entries: [
      {
        to: '/assessments',
        name: { zh: '年度考核', en: 'Assessments' },
        icon: <TrophyOutlined />,
        rights: ['assessment.read', 'assessment.published'],
      },
      {
        to: '/credit',
        name: { zh: '信用', en: 'Credit' },
        icon: <SafetyCertificateOutlined />,
        rights: ['points.read', 'credit.read'],
      },
      { to: '/experts', name: { zh: '专家', en: 'Experts' }, icon: <TeamOutlined />, rights: ['expert.read'] },
    ],
  },
  {
    name: { zh: '实时结算', en: 'Till' },
    entries: [
      { to: '/gateway', name: { zh: '接入状态', en: 'Connections' }, icon: <ApiOutlined />, rights: ['gateway.read'] },
      {
        to: '/messages',
        name: { zh: '实时报文', en: 'Live traffic' },
        icon: <SwapOutlined />,
        rights: ['gateway.read'],
      },
      {
        to: '/checks',
        name: { zh: '实时审核', en: 'Real-time check' },
        icon: <AlertOutlined />,
        rights: ['check.read'],
      },
      {
        to: '/trace',
        name: { zh: '追溯码', en: 'Boxes and codes' },
        icon: <BarcodeOutlined />,
        rights: ['trace.read'],
      },
      {
        to: '/settlements',
        name: { zh: '结算', en: 'Settlements' },
        icon: <AccountBookOutlined />,
        rights: ['settlement.read'],
      },
    ],
  },
  {
    name: { zh: '资金', en: 'Money' },
    entries: [
      { to: '/funds', name: { zh: '基金与账', en: 'Funds' }, icon: <FundOutlined />, rights: ['fund.read'] },
      {
        to: '/clearing',
        name: { zh: '月度清算', en: 'Clearing' },
        icon: <CalculatorOutlined />,
        rights: ['clearing.read'],
      },
      { to: '/wallets', name: { zh: '医保钱包', en: 'Wallets' }, icon: <WalletOutlined />, rights: ['wallet.read'] },
      {
        to: '/vouchers',
        name: { zh: '医保码', en: 'E-vouchers' },
        icon: <QrcodeOutlined />,
        rights: ['voucher.statistics'],
      },
    ],
  },
  {
    name: { zh: '统计', en: 'Figures' },
    entries: [
      {
        to: '/overview',
        name: { zh: '总览', en: 'Overview' },
        icon: <DashboardOutlined />,
        rights: ['figures.public'],
      },
      { to: '/reports', name: { zh: '统计报表', en: 'Reports' }, icon: <BarChartOutlined />, rights: ['figures.read'] },
    ],
  },
  {
    name: { zh: '系统', en: 'System' },
    entries: [
      { to: '/runs', name: { zh: '稽核运行', en: 'Audit runs' }, icon: <PlayCircleOutlined />, rights: ['run.read'] },
      {
        to: '/rulebook',
        name: { zh: '规则与知识', en: 'Rules' },
        icon: <BookOutlined />,
        rights: ['rulebook.read'],
      },
      { to: '/imports', name: { zh: '数据导入', en: 'Imports' }, icon: <ImportOutlined />, rights: ['import.read'] },
      { to: '/accounts', name: { zh: '账户', en: 'Accounts' }, icon: <IdcardOutlined />, rights: ['account.read'] },
      { to: '/bureau', name: { zh: '本局设置', en: 'Settings' }, icon: <SettingOutlined />, rights: ['bureau.read'] },
      { to: '/log', name: { zh: '留痕日志', en: 'Log' }, icon: <HistoryOutlined />, rights: ['log.read'] },
    ],
  },
];
