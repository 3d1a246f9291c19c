/** What a letter says, as texts. */
import { compareCodePoints, formatDecimal } from '@shouhu/codes';
import type { Persons } from '../mask/persons.ts';
import type { Run } from '../run/open-run.ts';
import { dateText } from '../text/plain.ts';
import { uppercaseYuan } from '../text/uppercase-yuan.ts';
import type { FindingRow, RuleFacts } from '../workbook/finding-rows.ts';
import { verdictText } from '../workbook/paper.ts';

/** Lines that the annex lists; the rest stands in the working paper. */
const MOST_ROWS = 5_000;

/** Data of letter.typ. Every value is a text that is shown as it is. */
export interface LetterData {
  readonly title: string;
  /** Year, month and day of the run. */
  readonly date: readonly number[];
  readonly institution: string;
  readonly opening: string;
  readonly period: string;
  readonly revealed: boolean;
  readonly rules: readonly LetterRule[];
  readonly total: { readonly findings: string; readonly gross: string; readonly net: string };
  readonly netted: string;
  readonly basis: readonly string[];
  readonly undecided: string;
  readonly rows: readonly (readonly string[])[];
  readonly rest: string;
  readonly rest_text: string;
}

interface LetterRule {
  readonly name: string;
  readonly verdict: string;
  readonly findings: string;
  readonly gross: string;
  readonly net: string;
}

export interface LetterParts {
  readonly run: Run;
  readonly persons: Persons;
  readonly name: string;
  readonly code: string;
  readonly rules: ReadonlyMap<string, RuleFacts>;
  /** Lines of the findings of the institution, those of one finding together. */
  readonly rows: readonly FindingRow[];
  readonly undecided: number;
}

/** Money grouped, in yuan. */
function yuanText(fen: number): string {
  return formatDecimal(fen, 2).replace(/\B(?=(\d{3})+\.)/g, ',');
}

export function letterData({ run, persons, name, code, rules: facts, rows, undecided }: LetterParts): LetterData {
  const { from, to } = run.summary.period;
  const nameOf = (rule_code: string): string => facts.get(rule_code)?.rule_name ?? rule_code;
  const rules = [...Map.groupBy(rows, ({ rule_code, verdict }) => `${rule_code}|${verdict}`).values()].map((own) =>
    ruleOf(own, nameOf),
  );
  const total = sumsOf(rows);
  const violation = sumsOf(rows.filter(({ verdict }) => verdict === 'violation'));
  const period = `${from ?? '—'} 至 ${to ?? '—'}`;
  const shown = rows.slice(0, MOST_ROWS);
  const rest = rows.length - shown.length;
  return {
    title: '医疗保障基金使用疑点反馈函',
    date: run.times.started_at.slice(0, 10).split('-').map(Number),
    institution: name === '' ? code : `${name}（${code}）`,
    opening: `根据《医疗保障基金使用监督管理条例》等规定，我局对你单位 ${period} 的医保结算数据开展智能监管稽核，发现疑点 ${total.findings} 条，涉及医保政策范围内金额 ${yuanText(total.net)} 元（大写：${uppercaseYuan(total.net)}），其中明确违规 ${violation.findings} 条、${yuanText(violation.net)} 元，可疑 ${total.findings - violation.findings} 条、${yuanText(total.net - violation.net)} 元。现将有关情况函告如下。`,
    period,
    revealed: persons.revealed,
    rules: rules.map(({ sums, ...rule }) => ({
      ...rule,
      findings: String(sums.findings),
      gross: yuanText(sums.gross),
      net: yuanText(sums.net),
    })),
    total: { findings: String(total.findings), gross: yuanText(total.gross), net: yuanText(total.net) },
    netted: `毛额为各条疑点金额之和；净额按费用明细去重，同一明细被多条规则指向时只计一次、取最大者，因此合计净额可能小于各行之和。${unpriced(rows)}`,
    basis: [...new Set(rows.flatMap(({ rule_code }) => facts.get(rule_code)?.basis ?? []))]
      .filter((law) => !law.startsWith('默认'))
      .toSorted(compareCodePoints),
    undecided: undecided === 0 ? '' : `另有 ${undecided} 项因上传数据缺少字段未作判断，请核对并补传。`,
    rows: shown.map((row, at) => cellsOf(row, at + 1, nameOf, persons)),
    rest: rest === 0 ? '' : `，另有 ${rest} 行未列`,
    rest_text: rest === 0 ? '' : `另有 ${rest} 行未列入本附件，见工作底稿。`,
  };
}

function unpriced(rows: readonly FindingRow[]): string {
  const ids = new Set(rows.filter(({ finding_fen }) => finding_fen === null).map(({ finding_id }) => finding_id));
  return ids.size === 0 ? '' : `其中 ${ids.size} 条疑点的金额待核定，未计入。`;
}

function ruleOf(
  rows: readonly FindingRow[],
  nameOf: (rule_code: string) => string,
): { name: string; verdict: string; sums: Sums } {
  const [first] = rows;
  return {
    name: first === undefined ? '' : nameOf(first.rule_code),
    verdict: first === undefined ? '' : verdictText(first.verdict),
    sums: sumsOf(rows),
  };
}

interface Sums {
  readonly findings: number;
  readonly gross: number;
  readonly net: number;
}

/** Gross by finding, net by line: the greatest amount of each (docs/semantics.md 13). */
function sumsOf(rows: readonly FindingRow[]): Sums {
  const findings = new Map(rows.map(({ finding_id, owner_fen }) => [finding_id, owner_fen ?? 0]));
  const lines = new Map<string, number>();
  for (const { charged_line, charged_fen } of rows) {
    if (charged_line !== null) lines.set(charged_line, Math.max(lines.get(charged_line) ?? 0, charged_fen ?? 0));
  }
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  return { findings: findings.size, gross: sum(findings.values()), net: sum(lines.values()) };
}

function cellsOf(row: FindingRow, number: number, nameOf: (rule_code: string) => string, persons: Persons): string[] {
  return [
    String(number),
    nameOf(row.rule_code),
    dateText(row.day ?? row.service_day),
    row.line_visit ?? row.visits,
    row.charged_line ?? '—',
    persons.name(row.psn_no),
    row.item === null ? persons.text(row.message, [row.psn_no]) : `${row.item_name ?? ''} ${row.item}`.trim(),
    row.cnt === null ? '—' : trimmed(formatDecimal(row.cnt, 4)),
    row.pric === null ? '—' : trimmed(formatDecimal(row.pric, 6), 2),
    row.inscp_fen === null ? '—' : yuanText(row.inscp_fen),
    row.charged_fen === null ? '待核' : yuanText(row.charged_fen),
    verdictText(row.verdict),
  ];
}

/** A decimal without needless zeros. */
function trimmed(decimal: string, least = 0): string {
  const [whole = '', part = ''] = decimal.split('.');
  const kept = part.replace(/0+$/, '').padEnd(least, '0');
  return kept === '' ? whole : `${whole}.${kept}`;
}
