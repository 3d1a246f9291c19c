/** One lead made of its lines, schemes and rules, before it has a rank. */
import { civilDay, compareCodePoints, formatCivilDate } from '@shouhu/codes';
import type { Found } from '@shouhu/schemes';
import { certaintyOfScore, expectedOf } from './lead.ts';
import type { Lead, LeadRule } from './lead.ts';
import { isUnlined, namesSameGoods } from './merge-schemes.ts';

/** Sums of a lead over its lines. */
export interface LeadRow {
  readonly lead: string;
  readonly amount_fen: number;
  readonly violation_fen: number;
  readonly expected_fen: number;
  readonly fixmedins_codes: readonly string[];
  readonly persons: number;
  readonly visits: number;
  readonly lines: number;
  readonly first_day: number;
  readonly last_day: number;
}

export interface RuleRow {
  readonly lead: string;
  readonly rule_code: string;
  readonly rule_name: string;
  /** 'violation' follows 'suspicion' in the alphabet: the greatest is the graver. */
  readonly verdict: 'violation' | 'suspicion';
  readonly findings: number;
  readonly amount_fen: number;
}

type Draft = Omit<Lead, 'lead_id' | 'rank'>;

/** Goods without a source, each with what it adds to the lines of schemes about the same goods. */
function goodsOf(schemes: readonly Found[]): { fen: number; score: number }[] {
  const overLines = schemes.filter((one) => !isUnlined(one));
  return schemes.filter(isUnlined).map((one) => {
    const counted = overLines.filter((other) => namesSameGoods(one, other)).map(({ amount_fen }) => amount_fen);
    return { fen: Math.max(0, one.amount_fen - Math.max(0, ...counted)), score: one.score };
  });
}

/** @param row undefined where no line carries the lead */
export function draftOf(row: LeadRow | undefined, found: readonly Found[], rules: readonly RuleRow[]): Draft {
  const schemes = found.toSorted((a, b) => b.score - a.score || compareCodePoints(a.scheme_id, b.scheme_id));
  const [leading] = schemes;
  const goods = goodsOf(schemes);
  const unlined_fen = goods.reduce((sum, { fen }) => sum + fen, 0);
  const unlinedExpected = goods.reduce((sum, { fen, score }) => sum + expectedOf(fen, certaintyOfScore(score)), 0);
  const ruled = rules
    .map(ruleOf)
    .toSorted((a, b) => b.amount_fen - a.amount_fen || compareCodePoints(a.rule_code, b.rule_code));
  const amount_fen = (row?.amount_fen ?? 0) + unlined_fen;
  const expected_fen = (row?.expected_fen ?? 0) + unlinedExpected;
  const violation_fen = row?.violation_fen ?? 0;
  const codes = [
    ...new Set([...(row?.fixmedins_codes ?? []), ...schemes.flatMap(({ fixmedins_codes }) => fixmedins_codes)]),
  ];
  return {
    kind: leading === undefined ? 'rule' : 'scheme',
    title: leading?.scheme_name ?? ruled[0]?.rule_name ?? '',
    verdict:
      leading === undefined && violation_fen > 0
        ? 'violation'
        : leading === undefined
          ? (ruled[0]?.verdict ?? 'suspicion')
          : 'suspicion',
    certainty: amount_fen === 0 ? 0 : Math.round((expected_fen / amount_fen) * 10_000) / 10_000,
    amount_fen,
    violation_fen,
    suspicion_fen: amount_fen - violation_fen,
    unlined_fen,
    expected_fen,
    fixmedins_codes: codes.toSorted(compareCodePoints),
    persons: row?.persons ?? 0,
    visits: row?.visits ?? 0,
    lines: row?.lines ?? 0,
    period: periodOf(row, schemes),
    schemes: schemes.map(({ scheme_id, scheme, scheme_name, score, message, evidence, links }) => ({
      scheme_id,
      scheme,
      scheme_name,
      score,
      message,
      evidence,
      links,
    })),
    rules: ruled,
    message: leading?.message ?? summaryOf(ruled, row),
  };
}

function ruleOf({ rule_code, rule_name, verdict, findings, amount_fen }: RuleRow): LeadRule {
  return { rule_code, rule_name, verdict, findings, amount_fen };
}

function periodOf(row: LeadRow | undefined, schemes: readonly Found[]): Lead['period'] {
  const dates = schemes.flatMap(({ period }) => [period.from, period.to]);
  if (row !== undefined) dates.push(dateOf(row.first_day), dateOf(row.last_day));
  dates.sort(compareCodePoints);
  return { from: dates[0] ?? '', to: dates.at(-1) ?? '' };
}

const dateOf = (day: number): string => formatCivilDate(civilDay(day));

function summaryOf(rules: readonly LeadRule[], row: LeadRow | undefined): string {
  const findings = rules.reduce((sum, rule) => sum + rule.findings, 0);
  return `${rules.map(({ rule_name }) => rule_name).join('、')}：${findings} 条疑点，涉及 ${row?.persons ?? 0} 人、${row?.visits ?? 0} 次就诊、${row?.lines ?? 0} 行费用`;
}
