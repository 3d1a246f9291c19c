import { code, flag, text, time } from './field.ts';
import type { Table } from './table.ts';

/** 结算清单诊断: one diagnosis of a visit (4101A, diseinfo). */
export const diagnoses: Table = {
  name: 'setl_list_diag_d',
  zh: '结算清单诊断',
  row: { zh: '一次就诊的一个诊断', en: 'one diagnosis of a visit' },
  institution: null,
  id: ['setl_list_diag_id'],
  fields: [
    code('setl_list_diag_id', '结算清单诊断ID', 40),
    code('mdtrt_id', '就诊ID', 40, { required: true }),
    code('diag_code', '诊断代码', 30, { required: true }),
    code('setl_id', '结算ID', 40),
    code('psn_no', '人员编号', 30),
    code('diag_type', '诊断类别', 6, { codes: 'diag_type' }),
    flag('maindiag_flag', '主诊断标志'),
    text('diag_name', '诊断名称', 500),
    time('updt_time', '数据更新时间'),
    flag('vali_flag', '有效标志'),
  ],
};

/** 结算清单手术操作: one operation of a visit (4101A, oprninfo). */
export const operations: Table = {
  name: 'setl_list_oprn_d',
  zh: '结算清单手术操作',
  row: { zh: '一次就诊的一台手术操作', en: 'one operation of a visit' },
  institution: null,
  id: ['setl_list_oprn_id'],
  fields: [
    code('setl_list_oprn_id', '结算清单手术操作ID', 40),
    code('mdtrt_id', '就诊ID', 40, { required: true }),
    code('oprn_oprt_code', '手术操作代码', 30, { required: true }),
    code('setl_id', '结算ID', 40),
    code('psn_no', '人员编号', 30),
    time('oprn_oprt_date', '手术操作日期'),
    flag('main_oprn_flag', '主手术标志'),
    code('oper_dr_code', '术者医师编码', 30),
    code('anst_way', '麻醉方式', 6),
    time('oprn_oprt_begntime', '手术操作开始时间'),
    time('oprn_oprt_endtime', '手术操作结束时间'),
    time('updt_time', '数据更新时间'),
    flag('vali_flag', '有效标志'),
  ],
};
