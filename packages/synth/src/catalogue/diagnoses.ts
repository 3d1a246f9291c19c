import type { Coded } from '../model.ts';
import type { DepartmentName } from './departments.ts';

/** A diagnosis of the county with whom and where it fits. Codes and names of the insurance edition of ICD-10. */
export interface Disease extends Coded {
  readonly dept: DepartmentName;
  readonly gend: '1' | '2' | null;
  /** Completed years, both included. */
  readonly from: number;
  readonly to: number;
  /** Where it is treated. */
  readonly at: readonly ('clinic' | 'ward' | 'emergency' | 'chronic' | 'chinese')[];
}

type Place = Disease['at'][number];

function disease(
  code: string,
  name: string,
  dept: DepartmentName,
  at: readonly Place[],
  who: { gend?: '1' | '2'; from?: number; to?: number } = {},
): Disease {
  return { code, name, dept, at, gend: who.gend ?? null, from: who.from ?? 0, to: who.to ?? 150 };
}

const clinic: readonly Place[] = ['clinic'];
const both: readonly Place[] = ['clinic', 'ward'];
const acute: readonly Place[] = ['clinic', 'ward', 'emergency'];
const lasting: readonly Place[] = ['clinic', 'ward', 'chronic'];

/** What the county's people are treated for; the list holds at least one entry for every age, sex and place. */
export const diseases: readonly Disease[] = [
  disease('J06.900', '急性上呼吸道感染', 'general', acute),
  disease('J20.900', '急性支气管炎', 'general', acute),
  disease('J18.900', '肺炎', 'general', acute),
  disease('J03.900', '急性扁桃体炎', 'throat', acute),
  disease('J31.200', '慢性咽炎', 'throat', clinic, { from: 10 }),
  disease('J30.400', '变应性鼻炎', 'throat', clinic, { from: 3 }),
  disease('K29.500', '慢性胃炎', 'internal', both, { from: 12 }),
  disease('N39.000', '泌尿道感染', 'internal', acute, { from: 2 }),
  disease('M54.500', '下背痛', 'surgery', both, { from: 18 }),
  disease('M51.202', '腰椎间盘突出', 'surgery', both, { from: 25 }),
  disease('M17.900', '膝关节病', 'surgery', both, { from: 45 }),
  disease('L30.900', '皮炎', 'skin', clinic),
  disease('L50.900', '荨麻疹', 'skin', ['clinic', 'emergency']),
  disease('H10.900', '结膜炎', 'eyes', clinic),
  disease('H25.900', '老年性白内障', 'eyes', both, { from: 55 }),
  disease('K05.300', '慢性牙周炎', 'teeth', clinic, { from: 16 }),
  disease('K04.000', '牙髓炎', 'teeth', clinic, { from: 6 }),
  disease('R50.900', '发热', 'emergency', ['clinic', 'emergency']),
  disease('T14.000', '浅表损伤', 'emergency', ['clinic', 'emergency']),
  disease('B02.900', '带状疱疹不伴有并发症', 'skin', both, { from: 20 }),
  disease('I10.x00x002', '高血压', 'internal', lasting, { from: 35 }),
  disease('E11.900', '2型糖尿病', 'internal', lasting, { from: 30 }),
  disease('I25.103', '冠状动脉粥样硬化性心脏病', 'internal', lasting, { from: 45 }),
  disease('I63.900', '脑梗死', 'neurology', lasting, { from: 45 }),
  disease('J44.900', '慢性阻塞性肺病', 'internal', lasting, { from: 45 }),
  disease('J45.900', '哮喘', 'internal', lasting, { from: 4 }),
  disease('E78.500', '高脂血症', 'internal', clinic, { from: 30 }),
  disease('I50.900', '心力衰竭', 'internal', acute, { from: 50 }),
  disease('N18.900', '慢性肾脏病', 'internal', lasting, { from: 35 }),
  disease('M10.900', '痛风', 'internal', both, { from: 30 }),
  disease('G47.000x001', '失眠', 'internal', clinic, { from: 20 }),
  disease('F41.900', '焦虑障碍', 'internal', clinic, { from: 18 }),
  disease('D50.900', '缺铁性贫血', 'internal', both),
  disease('N20.000', '肾结石', 'surgery', acute, { from: 20 }),
  disease('K64.900', '痔', 'surgery', both, { from: 18 }),
  disease('K63.500', '结肠息肉', 'surgery', both, { from: 35 }),
  disease('K80.000x002', '胆囊结石伴急性胆囊炎', 'surgery', ['ward', 'emergency'], { from: 25 }),
  disease('N40.x00', '前列腺增生', 'surgery', lasting, { gend: '1', from: 50 }),
  disease('D25.900', '子宫平滑肌瘤', 'women', both, { gend: '2', from: 30, to: 55 }),
  disease('N76.000', '急性阴道炎', 'women', clinic, { gend: '2', from: 18, to: 65 }),
  disease('N92.600', '月经不规则', 'women', ['clinic', 'chinese'], { gend: '2', from: 14, to: 50 }),
  disease('C50.900', '乳房恶性肿瘤', 'oncology', lasting, { gend: '2', from: 35 }),
  disease('M54.500', '下背痛', 'chinese', ['chinese'], { from: 18 }),
  disease('K29.500', '慢性胃炎', 'chinese', ['chinese'], { from: 12 }),
  disease('J06.900', '急性上呼吸道感染', 'chinese', ['chinese']),
];

/** Tumours that are treated by chemotherapy, and what the stay for it is coded as. */
export const tumours: readonly Disease[] = [
  disease('C34.900', '支气管或肺恶性肿瘤', 'oncology', ['ward'], { from: 45 }),
  disease('C18.900', '结肠恶性肿瘤', 'oncology', ['ward'], { from: 40 }),
  disease('C16.900', '胃恶性肿瘤', 'oncology', ['ward'], { from: 40 }),
];
export const chemotherapy: Coded = { code: 'Z51.102', name: '恶性肿瘤化学治疗' };
/** What dialysis patients, the injured and the disabled come for. */
export const uraemia: Coded = { code: 'N18.600', name: '慢性肾脏病5期' };
export const dialysisCare: Coded = { code: 'Z49.101', name: '体外透析' };
export const dogBite: Coded = { code: 'W54.900', name: '被狗咬伤' };
export const wound: Coded = { code: 'T14.100', name: '开放性伤口' };
export const strokeSequel: Coded = { code: 'I69.300', name: '脑梗死后遗症' };
export const backPain: Coded = { code: 'M54.500', name: '下背痛' };
export const cataract: Coded = { code: 'H25.900', name: '老年性白内障' };
export const transplant: Coded = { code: 'Z94.000', name: '肾移植状态' };
export const fixationRemoval: Coded = { code: 'Z47.001', name: '取除骨折内固定装置' };

/** The operation that a disease of the wards is treated by. */
const OPERATIONS: Readonly<Record<string, Coded>> = {
  'K80.000x002': { code: '51.2300', name: '腹腔镜下胆囊切除术' },
  'H25.900': { code: '13.4100x001', name: '白内障超声乳化抽吸术' },
  'N40.x00': { code: '60.2900x001', name: '经尿道前列腺切除术' },
  'D25.900': { code: '68.2900x033', name: '子宫肌瘤切除术' },
  'K64.900': { code: '49.4600x001', name: '痔切除术' },
  'K63.500': { code: '45.4200x003', name: '结肠息肉切除术' },
  'M51.202': { code: '80.5100x010', name: '椎间盘切除术' },
  'N20.000': { code: '56.0x00x001', name: '输尿管镜碎石取石术' },
  'M17.900': { code: '81.5400x001', name: '全膝关节置换术' },
  'Z47.001': { code: '78.6700x002', name: '内固定装置去除术' },
};

/** The operation for a diagnosis, or a small one that suits any surgical ward. */
export function operationFor({ code }: Coded): Coded {
  return OPERATIONS[code] ?? { code: '86.3x02', name: '皮肤病损切除术' };
}

/** Diagnoses of pregnancy and birth, which only maternity visits carry. */
export const pregnancy: Coded = { code: 'Z34.900x001', name: '妊娠监督' };
export const naturalBirth: Coded = { code: 'O80.900', name: '单胎顺产' };
export const assistedBirth: Coded = { code: '73.5900', name: '手法助产' };
