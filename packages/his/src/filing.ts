/** A hospital sends a person to care elsewhere (2501), and withdraws some of these filings (2502). */
import { DIAGNOSIS, textOf } from './course.ts';
import type { Course, Scene } from './course.ts';

/** The city of the hospital that they are sent to, and of ten thousand filings how many are withdrawn. */
const ELSEWHERE = '420100';
const WITHDRAWN = 5_000;

export function* filing({ random, person, days, day, faults }: Scene): Course {
  const { psn_no, insutype, insuplc_admdvs } = person;
  const today = days[day] ?? '';
  const referral = (mdtrtarea_admdvs: string): object => {
    const hospital = { reflin_medins_no: 'H42010600001', reflin_medins_name: '测试省人民医院', mdtrtarea_admdvs };
    const told = { ...DIAGNOSIS, refl_rea: '限于技术条件', refl_date: today, begndate: today };
    return { refmedin: { psn_no, insutype, ...hospital, hosp_agre_refl_flag: '1', ...told } };
  };
  if (faults) yield { infno: '2501', input: referral(insuplc_admdvs), day, refusedBy: ['SH-F016'] };
  const filed = yield { infno: '2501', input: referral(ELSEWHERE), day };
  if (!filed.done) return;
  if (faults) yield { infno: '2501', input: referral(ELSEWHERE), day, refusedBy: ['SH-F009'] };
  if (!random.chance(WITHDRAWN)) return;
  const back = { data: { trt_dcla_detl_sn: textOf(filed.output['result'], 'trt_dcla_detl_sn'), psn_no } };
  yield { infno: '2502', input: back, day };
  if (faults) yield { infno: '2502', input: back, day, refusedBy: ['SH-F010'] };
}
