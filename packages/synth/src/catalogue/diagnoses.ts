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
  disease('I63.900', '脑梗死', 'internal', lasting, { from: 45 }),
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
  disease('C50.900', '乳房恶性肿瘤', 'surgery', lasting, { gend: '2', from: 35 }),
  disease('M54.500', '下背痛', 'chinese', ['chinese'], { from: 18 }),
  disease('K29.500', '慢性胃炎', 'chinese', ['chinese'], { from: 12 }),
  disease('J06.900', '急性上呼吸道感染', 'chinese', ['chinese']),
];

/** Diagnoses of pregnancy and birth, which only maternity visits carry. */
export const pregnancy: Coded = { code: 'Z34.900x001', name: '妊娠监督' };
export const naturalBirth: Coded = { code: 'O80.900', name: '单胎顺产' };
