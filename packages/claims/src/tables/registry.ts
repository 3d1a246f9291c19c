/** Tables of the insured as the registry of the till takes them in, in clear: it seals what is personal. The lake knows only `psn_info_b`, without names. */
import { birth, code, date, fen, flag, price, ratio, text } from './field.ts';
import type { Table } from './table.ts';

export type RegistryTableName = 'psn_info_b' | 'psn_insu_d' | 'psn_idet_d' | 'hilist_b';

export const registryTables: Readonly<Record<RegistryTableName, Pick<Table, 'zh' | 'fields'>>> = {
  /** One insured person. */
  psn_info_b: {
    zh: '人员基本信息',
    fields: [
      code('psn_no', '人员编号', 30, { required: true }),
      code('psn_cert_type', '人员证件类型', 6, { required: true, codes: 'psn_cert_type' }),
      code('certno', '证件号码', 50, { required: true, personal: true }),
      text('psn_name', '人员姓名', 50, { required: true, personal: true }),
      code('gend', '性别', 6, { required: true, codes: 'gend' }),
      code('naty', '民族', 3),
      birth('brdy', '出生日期'),
      date('die_date', '死亡日期'),
      code('card_no', '社会保障卡号', 50, { personal: true }),
      code('card_sn', '卡识别码', 32, { personal: true }),
    ],
  },
  /** One insurance of a person (transaction 1101, insuinfo). */
  psn_insu_d: {
    zh: '人员参保关系',
    fields: [
      code('psn_no', '人员编号', 30, { required: true }),
      code('insutype', '险种类型', 6, { required: true, codes: 'insutype' }),
      code('psn_type', '人员类别', 6, { required: true, codes: 'psn_type' }),
      code('psn_insu_stas', '人员参保状态', 6),
      date('psn_insu_date', '个人参保日期'),
      date('paus_insu_date', '暂停参保日期'),
      flag('cvlserv_flag', '公务员标志'),
      code('insuplc_admdvs', '参保地医保区划', 6, { required: true, aliases: ['insu_admdvs'] }),
      text('emp_name', '单位名称', 200, { personal: true }),
      fen('balc', '个人账户余额'),
    ],
  },
  /** What a person is beside being insured, such as 救助对象 (transaction 1101, idetinfo). */
  psn_idet_d: {
    zh: '人员身份',
    fields: [
      code('psn_no', '人员编号', 30, { required: true }),
      code('psn_idet_type', '人员身份类别', 3, { required: true }),
      code('psn_type_lv', '人员类别等级', 3),
      text('memo', '备注', 500),
      date('begndate', '开始日期', { required: true, aliases: ['begntime'] }),
      date('enddate', '结束日期', { aliases: ['endtime'] }),
    ],
  },
  /** An item of the catalogue as it is paid by from a day on (transactions 1301 to 1306, 1318, 1319). */
  hilist_b: {
    zh: '医保目录',
    fields: [
      code('med_list_codg', '医疗目录编码', 50, { required: true, aliases: ['hilist_code'] }),
      date('begndate', '开始日期', { required: true }),
      date('enddate', '结束日期'),
      code('list_type', '目录类别', 6, { required: true, codes: 'list_type' }),
      code('chrgitm_lv', '收费项目等级', 3, { required: true, codes: 'chrgitm_lv' }),
      code('med_chrgitm_type', '医疗收费项目类别', 6, { required: true, codes: 'med_chrgitm_type' }),
      ratio('selfpay_prop', '先行自付比例'),
      price('pric_uplmt_amt', '定价上限金额'),
      flag('lmt_used_flag', '限制使用标志'),
    ],
  },
};
