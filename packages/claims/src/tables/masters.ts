import { birth, code, count, date, flag, text, time } from './field.ts';
import type { Table } from './table.ts';

/** 人员基本信息: one insured person (transaction 1101). */
export const persons: Table = {
  name: 'psn_info_b',
  zh: '人员基本信息',
  row: { zh: '一名参保人', en: 'one insured person' },
  institution: null,
  id: ['psn_no'],
  fields: [
    code('psn_no', '人员编号', 30, { required: true }),
    code('gend', '性别', 6, { codes: 'gend' }),
    birth('brdy', '出生日期'),
    code('insutype', '险种类型', 6, { codes: 'insutype' }),
    code('psn_type', '人员类别', 6, { codes: 'psn_type' }),
    code('insu_admdvs', '参保地医保区划', 6, { aliases: ['insuplc_admdvs'] }),
    text('emp_name', '单位名称', 500, { personal: true }),
    text('addr', '地址', 500, { personal: true }),
    text('tel', '联系电话', 100, { personal: true }),
    date('die_date', '死亡日期'),
    time('updt_time', '数据更新时间'),
    flag('vali_flag', '有效标志'),
  ],
};

/** 定点医药机构: one designated institution (transaction 1201). */
export const institutions: Table = {
  name: 'fixmedins_b',
  zh: '定点医药机构信息',
  row: { zh: '一家定点医药机构', en: 'one designated institution' },
  institution: null,
  id: ['fixmedins_code'],
  fields: [
    code('fixmedins_code', '定点医药机构编号', 30, { required: true }),
    text('fixmedins_name', '定点医药机构名称', 500),
    code('fixmedins_type', '定点医疗服务机构类型', 6, { codes: 'fixmedins_type' }),
    code('hosp_lv', '医院等级', 20, { codes: 'hosp_lv' }),
    code('medins_type', '医疗机构类型', 20),
    code('admdvs', '医保区划', 6),
    count('bed_cnt', '床位数'),
    flag('internet_hosp_flag', '互联网医院标志'),
    time('updt_time', '数据更新时间'),
    flag('vali_flag', '有效标志'),
  ],
};

/** 医护药技人员: one member of an institution's staff (transaction 5102). */
export const staff: Table = {
  name: 'medins_staff_b',
  zh: '医护药技人员信息',
  row: { zh: '一名执业人员', en: 'one member of staff' },
  institution: 'fixmedins_code',
  id: ['dr_code'],
  fields: [
    code('dr_code', '医师编码', 30, { required: true }),
    code('fixmedins_code', '定点医药机构编号', 30),
    code('dept_codg', '科室编码', 30),
    code('profttl', '专业技术职务', 50),
    code('antibiotic_grade', '抗菌药物处方权级别', 20),
    time('updt_time', '数据更新时间'),
    flag('vali_flag', '有效标志'),
  ],
};
