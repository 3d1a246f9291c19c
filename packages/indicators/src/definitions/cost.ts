/** What care costs, what it is made of, and who pays. */
import { EVERY_LEVEL, FORMULAE, indicator, WITH_DOCTOR } from './indicator.ts';
import type { Indicator, Level } from './indicator.ts';

const STAY = "care_type = 'inpatient'";
const CLINIC = "care_type = 'outpatient'";
const MEDICAL = "care_type <> 'pharmacy'";
const CHARGE = ['fee_list_d.med_chrgitm_type'];
const FUND = ['setl_d.fund_pay_sumamt'];

/** A mean per visit. */
const mean = (
  id: string,
  name: string,
  where: string,
  numerator: string,
  levels: readonly Level[],
  needs: readonly string[] = [],
  weight = 6,
) =>
  indicator({
    id,
    name,
    unit: 'fen',
    ground: 'visit',
    where,
    numerator,
    denominator: '1',
    levels,
    source: FORMULAE,
    weight,
    needs,
    about: '',
  });

/** A part of the total fee of medical institutions. */
const part = (id: string, name: string, numerator: string, source: string, about: string, needs: readonly string[]) =>
  indicator({
    id,
    name,
    unit: 'share',
    ground: 'visit',
    where: MEDICAL,
    numerator,
    denominator: 'amount_fen',
    levels: EVERY_LEVEL,
    source,
    weight: 8,
    needs,
    about,
  });

/** A part of what settlements came to. */
const paid = (id: string, name: string, numerator: string, denominator: string, about: string, need: string) =>
  indicator({
    id,
    name,
    unit: 'share',
    ground: 'visit',
    where: `medfee_fen > 0 AND ${MEDICAL}`,
    numerator,
    denominator,
    source: FORMULAE,
    floor: 0.03,
    direction: 'none',
    needs: [need],
    about,
  });

export const costs: readonly Indicator[] = [
  mean('stay_fee', '住院次均费用', STAY, 'amount_fen', EVERY_LEVEL),
  mean('clinic_fee', '门诊次均费用', CLINIC, 'amount_fen', WITH_DOCTOR),
  mean('purchase_fee', '药店次均费用', "care_type = 'pharmacy'", 'amount_fen', ['institution']),
  mean('stay_fund', '住院次均基金', STAY, 'coalesce(fund_fen, 0)', EVERY_LEVEL, FUND),
  mean('clinic_fund', '门诊次均基金', CLINIC, 'coalesce(fund_fen, 0)', WITH_DOCTOR, FUND),
  mean('stay_pooled', '住院均次统筹', STAY, 'coalesce(hifp_fen, 0)', EVERY_LEVEL, ['setl_d.hifp_pay'], 0),
  indicator({
    id: 'pooled_region_share',
    name: '统筹支出占比',
    unit: 'share',
    ground: 'region',
    numerator: 'paid',
    denominator: 'region_paid',
    direction: 'none',
    source: FORMULAE,
    needs: ['setl_d.hifp_pay'],
    about: '本机构统筹基金支出占全区统筹基金支出',
  }),
  part('drug_share', '药占比', 'drug_fen', 'ZB10000205001000', '西药与中成药，不含中药饮片', CHARGE),
  part('test_share', '检验检查占比', 'lab_fen + exam_fen', 'ZB10000205002000', '化验费与检查费', CHARGE),
  part('material_share', '耗占比', 'material_fen', 'ZB10000205003000', '卫生材料费', CHARGE),
  part('treat_share', '治疗占比', 'treat_fen', 'ZB10000205004000', '治疗费', CHARGE),
  part('ct_share', 'CT占比', 'ct_fen', 'ZB10000205005000', '国家编码以 002103 开头的项目费用', [
    'fee_list_d.hilist_code',
  ]),
  part('mri_share', '磁共振占比', 'mri_fen', 'ZB10000205006000', '国家编码以 002102 开头的项目费用', [
    'fee_list_d.hilist_code',
  ]),
  part('herb_share', '中药饮片占比', 'herb_fen', FORMULAE, '中药饮片费', CHARGE),
  indicator({
    id: 'ct_rate',
    name: 'CT检查率',
    unit: 'share',
    ground: 'visit',
    where: MEDICAL,
    numerator: 'ct_fen > 0',
    denominator: '1',
    levels: EVERY_LEVEL,
    source: FORMULAE,
    weight: 8,
    about: '做了 CT 的人次占比',
  }),
  indicator({
    id: 'mri_rate',
    name: '磁共振检查率',
    unit: 'share',
    ground: 'visit',
    where: MEDICAL,
    numerator: 'mri_fen > 0',
    denominator: '1',
    levels: EVERY_LEVEL,
    source: FORMULAE,
    weight: 8,
    about: '做了磁共振的人次占比',
  }),
  paid('self_pay_share', '自付比例', 'psn_fen', 'medfee_fen', '个人负担总金额占总费用', 'setl_d.psn_pay'),
  paid('own_pay_share', '自费率', 'own_fen', 'medfee_fen', '全自费金额占总费用', 'setl_d.fulamt_ownpay_amt'),
  paid('paid_share', '实际报销比例', 'fund_fen', 'medfee_fen', '基金支付占总费用', 'setl_d.fund_pay_sumamt'),
  paid(
    'scope_paid_share',
    '政策范围内报销比例',
    'CASE WHEN unscoped = 0 THEN fund_fen ELSE 0 END',
    'CASE WHEN unscoped = 0 THEN inscp_fen ELSE 0 END',
    '基金支付占符合政策范围金额',
    'fee_list_d.inscp_amt',
  ),
];
