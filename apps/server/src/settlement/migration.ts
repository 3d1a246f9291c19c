import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** Visits, what was charged for them, and what was settled. Times are civil times of Asia/Shanghai, amounts fen. */
export const settlementMigration: Migration = {
  async up(transaction) {
    const steps = [
      // Numbers only grow; a gap tells nothing. No row is waited for to make one.
      sql`CREATE SEQUENCE visit_serial CACHE 20`,
      sql`CREATE SEQUENCE settlement_serial CACHE 20`,
      sql`CREATE TABLE visit (
        mdtrt_id text PRIMARY KEY CHECK (length(mdtrt_id) <= 30), psn_no text NOT NULL, fixmedins_code text NOT NULL,
        care text NOT NULL CHECK (care IN ('outpatient', 'inpatient', 'pharmacy')),
        state text NOT NULL CHECK (state IN ('open', 'in-hospital', 'discharged', 'settled', 'cancelled')),
        insutype text NOT NULL, insuplc_admdvs text NOT NULL, med_type text, begntime timestamp NOT NULL, endtime timestamp CHECK (endtime >= begntime), ipt_otp_no text,
        dise_codg text, er_flag boolean NOT NULL DEFAULT false, atddr_no text, dept_code text, msgid text NOT NULL, particulars jsonb NOT NULL, contact text,
        CHECK ((state IN ('in-hospital', 'discharged')) <= (care = 'inpatient')), CHECK ((state = 'open') <= (care <> 'inpatient')))`,
      sql`CREATE INDEX ON visit (psn_no, begntime)`,
      sql`CREATE INDEX ON visit (fixmedins_code, begntime)`,
      sql`CREATE INDEX ON visit (msgid)`,
      sql`CREATE TABLE visit_diagnosis (
        mdtrt_id text NOT NULL REFERENCES visit, inout_diag_type text NOT NULL CHECK (inout_diag_type IN ('1', '2')), diag_srt_no integer NOT NULL,
        diag_type text NOT NULL, maindiag_flag text, diag_code text NOT NULL, diag_name text NOT NULL, diag_dept text, dise_dor_no text, diag_time timestamp,
        adm_cond text, vali_flag text NOT NULL, PRIMARY KEY (mdtrt_id, inout_diag_type, diag_type, diag_srt_no))`,
      sql`CREATE TABLE settlement (
        setl_id text PRIMARY KEY CHECK (length(setl_id) <= 30), mdtrt_id text NOT NULL REFERENCES visit, psn_no text NOT NULL,
        fixmedins_code text NOT NULL, msgid text NOT NULL, chrg_bchno text, mid_setl_flag boolean NOT NULL,
        refd_setl_flag boolean NOT NULL, init_setl_id text UNIQUE REFERENCES settlement, CHECK (refd_setl_flag = (init_setl_id IS NOT NULL)),
        insutype text NOT NULL, med_type text NOT NULL, insuplc_admdvs text NOT NULL, psn_type text NOT NULL, cvlserv_flag text NOT NULL, hosp_lv text NOT NULL,
        mdtrt_cert_type text NOT NULL, psn_setlway text NOT NULL, acct_used_flag boolean NOT NULL, invono text, dise_codg text,
        setl_time timestamp NOT NULL, begndate date NOT NULL, enddate date NOT NULL, year integer NOT NULL, nth integer NOT NULL, clr_type text NOT NULL, clr_optins text NOT NULL,
        medfee_sumamt bigint NOT NULL, fulamt_ownpay_amt bigint NOT NULL, overlmt_selfpay bigint NOT NULL, preselfpay_amt bigint NOT NULL,
        inscp_scp_amt bigint NOT NULL, fund_pay_sumamt bigint NOT NULL, psn_part_amt bigint NOT NULL, acct_pay bigint NOT NULL,
        acct_mulaid_pay bigint NOT NULL, psn_cash_pay bigint NOT NULL, hosp_part_amt bigint NOT NULL, pool_prop_selfpay integer NOT NULL, balc bigint NOT NULL, policy text NOT NULL,
        CHECK (medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_scp_amt),
        CHECK (medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt), CHECK (psn_part_amt = acct_pay + acct_mulaid_pay + psn_cash_pay),
        amounts jsonb NOT NULL, steps jsonb NOT NULL, used_before jsonb, used_after jsonb, entry_id uuid, opter text NOT NULL, opter_name text NOT NULL)`,
      sql`CREATE INDEX ON settlement (mdtrt_id)`,
      sql`CREATE UNIQUE INDEX ON settlement (psn_no, year, nth)`,
      sql`CREATE INDEX ON settlement (fixmedins_code, setl_time)`,
      sql`CREATE INDEX ON settlement (msgid)`,
      sql`CREATE TABLE settlement_share (
        setl_id text NOT NULL REFERENCES settlement, fund_pay_type text NOT NULL, inscp_scp_amt bigint NOT NULL, crt_payb_lmt_amt bigint,
        fund_payamt bigint NOT NULL, setl_proc_info text NOT NULL, PRIMARY KEY (setl_id, fund_pay_type))`,
      sql`CREATE TABLE fee_line (
        mdtrt_id text NOT NULL REFERENCES visit, feedetl_sn text NOT NULL, chrg_bchno text, init_feedetl_sn text, setl_id text REFERENCES settlement,
        med_list_codg text NOT NULL, medins_list_codg text NOT NULL, fee_ocur_time timestamp NOT NULL, cnt bigint NOT NULL CHECK (cnt <> 0),
        pric bigint NOT NULL CHECK (pric >= 0), det_item_fee_sumamt bigint NOT NULL, list_type text NOT NULL, chrgitm_lv text NOT NULL, med_chrgitm_type text NOT NULL,
        list_selfpay_prop integer, selfpay_prop integer NOT NULL, pric_uplmt_amt bigint, lmt_used_flag text NOT NULL, hosp_appr_flag text NOT NULL,
        fulamt_ownpay_amt bigint NOT NULL, overlmt_amt bigint NOT NULL, preselfpay_amt bigint NOT NULL, inscp_scp_amt bigint NOT NULL,
        CHECK (det_item_fee_sumamt = fulamt_ownpay_amt + overlmt_amt + preselfpay_amt + inscp_scp_amt),
        dise_codg text, rxno text, bilg_dr_codg text, bilg_dept_codg text, particulars jsonb NOT NULL,
        PRIMARY KEY (mdtrt_id, feedetl_sn), FOREIGN KEY (mdtrt_id, init_feedetl_sn) REFERENCES fee_line)`,
      sql`CREATE INDEX ON fee_line (setl_id) WHERE setl_id IS NOT NULL`,
      sql`CREATE INDEX ON fee_line (mdtrt_id, init_feedetl_sn) WHERE init_feedetl_sn IS NOT NULL`,
      // Lines of a settlement that stands are frozen; a cancellation lets them go.
      sql`CREATE FUNCTION refuse_settled_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.setl_id IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.setl_id IS NOT NULL) THEN
          RAISE EXCEPTION 'fee line % of % is settled', OLD.feedetl_sn, OLD.mdtrt_id; END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END $$`,
      sql`CREATE TRIGGER settled_is_frozen BEFORE UPDATE OR DELETE ON fee_line FOR EACH ROW WHEN (OLD.setl_id IS NOT NULL)
        EXECUTE FUNCTION refuse_settled_line()`,
      sql`CREATE TABLE accumulation (
        psn_no text NOT NULL, year integer NOT NULL, settlements integer NOT NULL, used jsonb NOT NULL, PRIMARY KEY (psn_no, year))`,
      // Whose personal account pays for whom beside his own (家庭共济), in this order.
      sql`CREATE TABLE mutual_aid (
        psn_no text NOT NULL, payer text NOT NULL CHECK (payer <> psn_no), rank integer NOT NULL, begndate date NOT NULL,
        enddate date CHECK (enddate >= begndate), PRIMARY KEY (psn_no, payer))`,
      // The catalogue as it is paid by here: what has no row on the day is outside it.
      sql`CREATE TABLE catalogue_item (
        med_list_codg text NOT NULL, begndate date NOT NULL, enddate date CHECK (enddate >= begndate), list_type text NOT NULL,
        chrgitm_lv text NOT NULL CHECK (chrgitm_lv IN ('01', '02', '03')), med_chrgitm_type text NOT NULL, selfpay_prop integer CHECK (selfpay_prop BETWEEN 0 AND 10000),
        pric_uplmt_amt bigint CHECK (pric_uplmt_amt >= 0), lmt_used_flag text NOT NULL CHECK (lmt_used_flag IN ('0', '1')), PRIMARY KEY (med_list_codg, begndate))`,
      // What was cleared is cancelled no more. A row per institution and kind of clearing, so that a month of settlements is closed by one.
      sql`CREATE TABLE settlement_closed (
        fixmedins_code text NOT NULL, insutype text NOT NULL, clr_type text NOT NULL, through date NOT NULL,
        PRIMARY KEY (fixmedins_code, insutype, clr_type))`,
      ...['settlement', 'settlement_share'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** The policies that settlements go by. */
export const policiesMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE policy_book (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, digest text NOT NULL, content text NOT NULL, accepted_at timestamptz NOT NULL)`,
      sql`CREATE TABLE policy_kept (policy text PRIMARY KEY, content text NOT NULL)`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
