import type { Lead } from '@shouhu/audit';
import { dayOf, listText } from '../text/plain.ts';
import { membersByLead } from '../run/persons-of.ts';
import { ORDER, verdictText } from './paper.ts';
import type { Paper } from './paper.ts';
import type { Cell, SheetColumn } from './xlsx/sheet.ts';

const COLUMNS = [
  { title: '名次', kind: 'count', width: 7 },
  { title: '线索', kind: 'text', width: 26, shared: true },
  { title: '类别', kind: 'text', width: 8, shared: true },
  { title: '结论', kind: 'text', width: 9, shared: true },
  { title: '机构', kind: 'text', width: 28, shared: true },
  { title: '机构编码', kind: 'text', width: 15, shared: true },
  { title: '起', kind: 'date', width: 11 },
  { title: '止', kind: 'date', width: 11 },
  { title: '涉及金额（元）', kind: 'money', width: 14 },
  { title: '其中明确违规（元）', kind: 'money', width: 14 },
  { title: '其中可疑（元）', kind: 'money', width: 14 },
  { title: '无明细对应（元）', kind: 'money', width: 12 },
  { title: '把握', kind: 'percent', width: 7 },
  { title: '预计可追回（元）', kind: 'money', width: 14 },
  { title: '人数', kind: 'count', width: 8 },
  { title: '就诊次数', kind: 'count', width: 9 },
  { title: '明细行数', kind: 'count', width: 9 },
  { title: '模型', kind: 'text', width: 26, shared: true },
  { title: '规则', kind: 'text', width: 34, shared: true },
  { title: '说明', kind: 'text', width: 70 },
  { title: '线索编号', kind: 'text', width: 36 },
  { title: '核查人', kind: 'entry', width: 12 },
  { title: '核查结论', kind: 'entry', width: 20 },
  { title: '核定金额（元）', kind: 'entry', width: 12 },
] as const satisfies readonly SheetColumn[];

/** @returns names of the sheets */
export async function writeLeads(paper: Paper): Promise<readonly string[]> {
  const { run, file, most_rows } = paper;
  const names: string[] = [];
  const membersOf = membersByLead(run);
  for (let from = 0; from === 0 || from < run.leads.length; from += most_rows - 1) {
    const name = file.names.unique('线索');
    names.push(name);
    const rows = run.leads.slice(from, from + most_rows - 1).map((lead) => leadCells(lead, membersOf, paper));
    await file.sheet(name, ORDER.leads + names.length / 1_000, { columns: COLUMNS, header: true }, rows);
  }
  return names;
}

function leadCells(lead: Lead, membersOf: (lead: Lead) => string[], { persons, institutions }: Paper): readonly Cell[] {
  const own = membersOf(lead);
  return [
    lead.rank,
    lead.title,
    lead.kind === 'scheme' ? '模型' : '规则',
    verdictText(lead.verdict),
    listText(lead.fixmedins_codes.map((code) => institutions.get(code) ?? code)),
    listText(lead.fixmedins_codes),
    dayOf(lead.period.from),
    dayOf(lead.period.to),
    lead.amount_fen,
    lead.violation_fen,
    lead.suspicion_fen,
    lead.unlined_fen,
    Math.round(lead.certainty * 10_000),
    lead.expected_fen,
    lead.persons,
    lead.visits,
    lead.lines,
    listText([...new Set(lead.schemes.map(({ scheme_name }) => scheme_name))]),
    listText(lead.rules.map(({ rule_name }) => rule_name)),
    persons.text(lead.message, own),
    lead.lead_id,
    null,
    null,
    null,
  ];
}
