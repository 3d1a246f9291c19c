import { benefitErrors } from './catalogue/benefits.ts';
import { clearingErrors } from './catalogue/clearing.ts';
import { databaseErrors } from './catalogue/database.ts';
import { evidenceErrors } from './catalogue/evidence.ts';
import { gatewayErrors } from './catalogue/gateway.ts';
import { httpErrors } from './catalogue/http.ts';
import { identityErrors } from './catalogue/identity.ts';
import { inputErrors } from './catalogue/input.ts';
import { insuredErrors } from './catalogue/insured.ts';
import { internalErrors } from './catalogue/internal.ts';
import { jobErrors } from './catalogue/jobs.ts';
import { knowledgeErrors } from './catalogue/knowledge.ts';
import { lakeErrors } from './catalogue/lake.ts';
import { ledgerErrors } from './catalogue/ledger.ts';
import { messageErrors } from './catalogue/message.ts';
import { modelErrors } from './catalogue/model.ts';
import { operationErrors } from './catalogue/operation.ts';
import { procedureErrors } from './catalogue/procedure.ts';
import { reportErrors } from './catalogue/report.ts';
import { settlementErrors } from './catalogue/settlement.ts';
import { traceErrors } from './catalogue/trace.ts';
import { usageErrors } from './catalogue/usage.ts';
import { vaultErrors } from './catalogue/vault.ts';
import { walletErrors } from './catalogue/wallet.ts';
import type { Entry, Reason } from './entry.ts';
import { noticeReasons } from './reasons/notices.ts';
import { rejectReasons } from './reasons/rejects.ts';

const SECTIONS: readonly (readonly [title: string, entries: Readonly<Record<string, Entry>>])[] = [
  ['用法 Usage', usageErrors],
  ['输入 Input', inputErrors],
  ['数据湖 Lake', lakeErrors],
  ['知识库 Knowledge', knowledgeErrors],
  ['报文 Message', messageErrors],
  ['模型 Model', modelErrors],
  ['报告与函件 Documents', reportErrors],
  ['程序 Procedure', procedureErrors],
  ['账簿 Ledger', ledgerErrors],
  ['就诊与结算 Visits and settlement', settlementErrors],
  ['待遇 Benefits', benefitErrors],
  ['库存与追溯码 Stock and trace codes', traceErrors],
  ['清算与对账 Clearing and reconciliation', clearingErrors],
  ['接口报文 Messages of institutions', gatewayErrors],
  ['参保登记 Insured persons', insuredErrors],
  ['钱包与医保码 Wallets and e-vouchers', walletErrors],
  ['材料与文书 Evidence and documents', evidenceErrors],
  ['请求 Request', httpErrors],
  ['登录与用户 Identity', identityErrors],
  ['后台任务 Tasks', jobErrors],
  ['密钥 Keys', vaultErrors],
  ['数据库 Database', databaseErrors],
  ['运维 Operation', operationErrors],
  ['内部 Internal', internalErrors],
];

/** The page docs/errors.md: every error, reject reason and notice, in tables. */
export function errorsPage(): string {
  const parts = [
    '# 错误与提示 Errors and notices',
    '本页由 `packages/errors` 生成。退出码 Exit status: 0 完成 done, 1 输入被拒 input refused, 2 用法有误 wrong usage, 3 内部错误 internal fault.',
    ...SECTIONS.map(([title, entries]) => section(title, entryRows(entries))),
    section('拒收行的原因 Reject reasons', reasonRows(rejectReasons)),
    section('提示 Notices', reasonRows(noticeReasons)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, rows: readonly string[]): string {
  return [`## ${title}`, '', ...rows].join('\n');
}

function entryRows(entries: Readonly<Record<string, Entry>>): string[] {
  const rows = Object.entries(entries).map(([code, entry]) =>
    row([code, String(entry.exit), `${entry.zh}<br>${entry.en}`, `${entry.fix_zh}<br>${entry.fix_en}`]),
  );
  return [row(['编码 Code', '退出码 Exit', '原因 Reason', '处理 Remedy']), row(['---', '---', '---', '---']), ...rows];
}

function reasonRows(entries: Readonly<Record<string, Reason>>): string[] {
  const rows = Object.entries(entries).map(([code, { name, zh, en }]) => row([code, name, `${zh}<br>${en}`]));
  return [row(['编码 Code', '名称 Name', '含义 Meaning']), row(['---', '---', '---']), ...rows];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
