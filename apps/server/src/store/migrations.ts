/** Every step of the schema, oldest first. A step that has left the house is never changed. */
import type { Migrations } from '@shouhu/database';
import { ledgerMigration } from '@shouhu/ledger';
import { sql } from 'kysely';
import { withdrawalMigration } from '../casework/migration.ts';
import { findingMigration } from '../findings/migration.ts';
import { assessmentMigration } from '../assessment/migration.ts';
import { linkMigration, passkeyMigration } from '../identity/migration.ts';
import { accountsMigration, onePhoneMigration } from '../accounts/migration.ts';
import { leadStepsMigration, sealedLeadsMigration } from '../leads/migration.ts';
import { documentMigration } from '../documents/migration.ts';
import { institutionMigration } from '../institutions/migration.ts';
import { fileMigration } from '../files/migration.ts';
import { campaignMigration, lookBackMigration } from '../campaigns/migration.ts';
import { tasksAndNotices } from '../tasks/migration.ts';
import { figuresMigration, leadsAtOnceMigration } from '../figures/migration.ts';
import { rulebookMigration } from '../rulebook/migration.ts';
import { terminalRunsMigration } from '../runs/migration.ts';
import { retentionMigration } from '../operation/retention/migration.ts';
import { operationMigration } from '../operation/migration.ts';
import { booksMigration, clearingMigration } from '../clearing/migration.ts';
import { gatewayMigration, messageSizeMigration, reversedMessageMigration } from '../gateway/migration.ts';
import { policiesMigration, settlementMigration } from '../settlement/migration.ts';
import { traceMigration } from '../trace/migration.ts';
import { elsewhereMigration, insuredMigration } from '../insured/migration.ts';
import { voucherMigration } from '../voucher/migration.ts';
import { contributionEndMigration, walletMigration } from '../wallet/migration.ts';
import { alarmMigration } from '../voucher/alarm-migration.ts';
import { differenceRuleMigration, tillCheckMigration } from '../till-check/migration.ts';
import { writtenOnce } from './written-once.ts';

export const migrations: Migrations = {
  '001-leads-matters-log': {
    async up(transaction) {
      const steps = [
        sql`CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME; END $$`,
        sql`CREATE TABLE institution (
          fixmedins_code text PRIMARY KEY, fixmedins_name text NOT NULL, admdvs text NOT NULL CHECK (admdvs ~ '^[0-9]{6}$'))`,
        sql`CREATE INDEX ON institution (admdvs text_pattern_ops)`,
        sql`CREATE TABLE run (
          run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, recorded_at timestamptz NOT NULL, recorded_by text NOT NULL,
          snapshot text NOT NULL, period_from date, period_to date, lines bigint NOT NULL, leads bigint NOT NULL)`,
        sql`CREATE TABLE lead (
          lead_id text PRIMARY KEY, revision integer NOT NULL, standing text NOT NULL CHECK (standing IN ('current', 'changed', 'withdrawn')),
          state text NOT NULL CHECK (state IN ('new', 'assigned', 'in-review', 'in-case', 'dropped')), assignee text, rank integer NOT NULL,
          kind text NOT NULL, title text NOT NULL, verdict text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
          expected_fen bigint NOT NULL CHECK (expected_fen >= 0), period_from date NOT NULL, period_to date NOT NULL, message text NOT NULL)`,
        sql`CREATE INDEX ON lead (expected_fen DESC, lead_id)`,
        sql`CREATE INDEX ON lead (assignee) WHERE assignee IS NOT NULL`,
        sql`CREATE TABLE lead_place (
          lead_id text REFERENCES lead, fixmedins_code text REFERENCES institution, PRIMARY KEY (lead_id, fixmedins_code))`,
        sql`CREATE INDEX ON lead_place (fixmedins_code)`,
        sql`CREATE TABLE lead_revision (
          lead_id text REFERENCES lead, revision integer NOT NULL, run_id bigint NOT NULL REFERENCES run, standing text NOT NULL, content jsonb,
          PRIMARY KEY (lead_id, revision))`,
        sql`CREATE TABLE matter (
          matter_id uuid PRIMARY KEY, procedure text NOT NULL, lead_id text REFERENCES lead, fixmedins_code text NOT NULL REFERENCES institution,
          admdvs text NOT NULL, version integer NOT NULL CHECK (version >= 0), state text NOT NULL, due_day date, due_clock text, opened_at timestamptz NOT NULL)`,
        sql`CREATE UNIQUE INDEX ON matter (procedure, lead_id, fixmedins_code)`,
        sql`CREATE INDEX ON matter (due_day) WHERE due_day IS NOT NULL`,
        sql`CREATE INDEX ON matter (fixmedins_code)`,
        sql`CREATE TABLE deed (
          matter_id uuid NOT NULL REFERENCES matter, seq integer NOT NULL CHECK (seq > 0), request_id uuid NOT NULL, action text NOT NULL, actor text NOT NULL,
          others jsonb NOT NULL, day date NOT NULL, facts jsonb NOT NULL, late jsonb NOT NULL, recorded_at timestamptz NOT NULL,
          PRIMARY KEY (matter_id, seq), UNIQUE (matter_id, request_id))`,
        sql`CREATE TABLE log_entry (
          seq bigint PRIMARY KEY CHECK (seq > 0), at text NOT NULL, actor text NOT NULL, action text NOT NULL, subject text NOT NULL, purpose text NOT NULL,
          region text NOT NULL, detail text NOT NULL, digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'))`,
        ...['run', 'lead_revision', 'deed', 'log_entry'].map(writtenOnce),
      ];
      for (const step of steps) await step.execute(transaction);
    },
  },
  // Tables and columns that better-auth asks for, by the names its camel case becomes; the last four of user_account are ours.
  '002-identity': {
    async up(transaction) {
      const steps = [
        sql`CREATE TABLE user_account (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, email text NOT NULL UNIQUE, email_verified boolean NOT NULL DEFAULT false,
          image text, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, username text NOT NULL UNIQUE CHECK (username = lower(username)),
          two_factor_enabled boolean NOT NULL DEFAULT false,
          duties text[] NOT NULL DEFAULT '{}', regions text[] NOT NULL DEFAULT '{}' CHECK (array_to_string(regions, ' ', '?') ~ '^([0-9]{6}( [0-9]{6})*)?$'), fixmedins_code text,
          disabled_at timestamptz)`,
        sql`CREATE TABLE user_credential (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(), account_id text NOT NULL, provider_id text NOT NULL, user_id uuid NOT NULL REFERENCES user_account,
          access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text,
          password text, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, UNIQUE (user_id, provider_id))`,
        sql`CREATE TABLE user_session (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(), token text NOT NULL UNIQUE, user_id uuid NOT NULL REFERENCES user_account,
          expires_at timestamptz NOT NULL, ip_address text, user_agent text, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)`,
        sql`CREATE INDEX ON user_session (user_id)`,
        sql`CREATE INDEX ON user_session (updated_at)`,
        sql`CREATE TABLE user_challenge (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(), identifier text NOT NULL, value text NOT NULL, expires_at timestamptz NOT NULL,
          created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)`,
        sql`CREATE INDEX ON user_challenge (identifier)`,
        sql`CREATE INDEX ON user_challenge (expires_at)`,
        sql`CREATE TABLE user_totp (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL UNIQUE REFERENCES user_account, secret text NOT NULL,
          backup_codes text NOT NULL, verified boolean NOT NULL, failed_verification_count integer NOT NULL DEFAULT 0, locked_until timestamptz)`,
        sql`CREATE TABLE proof_try (
          try_id uuid PRIMARY KEY, subject text NOT NULL CHECK (subject ~ '^[0-9a-f]{64}$'), tried_at timestamptz NOT NULL)`,
        sql`CREATE INDEX ON proof_try (subject, tried_at)`,
        sql`CREATE INDEX ON proof_try (tried_at)`,
      ];
      for (const step of steps) await step.execute(transaction);
    },
  },
  '003-ledger': ledgerMigration,
  // A measure follows from an inspection, a case from a review: a matter knows what it came from.
  '004-matter-parent': {
    async up(transaction) {
      const steps = [
        sql`ALTER TABLE matter ADD COLUMN parent_id uuid REFERENCES matter`,
        sql`CREATE INDEX ON matter (parent_id) WHERE parent_id IS NOT NULL`,
      ];
      for (const step of steps) await step.execute(transaction);
    },
  },
  '005-findings': findingMigration,
  '010-tasks-notices': tasksAndNotices,
  '020-operation': operationMigration,
  '030-campaigns': campaignMigration,
  '040-institutions': institutionMigration,
  '050-files': fileMigration,
  '051-documents': documentMigration,
  '060-sealed-leads': sealedLeadsMigration,
  '061-accounts': accountsMigration,
  '070-assessment': assessmentMigration,
  '080-figures': figuresMigration,
  '090-rulebook': rulebookMigration,
  '061-one-phone': onePhoneMigration,
  '061-passkeys': passkeyMigration,
  '062-provider-links': linkMigration,
  '081-leads-at-once': leadsAtOnceMigration,
  '100-terminal-runs': terminalRunsMigration,
  '062-lead-steps': leadStepsMigration,
  '063-look-backs': lookBackMigration,
  '100-insured': insuredMigration,
  '101-gateway': gatewayMigration,
  '102-message-size': messageSizeMigration,
  '110-settlement': settlementMigration,
  '092-withdrawal': withdrawalMigration,
  '120-wallet': walletMigration,
  '121-voucher': voucherMigration,
  '130-trace': traceMigration,
  '150-till-check': tillCheckMigration,
  '140-clearing': clearingMigration,
  '160-elsewhere': elsewhereMigration,
  '161-policies': policiesMigration,
  '162-contribution-end': contributionEndMigration,
  '163-reversed-messages': reversedMessageMigration,
  '164-retention': retentionMigration,
  '165-books': booksMigration,
  '166-alarm-objection': alarmMigration,
  '166-difference-rule': differenceRuleMigration,
};
