/** Rows of the national tables (docs/formats.md, "In"): column lists and how each value is written. */
import type { Bill, Doctor, FeeLine, Institution, OperationDone, OperationSlot, Person, Visit } from '../model.ts';
import { contactOf } from '../county/people.ts';
import { ADMDVS } from '../county/institutions.ts';
import type { Settled } from '../county/settle.ts';
import type { TableFile } from './csv.ts';
import { dayText, decimalText, timeText } from './text.ts';

/** Columns of every file of the county, in the order they are written. */
export const columns = {
  fee_list_d:
    'hilist_code,hilist_name,list_type,med_chrgitm_type,chrgitm_lv,selfpay_prop,tcmdrug_used_way,pric_uplmt_amt,bilg_dept_codg,bilg_dept_name,bilg_dr_code,acord_dept_codg,mdtrt_id,psn_no,fixmedins_code,setl_id,med_type,insutype,bkkp_sn,fee_ocur_time,cnt,pric,det_item_fee_sumamt,fulamt_ownpay_amt,overlmt_selfpay,preselfpay_amt,inscp_amt,rx_drord_no,prd_days,init_feedetl_sn,updt_time,vali_flag,drug_trac_codg,trdn_flag,medins_list_codg,medins_list_name',
  mdtrt_d:
    'mdtrt_id,psn_no,fixmedins_code,med_type,begntime,endtime,gend,brdy,insutype,psn_type,hosp_lv,chfpdr_code,adm_dept_codg,dscg_dept_codg,adm_bed,dscg_maindiag_code,dscg_maindiag_name,dscg_way,ipt_days,inhosp_stas,die_date,insu_admdvs,emp_name,addr,tel,matn_type,mdtrt_cert_type,vali_flag',
  setl_d:
    'setl_id,mdtrt_id,psn_no,fixmedins_code,setl_time,medfee_sumamt,fulamt_ownpay_amt,overlmt_selfpay,preselfpay_amt,inscp_amt,act_pay_dedc,hifp_pay,cvlserv_pay,hifes_pay,hifmi_pay,hifob_pay,maf_pay,oth_pay,fund_pay_sumamt,psn_pay,acct_pay,cash_payamt,acct_mulaid_pay,hosp_part_amt,insutype,med_type,psn_type,begndate,enddate,refd_setl_flag,init_setl_id,mdtrt_cert_type,vali_flag',
  setl_list_diag_d: 'mdtrt_id,diag_code,setl_id,psn_no,diag_type,maindiag_flag,diag_name',
  setl_list_oprn_d:
    'mdtrt_id,oprn_oprt_code,setl_id,psn_no,oprn_oprt_date,main_oprn_flag,oper_dr_code,anst_way,oprn_oprt_begntime,oprn_oprt_endtime',
  psn_info_b: 'psn_no,gend,brdy,insutype,psn_type,insu_admdvs,emp_name,addr,tel,die_date',
  fixmedins_b: 'fixmedins_code,fixmedins_name,fixmedins_type,hosp_lv,medins_type,admdvs,bed_cnt,internet_hosp_flag',
  medins_staff_b: 'dr_code,fixmedins_code,dept_codg,profttl,antibiotic_grade',
  stock:
    'fixmedins_code,med_list_codg,inv_type,cnt,biz_time,pric,fixmedins_bchno,manu_lotnum,spler_name,drug_trac_codg,setl_id,psn_no,trdn_flag',
} as const satisfies Record<string, string>;

export type TableName = keyof typeof columns;

/** The bytes that the lines of one settlement share: what the visit's doctor and the settlement say. */
export interface BillPart {
  readonly doctor: Doctor;
  /** Beginning with the doctor's. */
  readonly whole: Uint8Array;
  readonly settlement: Uint8Array;
}

/** `setl_id` is empty while the visit is not settled. */
export function billPart(person: Person, visit: Visit, setl_id: string): BillPart {
  const { mdtrt_id, institution, med_type, insutype, doctor } = visit;
  const text = `${mdtrt_id},${person.psn_no},${institution.fixmedins_code},${setl_id},${med_type},${insutype},`;
  const whole = Buffer.allocUnsafe(doctor.written.length + text.length);
  whole.set(doctor.written);
  whole.write(text, doctor.written.length, 'latin1');
  return { doctor, whole, settlement: whole.subarray(doctor.written.length) };
}

/** Writes one charged line: what the item, the doctor and the settlement say stands ready as bytes. */
export function writeFee(file: TableFile, line: FeeLine, shared: BillPart, ownName: Uint8Array): void {
  const { item, trace, day, second } = line;
  file.together(ROW);
  file.piece(item.written);
  if (line.doctor !== shared.doctor) file.piece(line.doctor.written);
  file.piece(line.doctor === shared.doctor ? shared.whole : shared.settlement);
  file.ascii(line.line_id);
  file.comma();
  const from = file.place;
  file.time(day, second);
  const to = file.place;
  file.ascii(decimalText(line.cnt));
  file.comma();
  file.ascii(line.pric === item.pric ? item.pric_text : decimalText(line.pric));
  file.comma();
  file.yuan(line.amount);
  file.yuan(line.fulamt_ownpay);
  file.yuan(line.overlmt_selfpay);
  file.yuan(line.preselfpay);
  file.yuan(line.inscp);
  file.ascii(line.rxno);
  file.comma();
  if (line.prd_days !== 0) file.ascii(decimalText(line.prd_days));
  file.comma();
  file.ascii(line.init_feedetl_sn);
  file.comma();
  if (line.updated === day) file.again(from, to);
  else file.time(line.updated, second);
  file.ascii(line.valid ? '1,' : '0,');
  for (let at = 0; at < trace.length; at += 1) {
    if (at > 0) file.ascii(';');
    file.ascii(trace[at] ?? '');
  }
  file.ascii(trace.length === 0 ? ',' : line.trdn ? ',1' : ',0');
  file.piece(ownName);
  file.end();
}

/** Bytes of the longest row up to its boxes, with room to spare: names of items have at most 500 characters. */
const ROW = 4096;

/** The bytes of a visit's row that are the person's own: sex and birth, then death, address and contact. */
export interface PersonPart {
  readonly who: string;
  readonly contact: Uint8Array;
}

export function personPart(person: Person): PersonPart {
  const { emp_name, addr, tel } = contactOf(person);
  const died = person.die_date === null ? '' : dayText(person.die_date);
  return {
    who: `${person.gend},${dayText(person.brdy)},`,
    contact: Buffer.from(`${died},${ADMDVS},${emp_name},${addr},${tel},`, 'utf8'),
  };
}

/** Writes one visit. `bed` is the number of a stay's bed, null for other visits. */
export function writeVisit(file: TableFile, person: Person, part: PersonPart, visit: Visit, bed: number | null): void {
  const { institution, end } = visit;
  file.ascii(`${visit.mdtrt_id},${person.psn_no},${institution.fixmedins_code},${visit.med_type},`);
  file.time(visit.begin, visit.begin_second);
  if (end === null) file.comma();
  else file.time(end, visit.end_second);
  file.ascii(part.who);
  file.ascii(`${visit.insutype},${person.psn_type},${institution.hosp_lv},${visit.doctor.dr_code},`);
  if (bed === null) file.ascii(',,,,,,,,');
  else writeWard(file, bed, visit);
  file.piece(part.contact);
  file.ascii(`${visit.matn_type},${visit.mdtrt_cert_type},${visit.valid ? '1' : '0'}`);
  file.end();
}

/** Departments, bed, main diagnosis, way out, days and state of a stay; what the end tells is empty before it. */
function writeWard(file: TableFile, bed: number, visit: Visit): void {
  const dept = visit.doctor.dept.code;
  if (visit.end === null) return file.ascii(`${dept},,${bed},,,,,1,`);
  const [main] = visit.diagnoses;
  const days = Math.max(1, visit.end - visit.begin);
  file.ascii(`${dept},${dept},${bed},${main?.code ?? ''},`);
  if (main !== undefined) file.piece(bytesOf(main.name));
  file.ascii(`,${visit.dscg_way || '1'},${days},0,`);
}

/** Names of diagnoses as bytes; there are few, and they are written often. */
const names = new Map<string, Uint8Array>();

function bytesOf(name: string): Uint8Array {
  let bytes = names.get(name);
  if (bytes === undefined) {
    bytes = Buffer.from(name, 'utf8');
    names.set(name, bytes);
  }
  return bytes;
}

/** Whether a visit is a stay, by the national 医疗类别. */
export function isInpatient(visit: Visit): boolean {
  return visit.med_type.startsWith('2') || visit.med_type === '52';
}

/** Writes one settlement with its money. */
export function writeBill(file: TableFile, person: Person, visit: Visit, bill: Bill, money: Settled): void {
  const { reverses } = bill;
  file.ascii(`${bill.setl_id},${visit.mdtrt_id},${person.psn_no},${visit.institution.fixmedins_code},`);
  file.time(bill.day, bill.second);
  file.yuan(money.medfee_sumamt);
  file.yuan(money.fulamt_ownpay_amt);
  file.yuan(money.overlmt_selfpay);
  file.yuan(money.preselfpay_amt);
  file.yuan(money.inscp_amt);
  file.yuan(money.act_pay_dedc);
  file.yuan(money.hifp_pay);
  file.yuan(money.cvlserv_pay);
  file.yuan(0);
  file.yuan(money.hifmi_pay);
  file.yuan(money.hifob_pay);
  file.yuan(money.maf_pay);
  file.yuan(0);
  file.yuan(money.fund_pay_sumamt);
  file.yuan(money.psn_part_amt);
  file.yuan(money.acct_pay);
  file.yuan(money.psn_cash_pay);
  file.yuan(money.acct_mulaid_pay);
  file.yuan(0);
  file.ascii(
    `${visit.insutype},${visit.med_type},${person.psn_type},${dayText(visit.begin)},${dayText(visit.end ?? bill.day)},${reverses === null ? '0' : '1'},${reverses?.setl_id ?? ''},${visit.mdtrt_cert_type},1`,
  );
  file.end();
}

/** Writes the diagnosis at a place of a visit; the first is the main one. */
export function writeDiagnosis(file: TableFile, person: Person, visit: Visit, at: number, setl_id: string): void {
  const diagnosis = visit.diagnoses[at];
  if (diagnosis === undefined) return;
  file.ascii(`${visit.mdtrt_id},${diagnosis.code},${setl_id},${person.psn_no},1,${at === 0 ? '1,' : '0,'}`);
  file.piece(bytesOf(diagnosis.name));
  file.end();
}

/** One operation of a stay; the first is the main one. */
export function operationRow(
  person: Person,
  visit: Visit,
  { done, slot, main }: { readonly done: OperationDone; readonly slot: OperationSlot; readonly main: boolean },
  setl_id: string,
): string {
  const begin = timeText(done.day, slot.begin);
  const end = timeText(done.day, slot.end);
  return `${visit.mdtrt_id},${done.code},${setl_id},${person.psn_no},${begin},${main ? '1' : '0'},${slot.doctor.dr_code},01,${begin},${end}`;
}

export function personRow(person: Person): string {
  const { emp_name, addr, tel } = contactOf(person);
  const died = person.die_date === null ? '' : dayText(person.die_date);
  return `${person.psn_no},${person.gend},${dayText(person.brdy)},${person.insutype},${person.psn_type},${ADMDVS},${emp_name},${addr},${tel},${died}`;
}

export function institutionRow(institution: Institution): string {
  const { fixmedins_code, name, fixmedins_type, hosp_lv, medins_type, bed_cnt, internet } = institution;
  return `${fixmedins_code},${name},${fixmedins_type},${hosp_lv},${medins_type},${ADMDVS},${bed_cnt},${internet ? '1' : '0'}`;
}

/** A movement of stock, of a stocktake (3502) negative where something is missing; sales (3505) and their returns (3506) name the settlement, the person and the boxes. */
export interface Movement {
  readonly fixmedins_code: string;
  readonly item_code: string;
  readonly inv_type: '3501' | '3502' | '3503' | '3504' | '3505' | '3506';
  readonly cnt: number;
  readonly pric: number;
  readonly day: number;
  readonly second: number;
  readonly trace: readonly string[];
  readonly setl_id: string;
  readonly psn_no: string;
  readonly trdn: boolean;
}

/** Writes one movement of stock. */
export function writeMovement(file: TableFile, move: Movement): void {
  const { item_code, inv_type } = move;
  file.ascii(`${move.fixmedins_code},${item_code},${inv_type},${decimalText(move.cnt)},`);
  file.time(move.day, move.second);
  file.ascii(`${decimalText(move.pric)},B${item_code.slice(-8)},L2025${item_code.slice(-5)},`);
  if (inv_type === '3503' || inv_type === '3504') file.piece(SUPPLIER);
  file.comma();
  file.ascii(`${move.trace.join(';')},${move.setl_id},${move.psn_no},`);
  if (inv_type === '3505' || inv_type === '3506') file.ascii(move.trdn ? '1' : '0');
  file.end();
}

const SUPPLIER = Buffer.from('测试医药供应有限公司', 'utf8');
