import { findFinding } from '@shouhu/audit';
import { loadNational, pointFactsOf } from '@shouhu/rulebook';
import type { Command } from 'commander';
import { patternText } from '../leads-text.ts';
import { print, printJson, yuanText } from '../terminal.ts';
import { verdictText } from './rules.ts';

/** `shouhu explain ID --out OUT`: one finding with the knowledge behind it, one lead or one scheme, for a reader. */
export function addExplain(program: Command): void {
  program
    .command('explain <finding_id>')
    .description('说明一条疑点、线索或模型命中 · explain one finding, lead or scheme')
    .requiredOption('--out <dir>', '稽核结果文件夹 · folder of the run')
    .option('--json', '机器输出 · machine output')
    .action(explain);
}

async function explain(finding_id: string, { out, json }: { out: string; json?: true }): Promise<void> {
  const pattern = await patternText(out, finding_id);
  if (pattern !== null) return json ? printJson(pattern.value) : print(pattern.text);
  const finding = await findFinding(out, finding_id);
  const factsOf = pointFactsOf(loadNational());
  const knowledge = finding.knowledge.map((point_id) => factsOf(point_id) ?? { point_id });
  if (json) return printJson({ ...finding, points: knowledge });
  const undecided = finding.reason === undefined ? '' : `（不能判断：缺 ${finding.reason}）`;
  print(
    `${finding.finding_id}  ${finding.rule_name}（${finding.rule_code}）  ${verdictText(finding.verdict)}${undecided}`,
  );
  print(`  ${finding.message}`);
  print(`  机构 ${finding.fixmedins_code}   参保人 ${finding.psn_no}   日期 ${finding.service_date}`);
  print(`  就诊 ${finding.mdtrt_ids.join(' ')}   结算 ${finding.setl_ids.join(' ')}`);
  const amount =
    finding.amount_fen === null ? `无法计算（${finding.amount_reason ?? ''}）` : yuanText(finding.amount_fen);
  print(`  涉及金额 ${amount}`);
  for (const line of finding.lines.slice(0, 20)) {
    const place = line.fixmedins_code === undefined ? '' : `（机构 ${line.fixmedins_code}）`;
    print(`    明细 ${line.line_id}${place}  ${line.amount_fen === null ? '—' : yuanText(line.amount_fen)}`);
  }
  if (finding.related_line_ids.length > 0) print(`  相关明细 ${finding.related_line_ids.slice(0, 20).join(' ')}`);
  for (const [name, value] of Object.entries(finding.evidence)) print(`    ${name} = ${value}`);
  for (const point of knowledge.slice(0, 10)) {
    const known =
      'condition' in point
        ? `  ${point.item_name}：${point.condition}（第 ${point.batch} 批，${point.published} 公布）`
        : '';
    print(`  知识点 ${point.point_id}${known}`);
  }
  print(`  依据 ${finding.basis.join('；')}`);
  if (finding.exempted_by !== null) print(`  已豁免 ${finding.exempted_by}`);
}
