import type { QualityCheck } from './check.ts';

/** Provinces whose fund total includes the personal account (first two digits of the region; docs/domain.md 2.3). */
const ACCOUNT_IN_FUND = ['44'];

const region = `substr(fixmedins_code, 2, 2)`;
const zero = (field: string): string => `coalesce(${field}, 0)`;
const sum = (...fields: string[]): string => fields.map(zero).join(' + ');

/** Fen by which an identity of amounts may miss: what rounding each part to fen can make. */
const ROUNDING_FEN = 1;
const identity = (left: string, right: string): string => `abs((${left}) - (${right})) > ${ROUNDING_FEN}`;

type Plain = Omit<QualityCheck, 'kind' | 'applies' | 'needs' | 'field' | 'origin' | 'threshold'> &
  Partial<Pick<QualityCheck, 'applies' | 'needs' | 'field' | 'origin' | 'threshold' | 'kind'>>;

const check = (plain: Plain): QualityCheck => ({
  kind: 'plausibility',
  field: null,
  applies: 'true',
  needs: [],
  threshold: 100,
  origin: 'default',
  ...plain,
});

const fundParts = [
  'hifp_pay',
  'cvlserv_pay',
  'hifes_pay',
  'hifmi_pay',
  'hifob_pay',
  'hifdm_pay',
  'maf_pay',
  'othfund_pay',
  'oth_pay',
];

/** The identities of a settlement, in fen (docs/domain.md 2.3). */
const settlementChecks: readonly QualityCheck[] = [
  check({
    id: 'sum.setl_d.medfee_sumamt',
    table: 'setl_d',
    field: 'medfee_sumamt',
    zh: '医疗费总额不等于基金支付总额、个人负担与医院负担之和',
    en: 'medfee_sumamt is not fund_pay_sumamt + psn_pay + hosp_part_amt',
    from: 'setl_d',
    applies: 'psn_pay IS NOT NULL',
    fails: identity('medfee_sumamt', sum('fund_pay_sumamt', 'psn_pay', 'hosp_part_amt')),
    needs: ['setl_d.psn_pay'],
    origin: 'docs/domain.md 2.3',
  }),
  check({
    id: 'sum.setl_d.psn_pay',
    table: 'setl_d',
    field: 'psn_pay',
    zh: '个人负担不等于个人账户与现金之和（可含共济）',
    en: 'psn_pay is not acct_pay + cash_payamt, with or without acct_mulaid_pay',
    from: 'setl_d',
    applies: 'psn_pay IS NOT NULL AND cash_payamt IS NOT NULL',
    fails: `${identity('psn_pay', sum('acct_pay', 'cash_payamt'))} AND ${identity('psn_pay', sum('acct_pay', 'cash_payamt', 'acct_mulaid_pay'))}`,
    needs: ['setl_d.psn_pay', 'setl_d.cash_payamt'],
    origin: 'docs/domain.md 2.3',
  }),
  check({
    id: 'sum.setl_d.scope',
    table: 'setl_d',
    field: 'inscp_amt',
    zh: '医疗费总额不等于全自费、超限价、先行自付与政策范围内之和',
    en: 'medfee_sumamt is not fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_amt',
    from: 'setl_d',
    applies: 'inscp_amt IS NOT NULL',
    fails: identity('medfee_sumamt', sum('fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_amt')),
    needs: ['setl_d.inscp_amt'],
    origin: 'docs/domain.md 2.3',
  }),
  check({
    id: 'sum.setl_d.fund_pay_sumamt',
    table: 'setl_d',
    field: 'fund_pay_sumamt',
    zh: '基金支付总额不等于各项基金之和（部分省份含个人账户）',
    en: 'fund_pay_sumamt is not the sum of the funds (with acct_pay where the province counts it)',
    from: 'setl_d',
    applies: 'hifp_pay IS NOT NULL',
    fails: identity(
      'fund_pay_sumamt',
      `${sum(...fundParts)} + CASE WHEN ${region} IN (${ACCOUNT_IN_FUND.map((code) => `'${code}'`).join(', ')}) THEN ${zero('acct_pay')} ELSE 0 END`,
    ),
    needs: ['setl_d.hifp_pay'],
    origin: 'docs/domain.md 2.3',
  }),
  check({
    id: 'sum.setl_d.lines',
    table: 'setl_d',
    field: 'medfee_sumamt',
    zh: '医疗费总额不等于其明细之和',
    en: 'medfee_sumamt is not the sum of its lines',
    from: 'settled_sum',
    applies: 'lines > 0',
    fails: identity('medfee_sumamt', 'amount_fen'),
    needs: ['setl_d.setl_id', 'fee_list_d.setl_id'],
  }),
  check({
    id: 'refers.setl_d.mdtrt_d',
    table: 'setl_d',
    field: 'mdtrt_id',
    zh: '找不到就诊的结算',
    en: 'settlements whose visit is absent',
    from: 'settlement_of_visit',
    fails: 'NOT visit_known',
    needs: ['mdtrt_d.mdtrt_id'],
  }),
];

const lineChecks: readonly QualityCheck[] = [
  check({
    id: 'sum.fee_list_d.price',
    table: 'fee_list_d',
    field: 'det_item_fee_sumamt',
    zh: '明细金额不等于数量乘单价',
    en: 'det_item_fee_sumamt is not cnt × pric',
    from: 'fee_list_d',
    applies: "pric IS NOT NULL AND netted IS DISTINCT FROM 'withdrawn'",
    fails: 'abs(det_item_fee_sumamt::HUGEINT * 100000000 - cnt::HUGEINT * pric) > 100000000',
    needs: ['fee_list_d.pric'],
  }),
  check({
    id: 'sum.fee_list_d.scope',
    table: 'fee_list_d',
    field: 'inscp_amt',
    zh: '明细金额不等于全自费、超限价、先行自付与政策范围内之和',
    en: 'det_item_fee_sumamt is not the sum of its parts in and out of scope',
    from: 'fee_list_d',
    applies: 'inscp_amt IS NOT NULL AND fulamt_ownpay_amt IS NOT NULL',
    fails: identity('det_item_fee_sumamt', sum('fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_amt')),
    needs: ['fee_list_d.inscp_amt', 'fee_list_d.fulamt_ownpay_amt'],
  }),
  check({
    id: 'sign.fee_list_d.cnt',
    table: 'fee_list_d',
    field: 'cnt',
    zh: '数量与金额正负不一致',
    en: 'quantity and amount of opposite signs',
    from: 'fee_list_d',
    fails: 'sign(cnt) * sign(det_item_fee_sumamt) < 0',
    threshold: 0,
  }),
  check({
    id: 'refund.fee_list_d.orphan',
    table: 'fee_list_d',
    field: 'init_feedetl_sn',
    zh: '负数明细找不到被冲销的原明细',
    en: 'refunds whose original is absent',
    from: 'fee_list_d',
    applies: "netted IN ('refund', 'orphan')",
    fails: "netted = 'orphan'",
    origin: 'docs/semantics.md 6',
  }),
  check({
    id: 'refers.fee_list_d.mdtrt_d',
    table: 'fee_list_d',
    field: 'mdtrt_id',
    zh: '找不到就诊的明细',
    en: 'lines whose visit is absent',
    from: 'line_of_visit',
    fails: 'NOT visit_known',
    needs: ['mdtrt_d.mdtrt_id'],
  }),
  check({
    id: 'person.fee_list_d.mdtrt_d',
    table: 'fee_list_d',
    field: 'psn_no',
    zh: '明细与就诊的人员编号不一致',
    en: 'lines of another person than their visit',
    from: 'line_of_visit',
    applies: 'visit_known',
    fails: 'psn_no <> visit_psn_no',
    needs: ['mdtrt_d.mdtrt_id'],
    threshold: 0,
  }),
  check({
    id: 'time.fee_list_d.visit',
    table: 'fee_list_d',
    field: 'fee_ocur_time',
    zh: '费用日期早于就诊开始',
    en: 'lines before their visit begins',
    from: 'line_of_visit',
    applies: 'visit_known',
    fails: 'fee_ocur_time < begntime',
    needs: ['mdtrt_d.mdtrt_id'],
  }),
  check({
    id: 'settled.fee_list_d',
    table: 'fee_list_d',
    field: 'setl_id',
    zh: '找不到结算的明细，不作事后判断',
    en: 'lines whose settlement is absent: not judged after the fact',
    from: 'fee_list_d',
    applies: 'net_cnt > 0',
    fails: 'coalesce(j_settled, 0) = 0',
    needs: ['setl_d.setl_id'],
    origin: 'docs/semantics.md 5',
  }),
];

const visitChecks: readonly QualityCheck[] = [
  check({
    id: 'time.mdtrt_d.end',
    table: 'mdtrt_d',
    field: 'endtime',
    zh: '结束早于开始的就诊',
    en: 'visits that end before they begin',
    from: 'mdtrt_d',
    applies: 'endtime IS NOT NULL',
    fails: 'endtime < begntime',
    needs: ['mdtrt_d.endtime'],
    threshold: 0,
  }),
  check({
    id: 'time.mdtrt_d.birth',
    table: 'mdtrt_d',
    field: 'brdy',
    zh: '就诊早于出生',
    en: 'visits before birth',
    from: 'mdtrt_d',
    applies: 'j_brdy IS NOT NULL',
    fails: 'begntime < j_brdy',
    threshold: 0,
  }),
  check({
    id: 'diagnosed.mdtrt_d',
    table: 'mdtrt_d',
    field: 'dscg_maindiag_code',
    zh: '没有任何诊断的非购药就诊',
    en: 'visits other than purchases without any diagnosis',
    from: 'mdtrt_d',
    applies: "j_care_type IS DISTINCT FROM 'pharmacy'",
    fails: 'j_diagnoses_known = 0',
    threshold: 500,
  }),
  ...['gend', 'brdy'].map((field) =>
    check({
      id: `conflict.mdtrt_d.${field}`,
      table: 'mdtrt_d',
      field,
      zh: `就诊、结算与人员表的${field}互相矛盾，视为缺失`,
      en: `visit, settlement and person disagree on ${field}, which counts as absent`,
      from: 'visit_of_person',
      applies: `${field} IS NOT NULL AND master_${field} IS NOT NULL`,
      fails: `${field} <> master_${field}`,
      needs: [`mdtrt_d.${field}`, `psn_info_b.${field}`],
      origin: 'docs/semantics.md 5',
    }),
  ),
  check({
    id: 'refers.mdtrt_d.psn_info_b',
    table: 'mdtrt_d',
    field: 'psn_no',
    zh: '找不到人员信息的就诊',
    en: 'visits of persons who are not in the master',
    from: 'visit_of_person',
    fails: 'NOT person_known',
    needs: ['psn_info_b.psn_no'],
    threshold: 500,
  }),
  check({
    id: 'refers.mdtrt_d.fixmedins_b',
    table: 'mdtrt_d',
    field: 'fixmedins_code',
    zh: '找不到机构信息的就诊',
    en: 'visits to institutions that are not in the master',
    from: 'visit_of_person',
    fails: 'NOT institution_known',
    needs: ['fixmedins_b.fixmedins_code'],
    threshold: 500,
  }),
];

/** Identities, references and times that hold in sound data. */
export const plausibilityChecks: readonly QualityCheck[] = [...settlementChecks, ...lineChecks, ...visitChecks];
