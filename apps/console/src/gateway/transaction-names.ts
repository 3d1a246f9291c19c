/** Transactions of the national interface by number. */
import type { Name } from '../language/law.ts';

const NAMES: Readonly<Record<string, Name>> = {
  '1101': { zh: '人员基本信息获取', en: 'Person' },
  '2001': { zh: '人员待遇享受检查', en: 'Entitlement' },
  '2101': { zh: '药店预结算', en: 'Pharmacy sale computed' },
  '2102': { zh: '药店结算', en: 'Pharmacy sale settled' },
  '2103': { zh: '药店结算撤销', en: 'Pharmacy sale cancelled' },
  '2201': { zh: '门诊挂号', en: 'Outpatient registration' },
  '2202': { zh: '门诊挂号撤销', en: 'Registration withdrawn' },
  '2203': { zh: '门诊就诊信息上传', en: 'Outpatient visit' },
  '2204': { zh: '门诊费用明细上传', en: 'Outpatient fees' },
  '2205': { zh: '门诊费用明细撤销', en: 'Outpatient fees withdrawn' },
  '2206': { zh: '门诊预结算', en: 'Outpatient settlement computed' },
  '2207': { zh: '门诊结算', en: 'Outpatient settlement' },
  '2208': { zh: '门诊结算撤销', en: 'Outpatient settlement cancelled' },
  '2301': { zh: '住院费用明细上传', en: 'Inpatient fees' },
  '2302': { zh: '住院费用明细撤销', en: 'Inpatient fees withdrawn' },
  '2303': { zh: '住院预结算', en: 'Inpatient settlement computed' },
  '2304': { zh: '住院结算', en: 'Inpatient settlement' },
  '2305': { zh: '住院结算撤销', en: 'Inpatient settlement cancelled' },
  '2401': { zh: '入院办理', en: 'Admission' },
  '2402': { zh: '出院办理', en: 'Discharge' },
  '2403': { zh: '住院信息变更', en: 'Stay corrected' },
  '2404': { zh: '入院撤销', en: 'Admission withdrawn' },
  '2405': { zh: '出院撤销', en: 'Discharge withdrawn' },
  '2503': { zh: '人员慢特病备案', en: 'Chronic disease filed' },
  '2504': { zh: '人员慢特病备案撤销', en: 'Chronic disease withdrawn' },
  '2505': { zh: '人员定点备案', en: 'Institution chosen' },
  '2506': { zh: '人员定点备案撤销', en: 'Choice withdrawn' },
  '2601': { zh: '冲正交易', en: 'Reversal' },
  '3101': { zh: '明细审核事前分析', en: 'Check before' },
  '3102': { zh: '明细审核事中分析', en: 'Check at settlement' },
  '3103': { zh: '事前事中反馈', en: 'Feedback to a check' },
  '3201': { zh: '医药机构费用结算对总账', en: 'Totals reconciled' },
  '3202': { zh: '医药机构费用结算对明细账', en: 'Details reconciled' },
  '3203': { zh: '清算申请', en: 'Clearing asked for' },
  '3301': { zh: '目录对照上传', en: 'Catalogue match' },
  '3302': { zh: '目录对照撤销', en: 'Catalogue match withdrawn' },
  '3501': { zh: '商品盘存上传', en: 'Stock counted' },
  '3502': { zh: '商品库存变更', en: 'Stock changed' },
  '3503': { zh: '商品采购', en: 'Purchase' },
  '3504': { zh: '商品采购退货', en: 'Purchase returned' },
  '3505': { zh: '商品销售', en: 'Sale' },
  '3506': { zh: '商品销售退货', en: 'Sale returned' },
  '3507': { zh: '商品信息删除', en: 'Stock record removed' },
  '3513': { zh: '追溯码查询', en: 'Trace code' },
  '5203': { zh: '结算信息查询', en: 'Settlement asked for' },
  '5204': { zh: '费用明细查询', en: 'Fees asked for' },
  '9001': { zh: '签到', en: 'Sign-in' },
  '9002': { zh: '签退', en: 'Sign-out' },
};

/** An `A` at the end is the same transaction. */
export function transactionName(infno: string): Name | undefined {
  return NAMES[infno.replace(/A$/, '')];
}

/** Numbers that a list can be filtered by. */
export const transactionNumbers: readonly string[] = Object.keys(NAMES);
