import type { LedFinding } from '@shouhu/audit';

/** A finding of an invented county; it lies in the given leads. */
export function findingOf(
  finding_id: string,
  lead_ids: readonly string[],
  more: Partial<LedFinding['finding']> = {},
): LedFinding {
  const finding: LedFinding['finding'] = {
    finding_id,
    rule_code: 'GZ10000202003000',
    rule_name: '抗菌药物分级使用管理',
    rule_type: 'restrict',
    verdict: 'suspicion',
    psn_no: '4290000000000750',
    fixmedins_code: 'H42900000001',
    mdtrt_ids: ['M000007491'],
    setl_ids: ['S000007491'],
    line_ids: ['F000007491'],
    related_line_ids: [],
    service_date: '2026-02-25',
    amount_fen: 2_000,
    amount_reason: null,
    lines: [{ line_id: 'F000007491', amount_fen: 2_000 }],
    knowledge: ['DEF-045-TITLE'],
    retroactive: false,
    exempted_by: null,
    basis: ['《医疗保障基金使用监督管理条例》第三十八条第（七）项'],
    message: '2026-02-25 的特殊使用级抗菌药物由无相应权限的医师开具（职称 主治医师）',
    evidence: { antibiotic_grade: '2', profttl: '主治医师' },
    ...more,
  };
  return { finding, lead_ids };
}
