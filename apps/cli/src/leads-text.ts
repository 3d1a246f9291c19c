/** Leads as a director reads them: what to look at first, where, how much. */
import { readLeads, readSchemes, type Lead, type Summary } from '@shouhu/audit';
import { countText, table, yuanText } from './terminal.ts';

const TOP = 10;
const RISKIEST = 8;

/** The first leads and the riskiest institutions of a finished run. */
export async function leadsText(out: string, summary: Summary): Promise<string> {
  const { leads } = summary;
  const names = new Map(summary.by_institution.map((row) => [row.fixmedins_code, row.fixmedins_name]));
  const first: Lead[] = [];
  for await (const lead of readLeads(out)) {
    if (first.length === TOP) break;
    first.push(lead);
  }
  if (first.length === 0) return '没有线索 · no leads';
  return [
    `疑点线索 ${countText(leads.leads)} 条，涉及 ${yuanText(leads.amount_fen)}（每行只计一次），预计可追回 ${yuanText(leads.expected_fen)}`,
    '',
    table(
      [
        { title: '线索', align: 'right' },
        { title: '内容' },
        { title: '机构' },
        { title: '人', align: 'right' },
        { title: '金额', align: 'right' },
        { title: '把握', align: 'right' },
      ],
      first.map((lead) => [
        `${lead.rank}`,
        lead.title,
        placesText(lead, names),
        countText(lead.persons),
        yuanText(lead.amount_fen),
        `${Math.round(lead.certainty * 100)}%`,
      ]),
    ),
    ...riskText(summary),
  ].join('\n');
}

function placesText({ fixmedins_codes }: Lead, names: ReadonlyMap<string, string | null>): string {
  const [first = ''] = fixmedins_codes;
  const more = fixmedins_codes.length > 1 ? ` 等 ${fixmedins_codes.length} 家` : '';
  return `${names.get(first) ?? first}${more}`;
}

function riskText({ riskiest_institutions }: Summary): string[] {
  if (riskiest_institutions.length === 0) return [];
  const rows = riskiest_institutions.slice(0, RISKIEST).map(({ fixmedins_name, fixmedins_code, score, parts }) => [
    fixmedins_name ?? fixmedins_code,
    score.toFixed(1),
    parts
      .slice(0, 3)
      .map(({ indicator_name }) => indicator_name)
      .join('、'),
  ]);
  return [
    '',
    table([{ title: '机构风险（仅凭指标）' }, { title: '分数', align: 'right' }, { title: '主要来自' }], rows),
  ];
}

/** One lead, or what one scheme found, in words; null when the run has no such id. */
export async function patternText(out: string, id: string): Promise<{ text: string; value: unknown } | null> {
  if (id.startsWith('L')) {
    for await (const lead of readLeads(out)) if (lead.lead_id === id) return { text: leadText(lead), value: lead };
  }
  if (id.startsWith('S')) {
    for await (const found of readSchemes(out)) {
      if (found.scheme_id !== id) continue;
      const head = `${id}  ${found.scheme_name}（${found.scheme}）  可疑  评分 ${found.score}`;
      const where = `  机构 ${found.fixmedins_codes.join(' ')}   ${found.period.from} 至 ${found.period.to}   ${found.psn_nos.length} 人、${found.mdtrt_ids.length} 次就诊`;
      const lines = [head, `  ${found.message}`, where, `  涉及金额 ${yuanText(found.amount_fen)}`];
      for (const [name, value] of Object.entries(found.evidence)) lines.push(`    ${name} = ${String(value)}`);
      lines.push(`  依据 ${found.basis.join('；')}`);
      if (found.exempted_by !== null) lines.push(`  已豁免 ${found.exempted_by}`);
      return { text: lines.join('\n'), value: found };
    }
  }
  return null;
}

function leadText(lead: Lead): string {
  return [
    `${lead.lead_id}  第 ${lead.rank} 条线索  ${lead.title}`,
    `  ${lead.message}`,
    `  机构 ${lead.fixmedins_codes.join(' ')}   ${lead.period.from} 至 ${lead.period.to}   ${countText(lead.persons)} 人、${countText(lead.visits)} 次就诊、${countText(lead.lines)} 行`,
    `  涉及金额 ${yuanText(lead.amount_fen)}，其中明确违规 ${yuanText(lead.violation_fen)}；把握 ${Math.round(lead.certainty * 100)}%，预计可追回 ${yuanText(lead.expected_fen)}`,
    ...lead.schemes.map(({ scheme_id, scheme_name, message }) => `  模型 ${scheme_id}  ${scheme_name}：${message}`),
    ...lead.rules.map(
      ({ rule_code, rule_name, findings, amount_fen }) =>
        `  规则 ${rule_code}  ${rule_name}：${countText(findings)} 条，${yuanText(amount_fen)}`,
    ),
    '  明细见 lead_lines.parquet、report.html 与 working-paper.xlsx',
  ].join('\n');
}
