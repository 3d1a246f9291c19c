/** Things: boxes by trace code, stock against billing, names, single items. */
import { FORMULAE, indicator, OWN } from './indicator.ts';
import type { Indicator } from './indicator.ts';

const stocked = (id: string, name: string, where: string) =>
  indicator({
    id,
    name,
    unit: 'share',
    ground: 'stock',
    where,
    numerator: 'gap_fen',
    denominator: 'amount_fen',
    source: OWN,
    weight: 18,
    least: 3,
    floor: 0.02,
    needs: ['stock'],
    about:
      '结算数量超出期初、购进等可供数量的部分，按结算价占结算金额（符合政策范围金额，拆零除外）；品种有进销存的不足六成者不计',
  });

export const goods: readonly Indicator[] = [
  indicator({
    id: 'trace_share',
    name: '追溯码采集率',
    unit: 'share',
    ground: 'visit',
    where: 'drug_lines > 0',
    numerator: 'least(boxed, drug_lines)',
    denominator: 'drug_lines',
    source: FORMULAE,
    direction: 'low',
    weight: 6,
    floor: 0.05,
    needs: ['fee_list_d.drug_trac_codg', 'fee_list_d.med_chrgitm_type'],
    about: '采集了追溯码的明细 ÷ 西药、中成药明细',
  }),
  indicator({
    id: 'box_again_share',
    name: '追溯码重复结算占比',
    unit: 'share',
    ground: 'box',
    numerator: 'again',
    denominator: 'boxes',
    source: OWN,
    weight: 18,
    least: 50,
    floor: 0.004,
    needs: ['fee_list_d.drug_trac_codg'],
    about: '此前已在另一次就诊中结算过的整盒占比；拆零除外',
  }),
  stocked('drug_gap_share', '药品进销存缺口占比', 'NOT material'),
  stocked('material_gap_share', '耗材进销存缺口占比', 'material'),
  indicator({
    id: 'foreign_name_share',
    name: '院内名称与医保名称不符占比',
    unit: 'share',
    ground: 'item',
    where: 'named',
    numerator: 'CASE WHEN foreign_name THEN amount_fen ELSE 0 END',
    denominator: 'amount_fen',
    source: OWN,
    weight: 16,
    least: 100,
    floor: 0.01,
    needs: ['fee_list_d.medins_list_name', 'fee_list_d.hilist_name'],
    about: '机构自有名称与所对应医保项目名称几乎没有相同字的金额占比',
  }),
];
