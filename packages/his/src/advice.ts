/** The real-time check as a system asks it: 3101 before, 3102 during, and 3103 for what was done about the reminders. */
import { DIAGNOSIS, DOCTOR, SOME, fieldsOf, rowsOf, textOf } from './course.ts';
import type { Ask, Asking, Fields, Scene, Told } from './course.ts';
import { chargedOf, yuan } from './charges.ts';
import type { Charged, Line } from './charges.ts';

/** Of ten thousand courses, how many ask at all; of reminders, how many are heeded and how many are never answered. */
const ASKS = 8_000;
const HEEDS = 5_000;
const SILENT = 1_000;

export interface Advised {
  readonly infno: '3101' | '3102';
  /** Of the platform once the visit is registered, before that of the institution. */
  readonly mdtrt_id: string;
  readonly med_type: string;
  /** Civil times. */
  readonly begun: string;
  readonly ended?: string;
  readonly day: number;
  /** Ordered and charged already. */
  readonly before?: readonly Line[];
  /** Whether what is flagged can still be left out. */
  readonly fixed?: boolean;
}

/** Whether a course asks. */
export const asks = ({ random, checks }: Scene): boolean => checks !== undefined && random.chance(ASKS);

/** Asks about orders. @returns what is still charged of them: what a heeded reminder named is not */
export function* advised(scene: Scene, charged: Charged, about: Advised): Generator<Ask, Charged, Told> {
  const { checks, faults, random } = scene;
  if (checks === undefined) return charged;
  const { infno, day, before = [] } = about;
  const lines = [...before, ...charged.lines];
  const told = yield { infno, input: messageOf(scene, checks, lines, about), day };
  if (!told.done) return charged;
  const warn_type = infno === '3101' ? '1' : '2';
  if (faults && random.chance(SOME)) {
    const warns = [{ warn_rslt_id: 'never given', dspo_way: '2' }];
    yield { infno: '3103', input: { data: { warn_type, warns } }, day, refusedBy: ['SH-M011'] };
  }
  const own = new Map(charged.lines.map((line) => [line.feedetl_sn, line]));
  const warns: object[] = [];
  for (const reminder of rowsOf(told.output['result'])) {
    const named = rowsOf(fieldsOf(reminder)['judge_result_detail_dtos'])
      .filter((row) => textOf(row, 'vola_item_type') === '1')
      .map((row) => textOf(row, 'rx_id'));
    const left = [...own.keys()].filter((id) => !named.includes(id));
    const may = about.fixed !== true && left.length > 0 && left.length < own.size;
    if (random.chance(SILENT)) continue;
    const warn_rslt_id = textOf(reminder, 'jr_id');
    if (may && random.chance(HEEDS)) {
      for (const id of named) own.delete(id);
      warns.push({ warn_rslt_id, dspo_way: '2' });
    } else warns.push({ warn_rslt_id, dspo_way: '1', dspo_way_rea: '病情需要，已告知患者' });
  }
  if (warns.length === 0) return charged;
  if (faults && random.chance(SOME)) {
    const silent = warns.map((warn) => ({ ...warn, dspo_way: '1', dspo_way_rea: '' }));
    yield { infno: '3103', input: { data: { warn_type, warns: silent } }, day, refusedBy: ['SH-M012'] };
  }
  yield { infno: '3103', input: { data: { warn_type, warns } }, day };
  return chargedOf([...own.values()]);
}

function messageOf({ person }: Scene, own: Asking, lines: readonly Line[], about: Advised): object {
  const { psn_no, certno, insutype, insuplc_admdvs } = person;
  const { mdtrt_id, infno } = about;
  const patient = {
    patn_id: psn_no,
    patn_name: '测试',
    gend: Number(certno[16]) % 2 === 1 ? '1' : '2',
    brdy: `${certno.slice(6, 10)}-${certno.slice(10, 12)}-${certno.slice(12, 14)}`,
    poolarea: insuplc_admdvs,
    curr_mdtrt_id: mdtrt_id,
    fsi_encounter_dtos: [encounterOf(own, insutype, lines, about)],
    fsi_his_data_dto: { fsi_encounter_dtos: [] },
  };
  const trig_scen = infno === '3101' ? '1' : '2';
  return { data: { syscode: 'HIS', task_id: mdtrt_id, trig_scen, rule_ids: [], patient_dtos: [patient] } };
}

function encounterOf(own: Asking, insutype: string, lines: readonly Line[], about: Advised): object {
  const { mdtrt_id, med_type, begun, ended } = about;
  const { fixmedins_code, fixmedins_name, admdvs, hosp_lv } = own;
  const shares = lines.map(sharesOf);
  const sum = (of: (at: number) => number): string => yuan(lines.reduce((total, _, at) => total + of(at), 0));
  return {
    mdtrt_id,
    medins_id: fixmedins_code,
    medins_name: fixmedins_name,
    medins_admdvs: admdvs,
    medins_type: fixmedins_code.startsWith('P') ? '2' : '1',
    medins_lv: hosp_lv,
    adm_date: begun,
    ...(ended === undefined ? {} : { dscg_date: ended }),
    dscg_main_dise_codg: DIAGNOSIS.diag_code,
    dscg_main_dise_name: DIAGNOSIS.diag_name,
    dr_codg: DOCTOR,
    adm_dept_codg: '01',
    adm_dept_name: '内科',
    med_mdtrt_type: med_type === '21' ? '2' : '1',
    med_type,
    matn_stas: '0',
    medfee_sumamt: sum((at) => lines[at]?.fen ?? 0),
    ownpay_amt: sum((at) => shares[at]?.own ?? 0),
    selfpay_amt: sum((at) => shares[at]?.first ?? 0),
    setl_totlnum: '0',
    insutype,
    reim_flag: '1',
    out_setl_flag: '0',
    fsi_diagnose_dtos: [diagnosisOf(begun)],
    fsi_order_dtos: lines.map(orderOf),
    fsi_operation_dtos: [],
  };
}

const diagnosisOf = (begun: string): object => ({
  dise_id: '1',
  inout_dise_type: '1',
  maindise_flag: '1',
  dias_srt_no: '1',
  dise_codg: DIAGNOSIS.diag_code,
  dise_name: DIAGNOSIS.diag_name,
  dise_date: begun,
});

function orderOf(line: Line): Fields {
  const { feedetl_sn, item, time, cnt, pric, fen, sent } = line;
  const { med_list_codg, cap, med_chrgitm_type, isBoxed } = item;
  const { own, first } = sharesOf(line);
  const capped = cap === undefined ? {} : { hilist_pric: yuan(cap), ...atEveryLevel(yuan(cap)) };
  const boxes = rowsOf(sent['drug_trac_info']).map((box) => textOf(box, 'drug_trac_codg'));
  return {
    rx_id: feedetl_sn,
    rxno: feedetl_sn,
    long_drord_flag: '0',
    hilist_type: isBoxed ? '101' : '201',
    ...(med_chrgitm_type === undefined ? {} : { chrg_type: med_chrgitm_type }),
    drord_bhvr: '0',
    hilist_code: med_list_codg,
    hilist_name: med_list_codg,
    ...capped,
    hosplist_code: med_list_codg,
    hosplist_name: med_list_codg,
    cnt,
    pric: yuan(pric),
    sumamt: yuan(fen),
    ownpay_amt: yuan(own),
    selfpay_amt: yuan(first),
    drord_begn_date: time,
    drord_dept_codg: '01',
    drord_dept_name: '内科',
    drord_dr_codg: DOCTOR,
    drord_dr_name: '测试医生',
    curr_drord_flag: '1',
    ...(boxes.length === 0 ? {} : { drug_trac_codg: boxes.join(';'), trdn_flag: '0' }),
  };
}

const atEveryLevel = (pric: string): object =>
  Object.fromEntries([1, 2, 3].map((level) => [`lv${level}_hosp_item_pric`, pric]));

/** What a system works out beforehand, in fen: wholly the person's, and the first share. */
function sharesOf({ fen, item: { selfpay = 0 } }: Line): { readonly own: number; readonly first: number } {
  return selfpay >= 1 ? { own: fen, first: 0 } : { own: 0, first: Math.round(fen * selfpay) };
}
