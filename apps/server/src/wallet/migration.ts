import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** Wallets: whose they are, who is close to whom, what moved between them, what is frozen, by which rules. The money itself stands in the ledger. */
export const walletMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE wallet (
        psn_no text PRIMARY KEY REFERENCES insured_person, use_admdvs text NOT NULL CHECK (use_admdvs ~ '^[0-9]{6}$'), opened_by text NOT NULL,
        opened_at timestamptz NOT NULL)`,
      sql`CREATE TABLE wallet_relation (
        relation_id uuid PRIMARY KEY, psn_no text NOT NULL REFERENCES insured_person, relative text NOT NULL REFERENCES insured_person, CHECK (psn_no <> relative),
        kind text NOT NULL CHECK (kind IN ('spouse', 'parent', 'child', 'sibling', 'fathers-parent', 'mothers-parent', 'sons-child', 'daughters-child')),
        declared_by text NOT NULL, declared_at timestamptz NOT NULL, confirmed_by text, confirmed_at timestamptz, ended_by text, ended_at timestamptz,
        CHECK (confirmed_by <> declared_by), CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)), CHECK ((ended_by IS NULL) = (ended_at IS NULL)))`,
      // Two persons are one thing to each other.
      sql`CREATE UNIQUE INDEX wallet_relation_once ON wallet_relation (least(psn_no, relative), greatest(psn_no, relative)) WHERE ended_at IS NULL`,
      sql`CREATE TABLE wallet_transfer (
        transfer_id uuid PRIMARY KEY, payer text NOT NULL REFERENCES insured_person, receiver text NOT NULL REFERENCES wallet, CHECK (payer <> receiver),
        source text NOT NULL CHECK (source IN ('account', 'wallet')), fen bigint NOT NULL CHECK (fen > 0), day date NOT NULL, nth integer NOT NULL CHECK (nth > 0),
        offered_at timestamptz NOT NULL, returns_at timestamptz NOT NULL CHECK (returns_at > offered_at),
        state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'returned')), ended_at timestamptz,
        CHECK ((state = 'offered') = (ended_at IS NULL)), UNIQUE (payer, day, nth))`,
      sql`CREATE INDEX ON wallet_transfer (returns_at) WHERE state = 'offered'`,
      sql`CREATE INDEX ON wallet_transfer (receiver)`,
      sql`CREATE TABLE wallet_contribution (
        payment_id uuid PRIMARY KEY, psn_no text NOT NULL REFERENCES wallet, beneficiary text NOT NULL REFERENCES insured_person, year integer NOT NULL,
        fen bigint NOT NULL CHECK (fen > 0), paid_at timestamptz NOT NULL, UNIQUE (beneficiary, year))`,
      sql`CREATE INDEX ON wallet_contribution (psn_no)`,
      sql`CREATE TABLE wallet_freeze (
        freeze_id uuid PRIMARY KEY, psn_no text NOT NULL REFERENCES insured_person, what text NOT NULL CHECK (what IN ('money', 'voucher')), reason text NOT NULL,
        frozen_by text NOT NULL, frozen_at timestamptz NOT NULL, release_by text, release_at timestamptz, released_by text, released_at timestamptz,
        CHECK (released_by <> release_by), CHECK ((release_by IS NULL) = (release_at IS NULL)),
        CHECK ((released_by IS NULL) = (released_at IS NULL)), CHECK (release_by IS NOT NULL OR released_by IS NULL))`,
      sql`CREATE INDEX ON wallet_freeze (psn_no, what) WHERE released_at IS NULL`,
      sql`CREATE TABLE wallet_rule (
        begndate date PRIMARY KEY, most_per_day integer NOT NULL CHECK (most_per_day > 0), most_fen bigint NOT NULL CHECK (most_fen > 0),
        closed_from time NOT NULL, closed_to time NOT NULL, return_at time NOT NULL, elder_age integer NOT NULL CHECK (elder_age > 0),
        rotate_s integer NOT NULL CHECK (rotate_s BETWEEN 10 AND 600), grace_s integer NOT NULL CHECK (grace_s BETWEEN 0 AND 60),
        hold_s integer NOT NULL CHECK (hold_s BETWEEN 0 AND 3600), most_wrong integer NOT NULL CHECK (most_wrong > 0),
        code_minutes integer NOT NULL CHECK (code_minutes BETWEEN 1 AND 60), source text NOT NULL, set_by text NOT NULL, set_at timestamptz NOT NULL)`,
      sql`INSERT INTO wallet_rule VALUES ('2025-01-01', 3, 200000, '22:00', '06:00', '06:00', 60, 60, 15, 300, 20, 5,
        '国家医保服务平台医保钱包规则（2025年9月公布）；年龄、展码周期与尝试次数为本平台默认', 'shouhu', '2025-01-01T00:00:00Z')`,
      ...['wallet_rule', 'wallet_contribution'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** What became of contributions: taken to the fund, or withdrawn before. A person may pay for a year again when it was withdrawn. */
export const contributionEndMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE contribution_end (
        payment_id uuid PRIMARY KEY REFERENCES wallet_contribution, kind text NOT NULL CHECK (kind IN ('cleared', 'withdrawn')),
        entry_id uuid NOT NULL UNIQUE REFERENCES ledger_entry, ended_at timestamptz NOT NULL)`,
      sql`ALTER TABLE wallet_contribution DROP CONSTRAINT wallet_contribution_beneficiary_year_key`,
      sql`CREATE INDEX ON wallet_contribution (beneficiary, year)`,
      writtenOnce('contribution_end'),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
