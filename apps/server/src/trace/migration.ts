import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** Stock as movements, boxes and their sales. */
export const traceMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE SEQUENCE trace_virtual_serial`,
      sql`CREATE TABLE trace_setting (
        admdvs text PRIMARY KEY CHECK (admdvs ~ '^[0-9]{6}$'), codes_from date, below_zero boolean NOT NULL)`,
      sql`CREATE TABLE trace_item (
        admdvs text NOT NULL CHECK (admdvs ~ '^[0-9]{6}$'), med_list_codg text NOT NULL, needs_code boolean NOT NULL,
        pack_cnt bigint CHECK (pack_cnt > 0), no_code_until date, PRIMARY KEY (admdvs, med_list_codg))`,
      sql`CREATE TABLE trace_scan (
        mdtrt_id text NOT NULL, feedetl_sn text NOT NULL, drug_trac_codg text NOT NULL, trdn_flag boolean NOT NULL, min_prcunt_type text,
        PRIMARY KEY (mdtrt_id, feedetl_sn, drug_trac_codg), FOREIGN KEY (mdtrt_id, feedetl_sn) REFERENCES fee_line ON DELETE CASCADE)`,
      sql`CREATE TABLE trace_sale (
        sale_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, drug_trac_codg text NOT NULL, med_list_codg text NOT NULL,
        fixmedins_code text NOT NULL REFERENCES institution, trdn_flag boolean NOT NULL, ended_at timestamptz)`,
      // One code, one valid sale: of two tills that scan one box the second finds this row.
      sql`CREATE UNIQUE INDEX trace_sale_valid ON trace_sale (drug_trac_codg) WHERE ended_at IS NULL`,
      sql`CREATE INDEX ON trace_sale (drug_trac_codg)`,
      sql`CREATE TABLE stock_movement (
        movement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution,
        infno text NOT NULL CHECK (infno IN ('3501', '3502', '3503', '3504', '3505', '3506')), reverses bigint UNIQUE REFERENCES stock_movement,
        med_list_codg text NOT NULL, fixmedins_hilist_id text NOT NULL, fixmedins_bchno text NOT NULL, delta bigint NOT NULL, cnt bigint NOT NULL CHECK (cnt >= 0),
        pric bigint CHECK (pric >= 0), biz_time timestamp NOT NULL, docno text, trdn_flag boolean NOT NULL, setl_id text, psn_no text,
        certno_index text, digest text NOT NULL, msgid text NOT NULL, recorded_at timestamptz NOT NULL, particulars jsonb NOT NULL)`,
      sql`CREATE INDEX ON stock_movement (fixmedins_code, fixmedins_bchno, fixmedins_hilist_id)`,
      sql`CREATE INDEX ON stock_movement (fixmedins_code, biz_time)`,
      sql`CREATE TABLE stock_box (
        movement_id bigint NOT NULL REFERENCES stock_movement, drug_trac_codg text NOT NULL, PRIMARY KEY (drug_trac_codg, movement_id))`,
      sql`CREATE INDEX ON stock_box (movement_id)`,
      sql`CREATE TABLE stock_balance (
        fixmedins_code text NOT NULL, fixmedins_hilist_id text NOT NULL, fixmedins_bchno text NOT NULL, cnt bigint NOT NULL,
        PRIMARY KEY (fixmedins_code, fixmedins_hilist_id, fixmedins_bchno))`,
      sql`CREATE TABLE stock_fault (movement_id bigint PRIMARY KEY REFERENCES stock_movement, cnt bigint NOT NULL CHECK (cnt < 0))`,
      sql`CREATE TABLE trace_part (
        part_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sale_id bigint NOT NULL REFERENCES trace_sale, setl_id text REFERENCES settlement,
        mdtrt_id text, feedetl_sn text, movement_id bigint REFERENCES stock_movement, psn_no text, cnt bigint CHECK (cnt >= 0), taken_at timestamptz NOT NULL,
        ended_at timestamptz, ended_why text CHECK (ended_why IN ('cancelled', 'refund', 'return', 'withdrawn')), ended_by bigint REFERENCES stock_movement,
        CHECK ((ended_at IS NULL) = (ended_why IS NULL)), CHECK ((ended_by IS NOT NULL) = (ended_why IS NOT NULL AND ended_why = 'return')),
        CHECK ((mdtrt_id IS NULL) = (movement_id IS NOT NULL)), CHECK ((mdtrt_id IS NULL) = (feedetl_sn IS NULL)),
        CHECK ((mdtrt_id IS NOT NULL) <= (setl_id IS NOT NULL)))`,
      sql`CREATE INDEX ON trace_part (sale_id)`,
      sql`CREATE INDEX ON trace_part (mdtrt_id) WHERE mdtrt_id IS NOT NULL`,
      sql`CREATE INDEX ON trace_part (setl_id) WHERE setl_id IS NOT NULL`,
      sql`CREATE INDEX ON trace_part (movement_id) WHERE movement_id IS NOT NULL`,
      sql`CREATE INDEX ON trace_part (ended_by) WHERE ended_by IS NOT NULL`,
      sql`CREATE TABLE trace_attempt (
        attempt_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, drug_trac_codg text NOT NULL, fixmedins_code text NOT NULL REFERENCES institution,
        sale_id bigint NOT NULL REFERENCES trace_sale, msgid text NOT NULL, infno text NOT NULL, at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON trace_attempt (drug_trac_codg)`,
      sql`CREATE INDEX ON trace_attempt (fixmedins_code)`,
      sql`CREATE TABLE trace_virtual (
        drug_trac_codg text PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, med_list_codg text NOT NULL, given_at timestamptz NOT NULL)`,
      sql`CREATE TABLE trace_look_up (
        day date NOT NULL, sales integer NOT NULL CHECK (sales BETWEEN 0 AND 2), count bigint NOT NULL, PRIMARY KEY (day, sales))`,
      ...['stock_movement', 'stock_box', 'stock_fault', 'trace_attempt', 'trace_virtual'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
