/** Tables of the system of record, as Kysely reads and writes them. Days are text `yyyy-MM-dd`, amounts fen, digests hexadecimal. */
import type { LedgerSchema } from '@shouhu/ledger';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** Written once: an update does not compile. */
type Fixed<Type> = ColumnType<Type, Type, never>;
type Instant = ColumnType<Date, Date | string, Date | string>;

interface InstitutionTable {
  fixmedins_code: string;
  fixmedins_name: string;
  admdvs: string;
}

interface RunTable {
  run_id: Generated<number>;
  recorded_at: Fixed<Date>;
  recorded_by: Fixed<string>;
  snapshot: Fixed<string>;
  period_from: Fixed<string | null>;
  period_to: Fixed<string | null>;
  lines: Fixed<number>;
  leads: Fixed<number>;
}

/** What became of a lead: a later run never edits, it adds a revision and says so here (docs/semantics.md 17). */
export type LeadStanding = 'current' | 'changed' | 'withdrawn';
export type LeadState = 'new' | 'assigned' | 'in-review' | 'in-case' | 'dropped';

export interface LeadTable {
  lead_id: string;
  revision: number;
  standing: LeadStanding;
  state: LeadState;
  assignee: string | null;
  rank: number;
  kind: string;
  title: string;
  verdict: string;
  amount_fen: number;
  expected_fen: number;
  period_from: string;
  period_to: string;
  message: string;
}

interface LeadPlaceTable {
  lead_id: string;
  fixmedins_code: string;
}

export interface LeadRevisionTable {
  lead_id: Fixed<string>;
  revision: Fixed<number>;
  run_id: Fixed<number>;
  standing: Fixed<LeadStanding>;
  /** The lead as the run wrote it; null where it no longer found it. */
  content: JSONColumnType<object | null, string | null, never>;
}

/** One matter in one procedure: a review, a case. Its state is what its deeds make of it, kept for lists. */
export interface MatterTable {
  matter_id: string;
  procedure: string;
  lead_id: string | null;
  fixmedins_code: string;
  admdvs: string;
  version: number;
  state: string;
  /** The first day on which a running clock is due, and which. */
  due_day: string | null;
  due_clock: string | null;
  opened_at: Instant;
}

export interface DeedTable {
  matter_id: Fixed<string>;
  seq: Fixed<number>;
  request_id: Fixed<string>;
  action: Fixed<string>;
  actor: Fixed<string>;
  others: JSONColumnType<string[], string, never>;
  day: Fixed<string>;
  facts: JSONColumnType<Record<string, string | number | boolean | string[]>, string, never>;
  late: JSONColumnType<string[], string, never>;
  recorded_at: Fixed<Date>;
}

interface LogEntryTable {
  seq: Fixed<number>;
  at: Fixed<string>;
  actor: Fixed<string>;
  action: Fixed<string>;
  subject: Fixed<string>;
  purpose: Fixed<string>;
  region: Fixed<string>;
  detail: Fixed<string>;
  digest: Fixed<string>;
}

/** A person who signs in, as the sign-in library keeps one; it knows nothing of the last four columns. */
interface UserAccountTable {
  id: Generated<string>;
  name: string;
  /** Nobody has mail: the user name again, as the library wants an address. */
  email: string;
  username: string;
  two_factor_enabled: Generated<boolean>;
  created_at: Instant;
  updated_at: Instant;
  duties: string[];
  regions: string[];
  fixmedins_code: string | null;
  disabled_at: Instant | null;
}

interface UserCredentialTable {
  user_id: string;
  account_id: string;
  provider_id: string;
  password: string;
  created_at: Instant;
  updated_at: Instant;
}

interface UserSessionTable {
  id: Generated<string>;
  user_id: string;
  expires_at: Instant;
  /** When it was last used, to the minute. */
  updated_at: Instant;
}

/** A password or code that was, or is just being, found wrong. */
interface ProofTryTable {
  try_id: string;
  subject: string;
  tried_at: Instant;
}

export interface Schema extends LedgerSchema {
  institution: InstitutionTable;
  run: RunTable;
  lead: LeadTable;
  lead_place: LeadPlaceTable;
  lead_revision: LeadRevisionTable;
  matter: MatterTable;
  deed: DeedTable;
  log_entry: LogEntryTable;
  user_account: UserAccountTable;
  user_credential: UserCredentialTable;
  user_session: UserSessionTable;
  proof_try: ProofTryTable;
}
