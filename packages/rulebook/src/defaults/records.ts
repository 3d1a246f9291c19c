/** Classes 35, 36, 41, 42: rows and settlement lists that contradict themselves, come late or stand outside the stay. */
import { allOf, anyOf } from '../validity.ts';
import { compare, inStay, known, not } from './conditions.ts';
import type { DefaultClass } from './default.ts';

/** Longer than the days in which corrections before a monthly settlement usually happen. */
const UPLOAD_DAYS = 15;

export const recordDefaults: readonly DefaultClass[] = [
  {
    seq: 35,
    source: '数据自身的逻辑（医保基金结算清单须有起止日期与诊断）',
    doubt: '补传清单前的中间数据也会命中；缺诊断一条在没有诊断表时不运行',
    points: [
      {
        id: 'STAY-DATES',
        message: '就诊的结束日期早于开始日期 {service_date}',
        own: {
          type: 'record',
          on: 'visit',
          fault: allOf([known('end_day'), { is: 'compare-fields', left: 'end_day', op: '<', right: 'begin_day' }]),
        },
      },
      {
        id: 'NO-DIAGNOSIS',
        message: '{service_date} 入院的住院已出院，结算清单没有任何诊断',
        own: {
          type: 'record',
          on: 'visit',
          fault: allOf([inStay, known('end_day'), compare('diagnoses_known', '=', 0)]),
        },
      },
    ],
  },
  {
    seq: 36,
    source: '数据自身的逻辑（金额之间的关系、退费须有原始明细）',
    doubt: '原始明细在数据期间之前的退费也会命中',
    points: [
      {
        id: 'IN-SCOPE',
        message: '{service_date} 的 {item} 政策范围内金额大于明细金额',
        own: {
          type: 'record',
          on: 'line',
          fault: allOf([known('inscp_fen'), { is: 'compare-fields', left: 'inscp_fen', op: '>', right: 'amount_fen' }]),
        },
      },
      // Netting leaves none but the negative lines that found no original (docs/semantics.md 6).
      {
        id: 'REFUND',
        message: '{service_date} 的 {item} 为负数退费，找不到被冲销的原始明细',
        own: { type: 'record', on: 'line', fault: compare('cnt', '<', 0) },
      },
    ],
  },
  {
    seq: 41,
    source: '接口规范要求费用实时上传；天数为本平台的默认值，可用参数 max 修改',
    doubt: '以 updt_time 为上传时间：它是该行最后一次更新的时间，日后的更正也会使它变晚；住院自出院日起算',
    points: [
      {
        id: 'LATE',
        message: '{service_date} 的费用在发生（住院为出院）{upload_days} 天之后才上传或更新，须核实是否集中补传',
        scope: allOf([known('upload_days'), anyOf([not(inStay), known('end_day')])]),
        own: { type: 'record', on: 'line', fault: compare('upload_days', '>', UPLOAD_DAYS) },
      },
    ],
  },
  {
    seq: 42,
    source: '数据自身的逻辑（费用应在入院与出院之间）',
    doubt: '允许并入住院的院前检查、出院日之后补记的费用会命中，故只列为可疑',
    points: [
      {
        id: 'FEE-DATE',
        message: '{service_date} 的费用不在住院起止日期之内',
        own: {
          type: 'record',
          on: 'line',
          fault: allOf([
            inStay,
            known('begin_day'),
            anyOf([
              { is: 'compare-fields', left: 'day', op: '<', right: 'begin_day' },
              allOf([known('end_day'), { is: 'compare-fields', left: 'day', op: '>', right: 'end_day' }]),
            ]),
          ]),
        },
      },
    ],
  },
];

/**
 * Point → tables of the lake, or judged fields of a line, without which it would take absence for a fault or judge
 * nothing: it is not run over a lake that lacks them.
 */
export const needed: ReadonlyMap<string, readonly string[]> = new Map([
  ['DEF-035-NO-DIAGNOSIS', ['setl_list_diag_d']],
  ['DEF-041-LATE', ['updt_day']],
]);
