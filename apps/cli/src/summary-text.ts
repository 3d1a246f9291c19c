/** A run as a director reads it: what, where, how much, and what could not be judged. */
import type { Summary } from '@shouhu/audit';
import { countText, table, yuanText } from './terminal.ts';

const TOP = 12;

export function summaryText(summary: Summary): string {
  const { violation, suspicion } = summary.by_verdict;
  return [
    '',
    `稽核期间 ${summary.period.from ?? '—'} 至 ${summary.period.to ?? '—'}，费用明细 ${countText(summary.lines)} 行，知识快照 ${summary.snapshot.digest.slice(0, 12)}`,
    '',
    table(
      [{ title: '结论' }, { title: '疑点数', align: 'right' }, { title: '涉及金额（不重复）', align: 'right' }],
      [
        ['明确违规 violation', countText(violation.findings), yuanText(violation.net_fen)],
        ['可疑 suspicion', countText(suspicion.findings), yuanText(suspicion.net_fen)],
        ['不能判断 cannot decide', countText(summary.cannot_decide), '—'],
      ],
    ),
    '',
    rulesTable(summary),
    '',
    institutionsTable(summary),
    ...notes(summary),
    '',
  ].join('\n');
}

function rulesTable({ by_rule }: Summary): string {
  const found = by_rule
    .filter((row) => row.violation.findings + row.suspicion.findings > 0)
    .toSorted((a, b) => net(b) - net(a));
  const rows = found
    .slice(0, TOP)
    .map((row) => [
      row.rule_name,
      row.rule_code,
      countText(row.violation.findings + row.suspicion.findings),
      yuanText(net(row)),
    ]);
  const rest = found.length > TOP ? `\n  … 另有 ${found.length - TOP} 类规则，见 summary.json` : '';
  return (
    table(
      [
        { title: '规则（按金额）' },
        { title: '编码' },
        { title: '疑点', align: 'right' },
        { title: '金额', align: 'right' },
      ],
      rows,
    ) + rest
  );
}

function institutionsTable({ by_institution }: Summary): string {
  const found = by_institution.toSorted((a, b) => net(b) - net(a)).slice(0, TOP);
  return table(
    [
      { title: '机构（按金额）' },
      { title: '编码' },
      { title: '疑点', align: 'right' },
      { title: '金额', align: 'right' },
    ],
    found.map((row) => [
      row.fixmedins_name ?? '—',
      row.fixmedins_code,
      countText(row.violation.findings + row.suspicion.findings),
      yuanText(net(row)),
    ]),
  );
}

interface Amounts {
  readonly violation: { readonly net_fen: number };
  readonly suspicion: { readonly net_fen: number };
}

function net({ violation, suspicion }: Amounts): number {
  return violation.net_fen + suspicion.net_fen;
}

/** What a reader must know before trusting the figures. */
function notes(summary: Summary): string[] {
  const lines: string[] = [];
  if (summary.lines_before_knowledge > 0) {
    lines.push(
      `有 ${countText(summary.lines_before_knowledge)} 行费用早于最早的知识点，国家规则对其不作判断；可用 --knowledge-as-of 回溯。`,
    );
  }
  if (summary.without_amount > 0)
    lines.push(`有 ${countText(summary.without_amount)} 条疑点无法计算金额，原因见 amount_reason。`);
  if (summary.exempted > 0) lines.push(`有 ${countText(summary.exempted)} 条疑点按本地豁免处理，不计入合计。`);
  for (const rule of summary.not_run) {
    lines.push(
      `未判断：${rule.rule_name}（${rule.rule_code}），缺 ${rule.absent.join('、')}${rule.lines > 0 ? `，涉及 ${countText(rule.lines)} 行` : ''}`,
    );
  }
  for (const { scheme_name, absent } of summary.schemes_not_run) {
    lines.push(`未运行的模型：${scheme_name}，缺 ${absent.join('、')} · not run: no ${absent.join(', ')}`);
  }
  return lines.length === 0 ? [] : ['', ...lines];
}
