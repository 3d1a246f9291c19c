/** Drafts of local knowledge, what was done with them, plans, published versions and which of them holds. All but the head of a draft is written once. */
import type { Facts } from '@shouhu/procedure';
import type { ColumnType, JSONColumnType } from 'kysely';
import type { Files } from './files.ts';

type Fixed<Type> = ColumnType<Type, Type, never>;
type Once<Type extends object> = JSONColumnType<Type, string, never>;

export interface DraftTable {
  draft_id: Fixed<string>;
  admdvs: Fixed<string>;
  begun_at: Fixed<Date>;
  /** Number of deeds: what a client saw of it. */
  version: number;
  state: string;
  /** The last revision, kept for lists. */
  revision: number;
  title: string;
  digest: string;
}

interface RulePlanTable {
  task_id: Fixed<string>;
  draft_id: Fixed<string>;
  purpose: Fixed<PlanPurpose>;
  /** What was planned, and the content in force it was compared with. */
  digest: Fixed<string>;
  base: Fixed<string>;
  /** Of the knowledge that the draft would make, in which audits after publishing are recorded. */
  snapshot: Fixed<string>;
  comparison: Once<object>;
  ended_at: Fixed<Date>;
}

/** `shadow`: after an audit run, by what it found. */
export type PlanPurpose = 'plan' | 'backtest' | 'shadow';

export interface RulebookSchema {
  rule_draft: DraftTable;
  rule_draft_revision: {
    draft_id: Fixed<string>;
    revision: Fixed<number>;
    title: Fixed<string>;
    reason: Fixed<string>;
    files: Once<Files>;
    digest: Fixed<string>;
    saved_by: Fixed<string>;
    saved_at: Fixed<Date>;
  };
  rule_deed: {
    draft_id: Fixed<string>;
    seq: Fixed<number>;
    request_id: Fixed<string>;
    action: Fixed<string>;
    actor: Fixed<string>;
    day: Fixed<string>;
    facts: Once<Facts>;
    recorded_at: Fixed<Date>;
  };
  rule_plan: RulePlanTable;
  rule_version: {
    version: Fixed<number>;
    /** Null for version 0: the national rules alone. */
    draft_id: Fixed<string | null>;
    admdvs: Fixed<string>;
    title: Fixed<string>;
    reason: Fixed<string>;
    files: Once<Files>;
    digest: Fixed<string>;
    snapshot: Fixed<string>;
    /** Everybody who wrote it. */
    written_by: Once<readonly string[]>;
    approved_by: Fixed<string>;
    published_at: Fixed<Date>;
    replaces: Fixed<number | null>;
  };
  /** Which version holds: the last row. */
  rule_in_force: {
    seq: Fixed<number>;
    version: Fixed<number>;
    request_id: Fixed<string>;
    since: Fixed<Date>;
    by: Fixed<string>;
    reason: Fixed<string>;
  };
}
