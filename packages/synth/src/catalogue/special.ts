/**
 * Items of the county with a part of their own to play: drugs that are worth selling on, adjuvant drugs, imaging, dialysis,
 * chemotherapy, courses, things a pharmacy sells beside drugs, and pairs of a cheap and a dear service. Honest people use
 * all of them. Names are invented; codes begin as those of their national groups do.
 */
import type { Item } from '../model.ts';
import type { Random } from '../random.ts';
import { makeItem } from './item.ts';

/** A drug for a lasting disease, with its boxes a month. */
export interface FocusDrug {
  readonly item: Item;
  /** Beginnings of the diagnoses that it is for. */
  readonly treats: readonly string[];
  readonly boxes: number;
}

/** Two services of which one may stand for the other. */
export interface Siblings {
  readonly cheap: Item;
  readonly dear: Item;
}

export interface Specials {
  readonly focus: readonly FocusDrug[];
  readonly adjuvants: readonly Item[];
  /** For strokes only. */
  readonly stroke: Item;
  readonly ct: readonly Item[];
  readonly mri: readonly Item[];
  readonly dialysis: { readonly session: Item; readonly kit: Item; readonly heparin: Item; readonly epo: Item };
  readonly chemo: readonly Item[];
  readonly antiemetic: Item;
  readonly courses: readonly Item[];
  readonly dressing: Item;
  readonly vaccine: Item;
  readonly cataract: { readonly operation: Item; readonly lens: Item; readonly kit: Item };
  readonly biopsy: Item;
  /** Examinations of one sex. */
  readonly womens: Item;
  readonly mens: Item;
  /** Bought at pharmacies, not drugs. */
  readonly goods: readonly Item[];
  /** Dear medicines that people buy for their health. */
  readonly tonics: readonly Item[];
  readonly siblings: readonly Siblings[];
  /** Own services of a hospital and the national items that are nothing like them. */
  readonly unlike: readonly Siblings[];
  /** Consumables of operations that are counted by case. */
  readonly staples: readonly Item[];
  /** Only the first hospital of the county may use it. */
  readonly newDevice: Item;
}

const FOCUS: readonly (readonly [atc: string, name: string, boxes: number, yuan: number, ...treats: string[]])[] = [
  ['XB01AC', '示例氯吡格雷片', 4, 62, 'I25', 'I63'],
  ['XC10AA', '示例阿托伐他汀钙片', 4, 38, 'I25', 'I63', 'E78'],
  ['XA10BA', '示例二甲双胍片', 3, 24, 'E11'],
  ['XA10BK', '示例达格列净片', 2, 61, 'E11'],
  ['XA10BF', '示例阿卡波糖片', 3, 33, 'E11'],
  ['XC09CA', '示例缬沙坦胶囊', 4, 29, 'I10'],
  ['XC08CA', '示例苯磺酸氨氯地平片', 4, 18, 'I10'],
  ['XR03AK', '示例布地奈德福莫特罗吸入剂', 1, 168, 'J44', 'J45'],
  ['XL04AD', '示例他克莫司胶囊', 2, 412, 'Z94'],
  ['ZA12HA', '示例百令胶囊', 4, 58, 'N18', 'J44'],
  ['ZA12HB', '示例复方丹参滴丸', 4, 27, 'I25'],
  ['ZA12HC', '示例金水宝胶囊', 4, 49, 'N18', 'E11'],
];
/** Who makes a drug: the same substance under several codes. */
const MAKERS = ['甲', '乙', '丙', '丁'] as const;
const ADJUVANTS = ['骨肽', '脑苷肌肽', '胸腺五肽', '核糖核酸', '转化糖', '小牛血去蛋白'] as const;
const COURSES = ['普通针刺', '电针', '推拿', '中频脉冲电治疗', '牵引', '红外线治疗'] as const;
const GOODS = ['电子血压计', '血糖试纸', '雾化器', '颈椎牵引器', '护腰', '制氧机'] as const;
const TONICS = ['阿胶', '灵芝孢子胶囊', '西洋参胶囊', '鹿角胶', '冬虫夏草胶囊', '燕窝口服液'] as const;
const SIBLINGS = [
  ['血细胞分析(三分类)', '血细胞分析(五分类)'],
  ['尿液分析(干化学法)', '尿液分析(流式法)'],
  ['肝功能常规', '肝功能扩展'],
  ['凝血三项', '凝血六项'],
  ['心电图(单通道)', '心电图(十二通道)'],
  ['彩色多普勒超声(单部位)', '彩色多普勒超声(多部位)'],
  ['血糖测定(试纸法)', '血糖测定(酶法)'],
  ['电解质三项', '电解质六项'],
] as const;
const UNLIKE = [
  ['示例理疗A', '关节松动训练', 18, 86],
  ['示例中药热敷包', '经颅磁刺激治疗', 22, 128],
  ['示例足浴', '偏瘫肢体综合训练', 15, 94],
  ['示例拔罐', '生物反馈治疗', 12, 71],
] as const;

/** Makes the special items; prices vary with the seed. */
export function makeSpecials(random: Random): Specials {
  const about = (yuan: number): number =>
    Math.floor((yuan * random.between(82, 124)) / 100) * 10_000 + 100 * random.int(100);
  const service = (at: number, name: string, med_chrgitm_type: string, yuan: number): Item =>
    makeItem({ code: ownService(at), name, kind: 'service', pric: about(yuan), selfpay_prop: 0, med_chrgitm_type });
  const western = (atc: string, at: number, name: string, yuan: number, selfpay_prop = 0): Item =>
    makeItem({
      code: `${atc}Z${serial(at, 3)}A0010101${serial(95_000 + at, 5)}`,
      name,
      kind: 'western',
      pric: about(yuan),
      selfpay_prop,
    });
  const patent = (group: string, at: number, name: string, yuan: number, selfpay_prop = 0): Item =>
    makeItem({
      code: `${group}${serial(at, 4)}01010${serial(95_000 + at, 5)}`,
      name,
      kind: 'patent',
      pric: about(yuan),
      selfpay_prop,
    });
  const consumable = (at: number, name: string, yuan: number, selfpay_prop = 0): Item =>
    makeItem({ code: `C98${serial(at, 17)}`, name, kind: 'consumable', pric: about(yuan), selfpay_prop });
  const image = (group: string, at: number, name: string, yuan: number): Item =>
    makeItem({
      code: `${group}0009${at}0000`,
      name,
      kind: 'service',
      pric: about(yuan),
      selfpay_prop: 0,
      med_chrgitm_type: '03',
    });
  return {
    focus: FOCUS.flatMap(([group, name, boxes, yuan, ...treats], at) =>
      MAKERS.map((maker, nth) => ({
        item: group.startsWith('Z')
          ? patent(group, at * MAKERS.length + nth, `${name}(${maker})`, yuan)
          : western(group, at * MAKERS.length + nth, `${name}(${maker})`, yuan),
        treats,
        boxes,
      })),
    ),
    adjuvants: ADJUVANTS.map((name, at) => western('XN06BX', 20 + at, `示例${name}注射液`, 96)),
    stroke: western('XN07XX', 30, '示例依达拉奉注射液', 118),
    ct: ['头部', '胸部', '腹部', '腰椎'].map((part, at) => image('002103', at + 1, `示例${part}CT平扫`, 190 + at * 20)),
    mri: ['头部', '腰椎'].map((part, at) => image('002102', at + 1, `示例${part}磁共振平扫`, 460 + at * 40)),
    dialysis: {
      session: service(4001, '示例血液透析', '05', 320),
      kit: consumable(1, '示例透析器套件', 118),
      heparin: western('XB01AB', 40, '示例低分子肝素注射液', 28),
      epo: western('XB03XA', 41, '示例促红素注射液', 46),
    },
    chemo: ['紫杉', '铂', '嘧啶'].map((name, at) => western('XL01CD', 50 + at, `示例${name}注射液`, 420, 1000)),
    antiemetic: western('XA04AA', 54, '示例司琼注射液', 36),
    courses: COURSES.map((name, at) => service(4101 + at, `示例${name}`, '05', 24 + at * 7)),
    dressing: service(4151, '示例换药', '05', 16),
    vaccine: western('XJ07BG', 60, '示例狂犬病疫苗', 88, 10_000),
    cataract: {
      operation: service(4161, '示例白内障超声乳化摘除术', '06', 1480),
      lens: consumable(11, '示例人工晶体', 960),
      kit: consumable(12, '示例眼科手术包', 210),
    },
    biopsy: service(4171, '示例组织活检病理诊断', '04', 260),
    womens: service(4181, '示例妇科检查', '03', 24),
    mens: service(4182, '示例前列腺指诊', '03', 18),
    goods: GOODS.map((name, at) => consumable(21 + at, `示例${name}`, 120 + at * 90, 10_000)),
    tonics: TONICS.map((name, at) => patent('ZB03TA', 60 + at, `示例${name}`, 180 + at * 75)),
    siblings: SIBLINGS.map(([cheap, dear], at) => ({
      cheap: service(4201 + at * 2, `示例${cheap}`, '04', 14 + at * 3),
      dear: service(4202 + at * 2, `示例${dear}`, '04', 38 + at * 9),
    })),
    unlike: UNLIKE.map(([cheap, dear, low, high], at) => ({
      cheap: service(4301 + at * 2, cheap, '05', low),
      dear: service(4302 + at * 2, `示例${dear}`, '05', high),
    })),
    staples: ['吻合器', '止血材料', '防粘连膜', '留置针', '引流管'].map((name, at) =>
      consumable(41 + at, `示例${name}`, [620, 340, 410, 22, 64][at] ?? 50),
    ),
    newDevice: consumable(51, '示例药物洗脱支架', 840),
  };
}

const serial = (value: number, width: number): string => `${value}`.padStart(width, '0');

/** Fifteen digits of a service of the county's own. */
export function ownService(at: number): string {
  return `0099${serial(at, 5)}0000${serial(at % 10, 2)}`;
}
