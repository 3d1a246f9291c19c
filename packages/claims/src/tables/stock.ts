import { code, flag, price, quantity, text, time } from './field.ts';
import type { Table } from './table.ts';

/** 进销存: one stock movement (transactions 3501 盘存 … 3506 销售退货). A batch number is no id: its sales share it. */
export const stock: Table = {
  name: 'stock',
  zh: '进销存',
  row: { zh: '一笔库存变动', en: 'one stock movement' },
  institution: 'fixmedins_code',
  id: [],
  fields: [
    code('fixmedins_code', '定点医药机构编号', 30, { required: true }),
    code('med_list_codg', '医疗目录编码', 50, { required: true }),
    code('inv_type', '交易编号', 6, { required: true, codes: 'inv_type' }),
    quantity('cnt', '数量', { required: true }),
    time('biz_time', '业务时间', { required: true }),
    price('pric', '单价'),
    code('fixmedins_bchno', '定点医药机构批次流水号', 50),
    code('manu_lotnum', '生产批号', 50),
    text('spler_name', '供应商名称', 500),
    code('drug_trac_codg', '药品追溯码', 20_000),
    code('setl_id', '结算ID', 40),
    code('psn_no', '人员编号', 30),
    flag('trdn_flag', '拆零标志'),
    time('updt_time', '数据更新时间'),
    flag('vali_flag', '有效标志'),
  ],
};
