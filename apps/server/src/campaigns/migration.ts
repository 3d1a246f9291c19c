import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

const TABLES = [
  'campaign',
  'campaign_item',
  'campaign_target',
  'campaign_draw',
  'campaign_drawn',
  'inspection_answer',
  'campaign_batch',
  'campaign_verdict',
];

/** Campaigns, their lists, targets, draws and results. */
export const campaignMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE campaign (
        campaign_id uuid PRIMARY KEY, name text NOT NULL, basis text NOT NULL, theme text NOT NULL, admdvs text NOT NULL CHECK (admdvs ~ '^[0-9]{6}$'),
        kinds text NOT NULL CHECK (kinds IN ('all', 'H', 'P')), targeting text NOT NULL CHECK (targeting IN ('all', 'chosen', 'drawn')),
        from_day date NOT NULL, to_day date NOT NULL CHECK (to_day >= from_day), self_until date, look_back_from date,
        made_by text NOT NULL, made_at timestamptz NOT NULL)`,
      sql`CREATE TABLE campaign_item (
        campaign_id uuid REFERENCES campaign, item_id text NOT NULL, seq integer NOT NULL, list text NOT NULL CHECK (list IN ('self', 'site')),
        text text NOT NULL, reference text NOT NULL, answer text NOT NULL CHECK (answer IN ('yes-no', 'amount', 'number', 'text')),
        PRIMARY KEY (campaign_id, item_id))`,
      sql`CREATE TABLE campaign_target (
        campaign_id uuid REFERENCES campaign, fixmedins_code text REFERENCES institution, matter_id uuid NOT NULL UNIQUE REFERENCES matter,
        added_at timestamptz NOT NULL, PRIMARY KEY (campaign_id, fixmedins_code))`,
      sql`CREATE TABLE campaign_draw (
        draw_id uuid PRIMARY KEY, campaign_id uuid NOT NULL REFERENCES campaign, seed text NOT NULL, institutions jsonb NOT NULL, inspectors jsonb NOT NULL,
        recusals jsonb NOT NULL, count integer CHECK (count > 0), team integer NOT NULL CHECK (team >= 2), drawn_by text NOT NULL, drawn_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON campaign_draw (campaign_id)`,
      sql`CREATE TABLE campaign_drawn (
        draw_id uuid REFERENCES campaign_draw, seq integer NOT NULL, fixmedins_code text NOT NULL REFERENCES institution, officers jsonb NOT NULL,
        PRIMARY KEY (draw_id, seq), UNIQUE (draw_id, fixmedins_code))`,
      sql`CREATE TABLE inspection_answer (
        answer_id uuid PRIMARY KEY, matter_id uuid NOT NULL REFERENCES matter, item_id text NOT NULL, value text NOT NULL,
        amount_fen bigint CHECK (amount_fen >= 0), note text NOT NULL, photos jsonb NOT NULL, answered_by text NOT NULL,
        answered_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON inspection_answer (matter_id)`,
      sql`CREATE TABLE campaign_batch (
        batch_id uuid PRIMARY KEY, campaign_id uuid NOT NULL REFERENCES campaign, rows jsonb NOT NULL, officers jsonb NOT NULL,
        maker jsonb NOT NULL, made_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON campaign_batch (campaign_id)`,
      sql`CREATE TABLE campaign_verdict (
        batch_id uuid PRIMARY KEY REFERENCES campaign_batch, verdict text NOT NULL CHECK (verdict IN ('confirmed', 'returned')), reason text NOT NULL,
        given_by text NOT NULL, given_at timestamptz NOT NULL)`,
      // Money of a matter is found by the matter that its entries name.
      sql`CREATE INDEX ON ledger_entry (memo)`,
      ...TABLES.map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** Institutions of a campaign that are looked at once more. */
export const lookBackMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE campaign_look_back (
        look_back_id uuid PRIMARY KEY, campaign_id uuid NOT NULL REFERENCES campaign, day date NOT NULL, seed text, institutions jsonb NOT NULL,
        count integer CHECK (count > 0), made_by text NOT NULL, made_at timestamptz NOT NULL, CHECK ((seed IS NULL) = (count IS NULL)))`,
      sql`CREATE INDEX ON campaign_look_back (campaign_id)`,
      sql`CREATE TABLE campaign_looked_back (
        look_back_id uuid REFERENCES campaign_look_back, fixmedins_code text REFERENCES institution, matter_id uuid NOT NULL UNIQUE REFERENCES matter,
        earlier_id uuid NOT NULL UNIQUE REFERENCES matter, PRIMARY KEY (look_back_id, fixmedins_code))`,
      ...['campaign_look_back', 'campaign_looked_back'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
