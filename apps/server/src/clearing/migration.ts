import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** What institutions are paid by the month, what they compare with us, and what comes into the funds. Amounts are fen. */
export const clearingMigration: Migration = {
  async up(transaction) {
    const month = sql`month date NOT NULL CHECK (extract(day FROM month) = 1)`;
    const steps = [
      // Settlements come in their order of time: a month of them is a stretch of the table.
      sql`CREATE INDEX ON settlement USING brin (setl_time)`,
      sql`CREATE INDEX ON ledger_entry (day)`,
      // Who is not named here is paid by the standard terms.
      sql`CREATE TABLE clearing_terms (
        fixmedins_code text PRIMARY KEY REFERENCES institution, terms text NOT NULL CHECK (terms IN ('village', 'standard')))`,
      sql`CREATE TABLE clearing_order (
        order_id uuid PRIMARY KEY, ${month}, day date NOT NULL, institutions integer NOT NULL CHECK (institutions > 0),
        fen bigint NOT NULL CHECK (fen > 0), ordered_by text NOT NULL, ordered_at timestamptz NOT NULL)`,
      sql`CREATE TABLE clearing (
        fixmedins_code text NOT NULL REFERENCES institution, ${month}, admdvs text NOT NULL, terms text NOT NULL CHECK (terms IN ('village', 'standard')),
        state text NOT NULL CHECK (state IN ('computed', 'confirmed', 'approved', 'paid')),
        gross_fen bigint NOT NULL, deducted_fen bigint NOT NULL, carried_in_fen bigint NOT NULL CHECK (carried_in_fen <= 0),
        pay_fen bigint NOT NULL CHECK (pay_fen >= 0), carried_out_fen bigint NOT NULL CHECK (carried_out_fen <= 0),
        computed_by text NOT NULL, computed_on date NOT NULL, confirmed_by text, confirmed_on date, approved_by text, approved_on date,
        order_id uuid REFERENCES clearing_order, PRIMARY KEY (fixmedins_code, month),
        CHECK (pay_fen + carried_out_fen = gross_fen - deducted_fen + carried_in_fen), CHECK (pay_fen = 0 OR carried_out_fen = 0),
        CHECK ((state IN ('approved', 'paid')) = (approved_by IS NOT NULL)), CHECK ((state = 'paid') = (order_id IS NOT NULL)), CHECK (approved_by <> computed_by))`,
      sql`CREATE INDEX ON clearing (month, admdvs text_pattern_ops)`,
      sql`CREATE INDEX ON clearing (order_id) WHERE order_id IS NOT NULL`,
      sql`CREATE TABLE clearing_kind (
        fixmedins_code text NOT NULL, month date NOT NULL, insutype text NOT NULL, clr_type text NOT NULL, setl_cnt bigint NOT NULL,
        medfee_sumamt bigint NOT NULL, fund_pay_sumamt bigint NOT NULL, acct_pay bigint NOT NULL,
        PRIMARY KEY (fixmedins_code, month, insutype, clr_type), FOREIGN KEY (fixmedins_code, month) REFERENCES clearing)`,
      sql`CREATE TABLE clearing_line (
        fixmedins_code text NOT NULL, month date NOT NULL, insutype text NOT NULL, clr_type text NOT NULL, fund_pay_type text NOT NULL, fen bigint NOT NULL,
        PRIMARY KEY (fixmedins_code, month, insutype, clr_type, fund_pay_type), FOREIGN KEY (fixmedins_code, month, insutype, clr_type) REFERENCES clearing_kind)`,
      sql`CREATE TABLE clearing_deduction (
        entry_id uuid PRIMARY KEY REFERENCES ledger_entry, fixmedins_code text NOT NULL, month date NOT NULL, fen bigint NOT NULL,
        FOREIGN KEY (fixmedins_code, month) REFERENCES clearing)`,
      sql`CREATE INDEX ON clearing_deduction (fixmedins_code, month)`,
      sql`CREATE SEQUENCE clearing_serial`,
      sql`CREATE TABLE clearing_application (
        clr_appy_evt_id text PRIMARY KEY, msgid text NOT NULL, fixmedins_code text NOT NULL, month date NOT NULL, clr_type text NOT NULL, applied_at timestamptz NOT NULL,
        withdrawn_at timestamptz, FOREIGN KEY (fixmedins_code, month) REFERENCES clearing)`,
      sql`CREATE UNIQUE INDEX ON clearing_application (fixmedins_code, month, clr_type) WHERE withdrawn_at IS NULL`,
      sql`CREATE TABLE clearing_file (
        file_qury_no text PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, filename text NOT NULL, content text NOT NULL,
        kept_at timestamptz NOT NULL)`,
      sql`CREATE TABLE clearing_statement (
        msgid text PRIMARY KEY, infno text NOT NULL CHECK (infno IN ('3201', '3202')), fixmedins_code text NOT NULL REFERENCES institution,
        insutype text, clr_type text, begndate date NOT NULL, enddate date NOT NULL CHECK (enddate >= begndate),
        ours jsonb NOT NULL, theirs jsonb NOT NULL, stmt_rslt text NOT NULL, stmt_rslt_dscr text NOT NULL, differences integer NOT NULL CHECK (differences >= 0),
        result_file text REFERENCES clearing_file, stated_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON clearing_statement (fixmedins_code, stated_at)`,
      sql`CREATE TABLE fund_booking (
        booking_id uuid PRIMARY KEY, fund text NOT NULL, source text NOT NULL, fen bigint NOT NULL CHECK (fen > 0), day date NOT NULL, note text NOT NULL,
        made_by text NOT NULL, made_at timestamptz NOT NULL, state text NOT NULL CHECK (state IN ('proposed', 'posted', 'dropped')),
        decided_by text, decided_at timestamptz, CHECK ((state = 'proposed') = (decided_by IS NULL)), CHECK (state <> 'posted' OR decided_by <> made_by))`,
      ...['clearing_order', 'clearing_kind', 'clearing_line', 'clearing_deduction', 'clearing_statement'].map(
        writtenOnce,
      ),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** Income that was posted wrongly is taken back; accounts of institutions at banks. */
export const booksMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`ALTER TABLE fund_booking ADD COLUMN reverses uuid REFERENCES fund_booking`,
      sql`CREATE UNIQUE INDEX ON fund_booking (reverses) WHERE state <> 'dropped'`,
      sql`CREATE TABLE institution_bank (
        account_id uuid PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, begndate date NOT NULL, bank text NOT NULL, holder text NOT NULL,
        account_no text NOT NULL, tail text NOT NULL CHECK (length(tail) = 4), made_by text NOT NULL, made_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'dropped')), decided_by text, decided_at timestamptz,
        CHECK ((state = 'proposed') = (decided_by IS NULL)), CHECK (state <> 'confirmed' OR decided_by <> made_by))`,
      sql`CREATE UNIQUE INDEX ON institution_bank (fixmedins_code, begndate) WHERE state = 'confirmed'`,
      sql`CREATE INDEX ON institution_bank (fixmedins_code)`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
