/** Rows of the national tables (docs/formats.md, "In"): column lists and how each value is written. */
import type { Bill, FeeLine, Institution, OperationDone, OperationSlot, Person, Visit } from '../model.ts';
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

/** The bytes that all lines of one settlement share; `setl_id` is empty while the visit is not settled. */
export function billPart(person: Person, visit: Visit, setl_id: string): Uint8Array {
  const { mdtrt_id, institution, med_type, insutype } = visit;
  const text = `${mdtrt_id},${person.psn_no},${institution.fixmedins_code},${setl_id},${med_type},${insutype},`;
  return Buffer.from(text, 'latin1');
}

/** Writes one charged line: what the item, the doctor and the settlement say stands ready as bytes. */
export function writeFee(file: TableFile, line: FeeLine, shared: Uint8Array, ownName: Uint8Array): void {
  const { item, trace, day, second } = line;
  file.piece(item.written);
  file.piece(line.doctor.written);
  file.piece(shared);
  file.ascii(line.line_id);
  file.comma();
  file.time(day, second);
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
  file.time(line.updated, second);
  file.ascii(line.valid ? '1,' : '0,');
  for (const [at, box] of trace.entries()) {
    if (at > 0) file.ascii(';');
    file.ascii(box);
  }
  file.ascii(trace.length === 0 ? ',' : line.trdn ? ',1' : ',0');
  file.piece(ownName);
  file.end();
}

/** The parts of a visit's row that are the person's own: before and after the visit's. */
export interface PersonPart {
  readonly who: string;
  readonly contact: string;
}

export function personPart(person: Person): PersonPart {
  const { emp_name, addr, tel } = contactOf(person);
  const died = person.die_date === null ? '' : dayText(person.die_date);
  return {
    who: `${person.gend},${dayText(person.brdy)},`,
    contact: `${died},${ADMDVS},${emp_name},${addr},${tel},`,
  };
}

/** `bed` is the number of a stay's bed, null for other visits. */
export function visitRow(person: Person, { who, contact }: PersonPart, visit: Visit, bed: number | null): string {
  const { institution, end } = visit;
  const ward = bed === null ? ',,,,,,,' : wardPart(bed, visit);
  const ended = end === null ? '' : timeText(end, visit.end_second);
  return `${visit.mdtrt_id},${person.psn_no},${institution.fixmedins_code},${visit.med_type},${timeText(visit.begin, visit.begin_second)},${ended},${who}${visit.insutype},${person.psn_type},${institution.hosp_lv},${visit.doctor.dr_code},${ward},${contact}${visit.matn_type},${visit.mdtrt_cert_type},${visit.valid ? '1' : '0'}`;
}

/** Departments, bed, main diagnosis, way out, days and state of a stay; what the end tells is empty before it. */
function wardPart(bed: number, visit: Visit): string {
  const dept = visit.doctor.dept.code;
  if (visit.end === null) return `${dept},,${bed},,,,,1`;
  const [main] = visit.diagnoses;
  const days = Math.max(1, visit.end - visit.begin);
  return `${dept},${dept},${bed},${main?.code ?? ''},${main?.name ?? ''},${visit.dscg_way || '1'},${days},0`;
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

export function diagnosisRow(person: Person, visit: Visit, at: number, setl_id: string): string {
  const diagnosis = visit.diagnoses[at];
  if (diagnosis === undefined) return '';
  const main = at === 0 ? '1' : '0';
  return `${visit.mdtrt_id},${diagnosis.code},${setl_id},${person.psn_no},1,${main},${diagnosis.name}`;
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

export function stockRow(move: Movement): string {
  const bought = move.inv_type === '3503' || move.inv_type === '3504';
  const sold = move.inv_type === '3505' || move.inv_type === '3506';
  return `${move.fixmedins_code},${move.item_code},${move.inv_type},${decimalText(move.cnt)},${timeText(move.day, move.second)},${decimalText(move.pric)},B${move.item_code.slice(-8)},L2025${move.item_code.slice(-5)},${bought ? '测试医药供应有限公司' : ''},${move.trace.join(';')},${move.setl_id},${move.psn_no},${sold ? (move.trdn ? '1' : '0') : ''}`;
}
