/** A judgement as the national result of 3101/3102. */
import { fen, formatYuan } from '@shouhu/codes';
import type { Finding, Judgement, RuleType } from '@shouhu/rules';

export interface ResultDetail {
  readonly jrd_id: string;
  readonly patn_id: string;
  readonly mdtrt_id: string;
  readonly rx_id: string;
  /** 1 违规项, 2 涉及项 */
  readonly vola_item_type: '1' | '2';
  readonly vola_amt: string;
}

export interface ResultRow {
  readonly jr_id: string;
  readonly rule_id: string;
  readonly rule_name: string;
  readonly vola_cont: string;
  readonly patn_id: string;
  readonly mdtrt_id: string;
  readonly vola_amt: string;
  /** 1 正常, 0 异常: the amount could not be worked out. */
  readonly vola_amt_stas: '0' | '1';
  /** 1 明确违规, 2 高度可疑 */
  readonly sev_deg: '1' | '2';
  readonly vola_evid: string;
  readonly vola_bhvr_type: string;
  readonly task_id: string | null;
  readonly judge_result_detail_dtos: readonly ResultDetail[];
}

export interface CheckAnswer {
  readonly result: readonly ResultRow[];
  /** Beside the national result: what could not be decided, with the names of what is absent. */
  readonly cannot_decide: readonly { rule_id: string; rule_name: string; rx_ids: readonly string[]; reason: string }[];
}

export function answerOf(judgement: Judgement, mdtrt_id: string, task_id: string | null): CheckAnswer {
  return {
    result: judgement.findings.map((finding) => resultRow(finding, mdtrt_id, task_id)),
    cannot_decide: judgement.undecided.map(({ rule_code, rule_name, line_ids, reason }) => ({
      rule_id: rule_code,
      rule_name,
      rx_ids: line_ids,
      reason,
    })),
  };
}

function resultRow(finding: Finding, mdtrt_id: string, task_id: string | null): ResultRow {
  const { finding_id, psn_no, amount_fen } = finding;
  const detail = (rx_id: string, vola_item_type: '1' | '2', amount: number | null): ResultDetail => ({
    jrd_id: `${finding_id}-${vola_item_type}-${rx_id}`.slice(0, 50),
    patn_id: psn_no,
    mdtrt_id,
    rx_id,
    vola_item_type,
    vola_amt: formatYuan(fen(amount ?? 0)),
  });
  return {
    jr_id: finding_id,
    rule_id: finding.rule_code,
    rule_name: finding.rule_name,
    vola_cont: finding.message.slice(0, 500),
    patn_id: psn_no,
    mdtrt_id,
    vola_amt: formatYuan(fen(amount_fen ?? 0)),
    vola_amt_stas: amount_fen === null ? '0' : '1',
    sev_deg: finding.verdict === 'violation' ? '1' : '2',
    vola_evid: [...finding.basis, ...finding.knowledge].join('；').slice(0, 500),
    vola_bhvr_type: behaviour[finding.rule_type],
    task_id,
    judge_result_detail_dtos: [
      ...finding.lines.map(({ line_id, amount_fen: amount }) => detail(line_id, '1', amount)),
      ...finding.related_line_ids.map((line_id) => detail(line_id, '2', 0)),
    ],
  };
}

/** 违规行为分类 by rule type: 1 项目类, 2 行为类. The national dictionary was not found; a default (unverified). */
const behaviour: Readonly<Record<RuleType, '1' | '2'>> = {
  restrict: '1',
  unpayable: '1',
  price: '1',
  together: '1',
  limit: '1',
  spacing: '1',
  needs: '1',
  record: '2',
  stay: '2',
  overlap: '2',
  reuse: '2',
};
