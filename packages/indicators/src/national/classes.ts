/** National classes 56 to 63 (统计指标监测类): an institution, department or doctor far above its peers. */
import { scheme } from '@shouhu/schemes';
import type { Scheme } from '@shouhu/schemes';
import { indicators } from '../definitions/index.ts';
import { farAbove } from './far-above.ts';
import type { Name } from './far-above.ts';

const ACT = '《医疗保障基金使用监督管理条例》';

interface Class {
  readonly code: string;
  readonly name: string;
  readonly en: string;
  readonly indicator: string;
  /** Least excess over the peers' median, 1e-4. */
  readonly min_excess: number;
  readonly mayErr: readonly string[];
  readonly onSite: readonly string[];
}

const classes: readonly Class[] = [
  {
    code: 'ZB10000205001000',
    name: '药费占比统计',
    en: 'Share of drugs',
    indicator: 'drug_share',
    min_excess: 1000,
    mayErr: ['慢病、肿瘤、透析等以用药为主的专科', '国家谈判药品集中在少数机构', '手术少的机构药占比天然偏高'],
    onSite: [
      '抽查金额最大的十种药品的指征与用量',
      '比对进销存与采购',
      '看辅助用药与重点监控药品的占比',
      '看医师的处方集中度',
    ],
  },
  {
    code: 'ZB10000205002000',
    name: '检验检查占比统计',
    en: 'Share of tests',
    indicator: 'test_share',
    min_excess: 1000,
    mayErr: ['承担体检、筛查或区域检验中心任务', '诊断性住院较多的专科'],
    onSite: ['抽查套餐式检验的申请与指征', '核对报告、试剂消耗与设备日志', '看入院当日成组开单的医师'],
  },
  {
    code: 'ZB10000205003000',
    name: '耗材占比统计',
    en: 'Share of consumables',
    indicator: 'material_share',
    min_excess: 800,
    mayErr: ['骨科、介入、眼科等高值耗材专科', '新开展的术式'],
    onSite: ['抽查高值耗材的条码、植入记录与术中影像', '比对进销存与收费数量', '查一次性耗材是否拆分或重复收费'],
  },
  {
    code: 'ZB10000205004000',
    name: '治疗占比统计',
    en: 'Share of treatment',
    indicator: 'treat_share',
    min_excess: 1000,
    mayErr: ['康复、中医理疗、透析、放疗等以治疗为主的机构'],
    onSite: ['核对治疗记录、排班与治疗师工时', '当场看治疗室床位与设备数能否承载所收人次', '随访病人确认次数'],
  },
  {
    code: 'ZB10000205005000',
    name: 'CT检查占比统计',
    en: 'Share of CT',
    indicator: 'ct_share',
    min_excess: 300,
    mayErr: ['卒中、胸痛、创伤中心', '体检或筛查项目'],
    onSite: ['看检查阳性率与重复检查', '调取设备日志核对人次', '查远程影像是否本机构完成'],
  },
  {
    code: 'ZB10000205006000',
    name: '核磁检查占比统计',
    en: 'Share of magnetic resonance',
    indicator: 'mri_share',
    min_excess: 300,
    mayErr: ['神经、骨关节专科', '新装机初期'],
    onSite: ['看检查阳性率与申请指征', '调取设备日志核对人次', '查申请医师的集中度'],
  },
  {
    code: 'ZB10000205007000',
    name: '院内感染发生率统计',
    en: 'Hospital-acquired infection',
    indicator: 'infection_share',
    min_excess: 200,
    mayErr: ['编码认真的机构看起来更高', '收治重症、烧伤、器械植入病人多', '外院感染转入而未作为主诊断'],
    onSite: ['比对院感科上报与首页诊断', '抽查病历是否为入院前已有的感染', '看是否以感染诊断抬高病组'],
  },
  {
    code: 'ZB10000205008000',
    name: '非计划再入院率统计',
    en: 'Unplanned readmission',
    indicator: 'readmission_31',
    min_excess: 500,
    mayErr: ['慢性心肺疾病反复加重', '编码未写明化疗、康复等计划内入院', '县域内唯一可住院的机构'],
    onSite: [
      '抽查再入院病历：出院时是否达到出院标准',
      '看两次住院的诊断、床位与费用是否拆分',
      '询问病人为何再次入院、有无被要求先出院',
    ],
  },
];

function classOf({ code, name, en, indicator: id, min_excess, mayErr, onSite }: Class): Scheme {
  const indicator = indicators.find((one) => one.id === id);
  if (indicator === undefined) throw new RangeError(`no indicator ${id}`);
  return scheme<Name>({
    id: code,
    name,
    en,
    rule_code: code,
    needs: indicator.needs,
    parameters: {
      z: { value: 600, unit: '百分之一', about: '机构的稳健 z 值下限' },
      inner_z: { value: 1200, unit: '百分之一', about: '科室、医师的稳健 z 值下限' },
      min_cases: { value: 100, unit: '人次', about: '分母至少多少人次才判断' },
      min_excess: { value: min_excess, unit: '万分之一', about: '至少高出同类中位数多少' },
    },
    basis: [`${ACT}第二十七条`, `${ACT}第三十八条`],
    page: {
      sees: `${indicator.name}：${indicator.about}。与同类型、同等级、同类别的机构（不足五家则逐级放宽）比较，科室与同编码科室、医师与同科室医师比较；偏离以中位数和绝对中位差度量，人次少的向中位数收缩。`,
      excludes: ['人次不足下限的机构、科室、医师', '同类不足五家的', '高出中位数不足下限的'],
      mayErr,
      onSite,
    },
    find: farAbove(indicator),
  });
}

/** In the order of their codes. */
export const indicatorClasses: readonly Scheme[] = classes.map(classOf);
