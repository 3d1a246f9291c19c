import type { Department } from '../model.ts';

const department = (code: string, name: string): Department => ({ code, name });

/** Departments of the county's institutions, by the national list of clinical departments. */
export const departments = {
  general: department('A02', '全科医疗科'),
  internal: department('A03', '内科'),
  neurology: department('A03.04', '神经内科'),
  surgery: department('A04', '外科'),
  women: department('A05', '妇产科'),
  children: department('A07', '儿科'),
  eyes: department('A10', '眼科'),
  throat: department('A11', '耳鼻咽喉科'),
  teeth: department('A12', '口腔科'),
  skin: department('A13', '皮肤科'),
  oncology: department('A19', '肿瘤科'),
  emergency: department('A20', '急诊医学科'),
  chinese: department('A50', '中医科'),
  rehab: department('A21', '康复医学科'),
  pharmacy: department('Y01', '药店'),
} as const satisfies Record<string, Department>;

export type DepartmentName = keyof typeof departments;
