import { join } from 'node:path';
import { compareRuns } from '@shouhu/audit';
import type { Comparison } from '@shouhu/audit';
import type { Command } from 'commander';
import { day, refuseReversed } from '../options.ts';
import { countText, print, printJson, table, yuanText } from '../terminal.ts';
import { judge, snapshotOf } from './audit.ts';

interface PlanFlags {
  readonly lake: string;
  readonly out: string;
  readonly knowledge: string;
  readonly before?: string;
  readonly knowledgeAsOf?: number;
  readonly from?: number;
  readonly to?: number;
  readonly json?: true;
}

/** `shouhu rules plan`: what a draft of local knowledge would find, before anybody publishes it; over an earlier period a backtest. */
export function addPlan(rules: Command): void {
  rules
    .command('plan')
    .description('草稿的影响：会新增、消失、改变哪些疑点 · what a draft of local knowledge would change')
    .requiredOption('--lake <dir>', '数据湖 · lake of an earlier import')
    .requiredOption('--knowledge <dir>', '草稿：本地知识文件夹 · the draft: folder of local knowledge')
    .requiredOption('--out <dir>', '存放两次稽核结果的文件夹 · folder for the two runs')
    .option('--before <dir>', '现行的本地知识文件夹，空为没有 · local knowledge in force; none by default')
    .option(
      '--knowledge-as-of <date>',
      '回测：以某日的名录和知识判断更早的服务 · backtest with the lists of a day',
      day('--knowledge-as-of'),
    )
    .option('--from <date>', '起始服务日期 · first service day', day('--from'))
    .option('--to <date>', '截止服务日期 · last service day', day('--to'))
    .option('--json', '机器输出 · machine output')
    .action(plan);
}

async function plan({ lake, out, knowledge, before, json, ...bounds }: PlanFlags): Promise<void> {
  refuseReversed(bounds.from, bounds.to);
  const asOf = bounds.knowledgeAsOf === undefined ? {} : { knowledgeAsOf: bounds.knowledgeAsOf };
  const draft = snapshotOf({ knowledge, ...asOf });
  const current = snapshotOf({ ...(before === undefined ? {} : { knowledge: before }), ...asOf });
  const [first, second] = [join(out, 'before'), join(out, 'after')];
  await judge({ ...bounds, out: first }, lake, current);
  await judge({ ...bounds, out: second }, lake, draft);
  const comparison = await compareRuns(first, second);
  if (json) return printJson(comparison);
  print(comparisonText(comparison));
}

function comparisonText({ before, after, by_rule, by_institution, ...all }: Comparison): string {
  const net = after.net_fen - before.net_fen;
  const rows = by_rule.map((row) => [
    row.rule_code,
    row.rule_name,
    countText(row.appear),
    yuanText(row.appear_fen),
    countText(row.vanish),
    yuanText(row.vanish_fen),
    countText(row.changed),
  ]);
  return [
    `现行 in force ${before.findings} 条 · 草稿 draft ${after.findings} 条；净额变化 net ${net < 0 ? '−' : '+'}${yuanText(Math.abs(net))}`,
    `新增 appear ${countText(all.appear)}（${yuanText(all.appear_fen)}），消失 vanish ${countText(all.vanish)}（${yuanText(all.vanish_fen)}），改变 changed ${countText(all.changed)}；涉及机构 institutions ${by_institution.length}`,
    ...(rows.length === 0 ? [] : ['', table(COLUMNS, rows)]),
  ].join('\n');
}

const COLUMNS = [
  { title: '规则 rule' },
  { title: '名称 name' },
  { title: '新增 appear', align: 'right' },
  { title: '金额', align: 'right' },
  { title: '消失 vanish', align: 'right' },
  { title: '金额', align: 'right' },
  { title: '改变 changed', align: 'right' },
] as const;
