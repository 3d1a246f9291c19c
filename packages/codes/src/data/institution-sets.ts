import type { CodeSet } from '../code-set.ts';

/** Code sets of institutions and their stock. */
export const institutionSets = {
  hosp_lv: {
    zh: '医院等级',
    source: 'from memory; 01 and 11 seen in public supervision SQL',
    verified: false,
    values: {
      '01': '三级特等',
      '02': '三级甲等',
      '03': '三级乙等',
      '04': '三级丙等',
      '05': '二级甲等',
      '06': '二级乙等',
      '07': '二级丙等',
      '08': '一级甲等',
      '09': '一级乙等',
      '10': '一级丙等',
      '11': '无等级',
    },
  },
  fixmedins_type: {
    zh: '定点医药机构类型',
    source: 'docs/formats.md',
    verified: true,
    values: { '1': '定点医疗机构', '2': '定点零售药店' },
  },
  inv_type: {
    zh: '进销存交易',
    source: 'national interface specification, transactions 3501 to 3506',
    verified: true,
    values: {
      '3501': '商品盘存',
      '3502': '商品库存变更',
      '3503': '商品采购',
      '3504': '商品采购退货',
      '3505': '商品销售',
      '3506': '商品销售退货',
    },
  },
  inv_chg_type: {
    zh: '库存变更类型',
    source: 'from memory; 101 seen in public HIS code',
    verified: false,
    values: {
      '101': '调拨入库',
      '102': '调拨出库',
      '103': '盘盈',
      '104': '盘损',
      '105': '销毁',
      '106': '其他入库',
      '107': '其他出库',
      '108': '初始化入库',
    },
  },
} as const satisfies Record<string, CodeSet>;
