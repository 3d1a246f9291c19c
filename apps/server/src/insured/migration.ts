import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** The insured, their insurances and identities; filings and choices; how institutions call national items. */
export const insuredMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE insured_person (
        psn_no text PRIMARY KEY CHECK (length(psn_no) BETWEEN 1 AND 30), psn_cert_type text NOT NULL, certno text NOT NULL, certno_index text NOT NULL,
        psn_name text NOT NULL, gend text NOT NULL, naty text, brdy date, die_date date, card_index text, card_sn_index text, digest text NOT NULL,
        updated_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON insured_person (certno_index)`,
      sql`CREATE INDEX ON insured_person (card_index) WHERE card_index IS NOT NULL`,
      sql`CREATE TABLE insurance (
        psn_no text REFERENCES insured_person, insutype text, psn_type text NOT NULL, psn_insu_stas text NOT NULL CHECK (psn_insu_stas IN ('1', '2', '4')),
        psn_insu_date date, paus_insu_date date, cvlserv_flag text NOT NULL CHECK (cvlserv_flag IN ('0', '1')),
        insuplc_admdvs text NOT NULL CHECK (insuplc_admdvs ~ '^[0-9]{6}$'), emp_name text, PRIMARY KEY (psn_no, insutype))`,
      sql`CREATE TABLE insured_identity (
        psn_no text REFERENCES insured_person, psn_idet_type text, begndate date, enddate date CHECK (enddate >= begndate), psn_type_lv text, memo text,
        PRIMARY KEY (psn_no, psn_idet_type, begndate))`,
      sql`CREATE TABLE filing (
        trt_dcla_detl_sn text PRIMARY KEY DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 30), psn_no text NOT NULL REFERENCES insured_person,
        insutype text NOT NULL, opsp_dise_code text NOT NULL, opsp_dise_name text NOT NULL, begndate date NOT NULL, enddate date CHECK (enddate >= begndate),
        hosp_ide_date date, diag_dr_codg text, fixmedins_code text NOT NULL REFERENCES institution, msgid text NOT NULL, filed_at timestamptz NOT NULL,
        withdrawn_at timestamptz)`,
      sql`CREATE INDEX ON filing (psn_no)`,
      sql`CREATE TABLE designation (
        trt_dcla_detl_sn text PRIMARY KEY DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 30), psn_no text NOT NULL REFERENCES insured_person,
        biz_appy_type text NOT NULL, fix_srt_no text NOT NULL, chosen text NOT NULL REFERENCES institution, begndate date NOT NULL,
        enddate date CHECK (enddate >= begndate), fixmedins_code text NOT NULL REFERENCES institution, msgid text NOT NULL, filed_at timestamptz NOT NULL,
        withdrawn_at timestamptz)`,
      sql`CREATE INDEX ON designation (psn_no)`,
      sql`CREATE TABLE catalogue_match (
        fixmedins_code text REFERENCES institution, fixmedins_hilist_id text, list_type text, med_list_codg text, begndate date, enddate date,
        fixmedins_hilist_name text NOT NULL, withdrawn_at timestamptz,
        PRIMARY KEY (fixmedins_code, fixmedins_hilist_id, list_type, med_list_codg, begndate))`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** Filings of care elsewhere. */
export const elsewhereMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE elsewhere (
        trt_dcla_detl_sn text PRIMARY KEY DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 30), psn_no text NOT NULL REFERENCES insured_person,
        insutype text NOT NULL, kind text NOT NULL CHECK (kind IN ('resident', 'referral', 'temporary')),
        mdtrtarea_admdvs text NOT NULL CHECK (mdtrtarea_admdvs ~ '^[0-9]{6}$'), begndate date NOT NULL, enddate date CHECK (enddate >= begndate),
        fixmedins_code text REFERENCES institution, msgid text, filed_by text, filed_at timestamptz NOT NULL, withdrawn_at timestamptz,
        CHECK (num_nonnulls(fixmedins_code, filed_by) = 1))`,
      sql`CREATE INDEX ON elsewhere (psn_no)`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
