/**
 * The judged claim model: what every rule sees and nothing else.
 *
 * The lake (batch) and the message adapter (till) produce these rows; the three evaluators read them. Refunds are
 * netted and withdrawn rows gone before a row gets here (docs/semantics.md 4–6); attributes that several tables carry
 * are already resolved by the precedence fee line > settlement > visit > master (5). `null` always means "absent".
 *
 * Units: days are civil days since 1970-01-01 in Asia/Shanghai, seconds are seconds of that day, money is fen,
 * quantities and days of supply are 1e-4, prices are 1e-6 yuan, flags are 0 or 1.
 */

/** Attributes a line and a visit share: of the person, the institution, the encounter. */
export interface Attributes {
  /** 人员编号 */
  psn_no: string;
  /** 定点医药机构代码 */
  fixmedins_code: string;
  /** 就诊ID */
  mdtrt_id: string;
  /** Civil day that decides which knowledge holds: of the fee for a line, of the begin for a visit. */
  day: number;
  /** 医疗类别 */
  med_type: string | null;
  /** Derived from med_type: outpatient, inpatient or pharmacy. */
  care_type: string | null;
  /** 1 when med_type is an emergency. */
  emergency: number | null;
  /** 险种 */
  insutype: string | null;
  /** 人员类别 */
  psn_type: string | null;
  /** 性别: '1' male, '2' female; unknown, unstated and contradicting values are absent. */
  gend: string | null;
  /** 出生日期 as a civil day; contradicting values are absent. */
  brdy: number | null;
  /** Rank of 医院等级: 3 三级, 2 二级, 1 一级, 0 none. */
  hosp_lv: number | null;
  /** '1' medical institution, '2' pharmacy. */
  fixmedins_type: string | null;
  /** 1 when the institution bills as an internet hospital. */
  internet_hosp: number | null;
  /** 生育类别 */
  matn_type: string | null;
}

/** One fee line, netted: cnt > 0 or it is not here. */
export interface Line extends Attributes {
  /** National id of the line within its institution (bkkp_sn, feedetl_sn, else a stable digest). */
  line_id: string;
  setl_id: string | null;
  /** hilist_code, else med_list_codg. */
  item: string;
  /** Second of the day, absent when the source gave a date only. */
  second: number | null;
  cnt: number;
  /** det_item_fee_sumamt, net. */
  amount_fen: number;
  /** In-scope amount, net (docs/semantics.md 12); absent when it cannot be known. */
  inscp_fen: number | null;
  pric: number | null;
  pric_uplmt: number | null;
  /** 处方号 (rx_drord_no or rxno). */
  rxno: string | null;
  /** 开单科室 */
  dept: string | null;
  /** 开单医师 */
  dr: string | null;
  /** 职称 of that doctor, from the staff master. */
  profttl: string | null;
  prd_days: number | null;
  med_chrgitm_type: string | null;
  /** 抗菌药物处方权级别 of that doctor, from the staff master. */
  antibiotic_grade: string | null;
  /** Civil day of updt_time: when the row last reached the platform. */
  updt_day: number | null;
}

/** One visit (mdtrt_d), netted of withdrawn rows. */
export interface Visit extends Attributes {
  begin_second: number | null;
  /** Civil day of endtime; absent while in hospital. */
  end_day: number | null;
  end_second: number | null;
  /** Ward or clinic department. */
  dept: string | null;
  dr: string | null;
  profttl: string | null;
  /** 死亡日期 of the person. */
  death_day: number | null;
  /** 1 when at least one diagnosis of the visit is known: then the list is closed. */
  diagnoses_known: number;
  /** 1 when the operations of the visit are a closed list. */
  operations_known: number;
}

/** One diagnosis of a visit. */
export interface Diagnosis {
  mdtrt_id: string;
  code: string;
}

/** One operation of a visit. */
export interface Operation {
  mdtrt_id: string;
  code: string;
}

/** One sale of one box: a trace code on a fee line, or on a 3505 row without a matching line. */
export interface Sale {
  drug_trac_codg: string;
  psn_no: string | null;
  fixmedins_code: string;
  mdtrt_id: string | null;
  /** Fee line that carries the code; absent for a bare 3505 row. */
  line_id: string | null;
  day: number;
  second: number | null;
  /** 拆零: such a code may repeat. */
  trdn_flag: number | null;
}

/** A world to judge: whole rows, closed under the persons in it. Array order carries no meaning. */
export interface World {
  lines: readonly Line[];
  visits: readonly Visit[];
  diagnoses: readonly Diagnosis[];
  operations: readonly Operation[];
  sales: readonly Sale[];
  /** First civil day of the data: a look-back that starts earlier cannot decide. */
  first_day: number;
}
