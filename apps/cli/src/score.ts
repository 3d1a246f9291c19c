/** How a run did against the labels of an invented county. */
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { FILES, readFindings, type WrittenFinding } from '@shouhu/audit';
import { fromSystemError } from '@shouhu/errors';
import { scoreFindings, type ClassScore, type Label, type SchemeLabel } from '@shouhu/synth';
import { countText, table } from './terminal.ts';

export async function scoreRun(labels: string, results: string): Promise<readonly ClassScore[]> {
  const findings: WrittenFinding[] = [];
  for await (const finding of readFindings(join(results, FILES.findings))) findings.push(finding);
  const schemes = await readSheet<SchemeLabel>(join(dirname(labels), 'scheme_labels.jsonl'));
  return scoreFindings(await readSheet<Label>(labels), findings, schemes);
}

/** The labels of a sheet, one a line. */
async function readSheet<T>(path: string): Promise<T[]> {
  const labels: T[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
      const label: T = JSON.parse(line);
      labels.push(label);
    }
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
  return labels;
}

export function scoreLine(scores: readonly ClassScore[]): string {
  const sum = (value: (score: ClassScore) => number) => scores.reduce((total, score) => total + value(score), 0);
  const planted = countText(sum((score) => score.violations));
  const found = countText(sum((score) => score.found));
  const alarms = countText(sum((score) => score.false_alarms.length));
  const extra = countText(sum((score) => score.extra_findings_on_honest));
  return (
    `对照答案：埋入违规 ${planted} 处，查出 ${found} 处；误报形似而合规者 ${alarms} 处，误报其他 ${extra} 处\n` +
    `Against the labels: ${found} of ${planted} planted violations found, ${alarms} look-alikes and ${extra} honest uses reported`
  );
}

/** One row per class, with the rules' names. */
export function scoreTable(scores: readonly ClassScore[], names: ReadonlyMap<string, string>): string {
  return table(
    [
      { title: '编码 code' },
      { title: '规则 rule' },
      { title: '埋入 planted', align: 'right' },
      { title: '查出 found', align: 'right' },
      { title: '召回 recall', align: 'right' },
      { title: '形似 look-alikes', align: 'right' },
      { title: '误报 reported', align: 'right' },
      { title: '其他误报 extra', align: 'right' },
      { title: '金额不符 amounts', align: 'right' },
    ],
    scores.map((score) => [
      score.rule_code,
      names.get(score.rule_code) ?? '',
      countText(score.violations),
      countText(score.found),
      score.violations === 0 ? '—' : (score.found / score.violations).toFixed(4),
      countText(score.look_alikes),
      countText(score.false_alarms.length),
      countText(score.extra_findings_on_honest),
      countText(score.amount_errors.length),
    ]),
  );
}
