/** Courses of patients: an outpatient visit, a stay in hospital, a sale of a pharmacy; and the others by their kinds. */
import { ATTENDED, FEW, SOME, diagnosisOn, mannerOf, textOf } from './course.ts';
import type { Course, CourseKind, Fields, Scene } from './course.ts';
import { advised, asks } from './advice.ts';
import { charge, refunded, yuan } from './charges.ts';
import type { Charged, Line } from './charges.ts';
import { filing } from './filing.ts';
import { CARD, settled, tendered, usedUp } from './settling.ts';
import { comes, comesBack, goes, stock, uploadedOf } from './stock.ts';

export function courseOf(kind: CourseKind, scene: Scene): Course {
  return COURSES[kind](scene);
}

const COURSES: Readonly<Record<CourseKind, (scene: Scene) => Course>> = { outpatient, stay, sale, stock, filing };

function* outpatient(scene: Scene): Course {
  const { random, person, days, day } = scene;
  const { psn_no, certno, insutype } = person;
  const now = { day };
  const today = days[day] ?? '';
  const begntime = `${today} 08:00:00`;
  const credential = { ...CARD, mdtrt_cert_no: certno };
  if (random.chance(SOME)) yield { infno: '1101', input: { data: credential }, ...now };
  const registration = { psn_no, insutype, begntime, ...credential, ipt_otp_no: 'O1', ...ATTENDED };
  const registered = yield { infno: '2201', input: { data: registration }, ...now };
  if (!registered.done) return;
  const visit = { mdtrt_id: textOf(registered.output['data'], 'mdtrt_id'), psn_no };
  if (random.chance(FEW)) {
    yield { infno: '2202', input: { data: visit }, ...now };
    return;
  }
  const mdtrtinfo = { ...visit, med_type: '11', begntime };
  yield { infno: '2203A', input: { mdtrtinfo, diseinfo: [diagnosisOn(today)] }, ...now };
  const batch = { chrg_bchno: 'B1' };
  const about = { mdtrt_id: visit.mdtrt_id, med_type: '11', begun: begntime, day } as const;
  const isAsked = asks(scene);
  let fees = charge(scene, 'A', day);
  if (isAsked) fees = yield* advised(scene, fees, { ...about, infno: '3101' });
  const linesOf = (lines: readonly Fields[]): object => ({
    feedetail: lines.map((sent) => ({ ...visit, ...batch, ...sent })),
  });
  const detail = (of: Charged): object => linesOf(of.lines.map(({ sent }) => sent));
  yield { infno: '2204', input: detail(fees), ...now };
  if (random.chance(SOME)) {
    yield { infno: '2205', input: { data: { ...visit, chrg_bchno: '0000', feedetl_sn: '0000' } }, ...now };
    fees = charge(scene, 'B', day);
    yield { infno: '2204', input: detail(fees), ...now };
  }
  if (isAsked && random.chance(SOME)) yield* advised(scene, fees, { ...about, infno: '3102', fixed: true });
  fees = yield* refunded(scene, fees, { infno: '2204', detail: linesOf, day });
  const manner = mannerOf(scene, '11');
  const settling = (total: number, by: object): object => ({
    data: { ...visit, ...batch, ...manner, ...by, medfee_sumamt: yuan(total) },
  });
  yield { infno: '2206', input: settling(fees.total, CARD), ...now };
  const by = yield* tendered(scene, day);
  yield* settled(scene, { infno: '2207', cancel: '2208', input: settling, by, total: fees.total, visit, day });
}

/** Admission, fees day by day, at times a settlement amid the stay, discharge, settlement. */
function* stay(scene: Scene): Course {
  const { random, person, days, day, faults } = scene;
  const { psn_no, insutype, certno } = person;
  const last = Math.min(days.length - 1, day + random.between(0, 5));
  const diseinfo = (at: number): object[] => [diagnosisOn(days[at] ?? '')];
  const begntime = `${days[day] ?? ''} 08:00:00`;
  const isAsked = asks(scene);
  const about = { med_type: '21', begun: begntime };
  // What is ordered on admission is asked about under the hospital's own number, as there is no other yet.
  const ordered = charge(scene, `D${day}-`, day);
  const own = { infno: '3101', mdtrt_id: `I${random.next()}`, day } as const;
  let fees = isAsked ? yield* advised(scene, ordered, { ...about, ...own }) : ordered;
  const admission = { psn_no, insutype, begntime, ...CARD, mdtrt_cert_no: certno, med_type: '21' };
  const ward = { ipt_otp_no: 'I1', ...DOCTORS, adm_dept_codg: '01', adm_bed: '1', adm_dept_name: '内科' };
  const input = { mdtrtinfo: { ...admission, ...ward }, diseinfo: diseinfo(day) };
  const admitted = yield { infno: '2401', input, day };
  if (!admitted.done) return;
  if (faults && random.chance(SOME)) yield { infno: '2401', input, day, refusedBy: ['SH-Q007'] };
  const visit = { mdtrt_id: textOf(admitted.output['result'], 'mdtrt_id'), psn_no };
  const detail = (lines: readonly Fields[]): object => ({ feedetail: lines.map((sent) => ({ ...visit, ...sent })) });
  const during = { ...about, infno: '3102', mdtrt_id: visit.mdtrt_id } as const;
  const midway = last - day >= 2 && random.chance(5_000) ? random.between(day, last - 1) : -1;
  const manner = mannerOf(scene, '21');
  const settling =
    (mid_setl_flag: string) =>
    (total: number): object => ({ data: { ...visit, ...manner, mid_setl_flag, medfee_sumamt: yuan(total) } });
  const before: Line[] = [];
  let waiting = 0;
  for (let at = day; at <= last; at += 1) {
    if (at > day) fees = charge(scene, `D${at}-`, at);
    if (isAsked && at > day && random.chance(5_000)) fees = yield* advised(scene, fees, { ...during, before, day: at });
    const sent = yield { infno: '2301', input: detail(fees.lines.map((line) => line.sent)), day: at };
    if (sent.done) fees = yield* refunded(scene, fees, { infno: '2301', detail, day: at });
    if (sent.done) before.push(...fees.lines);
    waiting += sent.done ? fees.total : 0;
    if (at !== midway) continue;
    const part = yield { infno: '2304', input: settling('1')(waiting), day: at };
    if (part.done) waiting = 0;
  }
  const endtime = `${days[last] ?? ''} 09:00:00`;
  const discharge = { ...visit, endtime, dscg_way: '1' };
  yield { infno: '2402', input: { data: discharge, diseinfo: diseinfo(last) }, day: last };
  if (isAsked && random.chance(7_000))
    yield* advised(scene, { lines: [], total: 0 }, { ...during, before, ended: endtime, fixed: true, day: last });
  yield { infno: '2303', input: settling('0')(waiting), day: last };
  const settles = { infno: '2304', cancel: '2305', input: settling('0'), by: CARD, total: waiting, visit, day: last };
  yield* settled(scene, settles);
}

const DOCTORS = { atddr_no: ATTENDED.atddr_no, chfpdr_name: ATTENDED.dr_name };

function* sale(scene: Scene): Course {
  const { random, person, days, day, faults } = scene;
  const { psn_no, certno } = person;
  const begntime = `${days[day] ?? ''} 08:30:00`;
  let fees = charge(scene, 'S', day);
  // A sale is one message: until then it has the pharmacy's own number.
  const about = { infno: '3101', mdtrt_id: `S${random.next()}`, med_type: '41', begun: begntime, day } as const;
  if (asks(scene)) fees = yield* advised(scene, fees, about);
  const goods = uploadedOf(scene, fees);
  if (goods !== undefined) yield* comes(scene, goods);
  const told = { psn_no, ...mannerOf(scene, '41'), mdtrt_cert_no: certno, begntime };
  const selling = (total: number, by: object = {}): object => ({
    druginfo: { ...told, ...by, medfee_sumamt: yuan(total) },
    drugdetail: fees.lines.map(({ sent }) => sent),
  });
  yield { infno: '2101', input: selling(fees.total), day };
  const by = yield* tendered(scene, day);
  if (faults && random.chance(SOME))
    yield { infno: '2102', input: selling(fees.total + 1, by), day, refusedBy: ['SH-Q041'] };
  const sold = yield { infno: '2102', input: selling(fees.total, by), again: selling(fees.total), day };
  if (!sold.done) return;
  if (faults) yield* usedUp(scene, by, sold, day);
  if (goods !== undefined) yield* goes(scene, goods, sold);
  if (!random.chance(FEW)) return;
  const back = { psn_no, setl_id: textOf(sold.output['setlinfo'], 'setl_id') };
  yield { infno: '2103', input: { data: back }, day };
  if (goods !== undefined) yield* comesBack(scene, goods, sold);
  if (faults) yield { infno: '2103', input: { data: back }, day, refusedBy: ['SH-Q044', 'SH-Q004'] };
}
