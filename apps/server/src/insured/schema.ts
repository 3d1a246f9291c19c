/** Tables of the insured: who they are, how they are insured, what was filed for them. */
import type { Filing } from '@shouhu/benefits';
import type { ColumnType, Generated } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** A person as registered. Name and certificate lie sealed and are found by blind indexes. */
interface InsuredPersonTable {
  psn_no: Fixed<string>;
  psn_cert_type: string;
  /** Sealed. */
  certno: string;
  /** Of kind and number together. */
  certno_index: string;
  /** Sealed. */
  psn_name: string;
  gend: string;
  naty: string | null;
  brdy: string | null;
  die_date: string | null;
  /** Of the social security card: its number, and the serial of its chip. */
  card_index: string | null;
  card_sn_index: string | null;
  /** Keyed digest of everything registered of the person, insurances and identities too. */
  digest: string;
  updated_at: Date;
}

/** One insurance (险种) of a person. */
interface InsuranceTable {
  psn_no: Fixed<string>;
  insutype: Fixed<string>;
  psn_type: string;
  /** 参保状态: `1` insured, `2` paused, `4` ended. */
  psn_insu_stas: string;
  psn_insu_date: string | null;
  paus_insu_date: string | null;
  cvlserv_flag: string;
  insuplc_admdvs: string;
  /** Sealed. */
  emp_name: string | null;
}

/** What a person is beside being insured (人员身份类别), such as 救助对象, from a day to another. */
interface InsuredIdentityTable {
  psn_no: Fixed<string>;
  psn_idet_type: Fixed<string>;
  begndate: Fixed<string>;
  enddate: string | null;
  psn_type_lv: string | null;
  memo: string | null;
}

/** A chronic or special disease (门诊慢特病) that a person was found to have: 2503, withdrawn by 2504. */
interface FilingTable {
  trt_dcla_detl_sn: Generated<string>;
  psn_no: Fixed<string>;
  insutype: Fixed<string>;
  opsp_dise_code: Fixed<string>;
  opsp_dise_name: Fixed<string>;
  begndate: Fixed<string>;
  enddate: Fixed<string | null>;
  hosp_ide_date: Fixed<string | null>;
  diag_dr_codg: Fixed<string | null>;
  /** The institution that filed it. */
  fixmedins_code: Fixed<string>;
  msgid: Fixed<string>;
  filed_at: Fixed<Date>;
  withdrawn_at: Date | null;
}

/** The institution that a person chose for a kind of care (人员定点): 2505, withdrawn by 2506. */
interface DesignationTable {
  trt_dcla_detl_sn: Generated<string>;
  psn_no: Fixed<string>;
  biz_appy_type: Fixed<string>;
  fix_srt_no: Fixed<string>;
  /** The institution that was chosen. */
  chosen: Fixed<string>;
  begndate: Fixed<string>;
  enddate: Fixed<string | null>;
  /** The institution that filed it. */
  fixmedins_code: Fixed<string>;
  msgid: Fixed<string>;
  filed_at: Fixed<Date>;
  withdrawn_at: Date | null;
}

/** Care elsewhere that was filed (异地就医备案): 2501, withdrawn by 2502; or at a window. */
interface ElsewhereTable {
  trt_dcla_detl_sn: Generated<string>;
  psn_no: Fixed<string>;
  insutype: Fixed<string>;
  kind: Fixed<Filing>;
  mdtrtarea_admdvs: Fixed<string>;
  begndate: Fixed<string>;
  enddate: Fixed<string | null>;
  /** The institution that filed it, by which message; null at a window. */
  fixmedins_code: Fixed<string | null>;
  msgid: Fixed<string | null>;
  /** The member of staff who filed it. */
  filed_by: Fixed<string | null>;
  filed_at: Fixed<Date>;
  withdrawn_at: Date | null;
}

/** What an institution calls a national item (目录对照): 3301, withdrawn by 3302. */
interface CatalogueMatchTable {
  fixmedins_code: Fixed<string>;
  fixmedins_hilist_id: Fixed<string>;
  list_type: Fixed<string>;
  med_list_codg: Fixed<string>;
  begndate: Fixed<string>;
  enddate: string | null;
  fixmedins_hilist_name: string;
  withdrawn_at: Date | null;
}

export interface InsuredSchema {
  insured_person: InsuredPersonTable;
  insurance: InsuranceTable;
  insured_identity: InsuredIdentityTable;
  filing: FilingTable;
  designation: DesignationTable;
  elsewhere: ElsewhereTable;
  catalogue_match: CatalogueMatchTable;
}
