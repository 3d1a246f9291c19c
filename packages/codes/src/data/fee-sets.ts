import type { CodeSet } from '../code-set.ts';

const flag = (zh: string, source: string, no: string, yes: string) =>
  ({ zh, source, verified: true, values: { '0': no, '1': yes } }) as const satisfies CodeSet;

/** Code sets of fee lines. */
export const feeSets = {
  chrgitm_lv: {
    zh: '收费项目等级',
    source: 'from memory',
    verified: false,
    values: { '01': '甲类', '02': '乙类', '03': '丙类' },
  },
  med_chrgitm_type: {
    zh: '医疗收费项目类别',
    source: 'public supervision SQL',
    verified: true,
    values: {
      '01': '床位费',
      '02': '诊察费',
      '03': '检查费',
      '04': '化验费',
      '05': '治疗费',
      '06': '手术费',
      '07': '护理费',
      '08': '卫生材料费',
      '09': '西药费',
      '10': '中药饮片费',
      '11': '中成药费',
      '12': '一般诊疗费',
      '13': '挂号费',
      '14': '其他费',
    },
  },
  list_type: {
    zh: '目录类别',
    source: 'public HIS code; 102 to 105 differ between two conventions, so rules tell drugs by their codes',
    verified: true,
    values: {
      '101': '西药（或西药中成药）',
      '102': '中成药（或中药饮片）',
      '103': '中药饮片（或自制剂）',
      '104': '自制剂（或民族药）',
      '105': '民族药',
      '201': '医疗服务项目',
      '301': '医用耗材',
    },
  },
  tcmdrug_used_way: {
    zh: '中药使用方式',
    source: 'settlement values in public HIS code',
    verified: true,
    values: { '1': '复方', '2': '单方' },
  },
  hosp_appr_flag: {
    zh: '医院审批标志',
    source: 'settlement values in public HIS code',
    verified: true,
    values: { '0': '无须审批', '1': '审批通过', '2': '审批不通过' },
  },
  trdn_flag: flag('拆零标志', 'national interface specification as transcribed for Shenzhen', '否', '是'),
  prod_geay_flag: flag('商品赠送标志', 'national interface specification as transcribed for Shenzhen', '否', '是'),
  rx_circ_flag: {
    zh: '外购处方标志',
    source: 'from memory',
    verified: false,
    values: { '0': '否', '1': '外购处方' },
  },
} as const satisfies Record<string, CodeSet>;
