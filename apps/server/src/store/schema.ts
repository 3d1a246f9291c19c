/** Tables of the system of record, as Kysely reads and writes them. Days are text `yyyy-MM-dd`, amounts fen, digests hexadecimal. */
import type { CampaignSchema } from '../campaigns/schema.ts';
import type { LedgerSchema } from '@shouhu/ledger';
import type { DocumentSchema } from '../documents/schema.ts';
import type { FileSchema } from '../files/schema.ts';
import type { FindingSchema } from '../findings/schema.ts';
import type { LeadStanding, LeadState, LeadStepState } from './standing.ts';
import type { FiguresSchema } from '../figures/schema.ts';
import type { ListsSchema } from '../lists/schema.ts';
import type { AssessmentSchema } from '../assessment/schema.ts';
import type { CreditSchema } from '../credit/schema.ts';
import type { ExpertSchema } from '../experts/schema.ts';
import type { IdentitySchema } from '../identity/schema.ts';
import type { AccountSchema } from '../accounts/schema.ts';
import type { OperationSchema } from '../operation/schema.ts';
import type { ClearingSchema } from '../clearing/schema.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import type { InsuredSchema } from '../insured/schema.ts';
import type { InstitutionSchema } from '../institutions/schema.ts';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { OutboxSchema } from '../outbox/schema.ts';
import type { RulebookSchema } from '../rulebook/schema.ts';
import type { SettlementSchema } from '../settlement/schema.ts';
import type { TraceSchema } from '../trace/schema.ts';
import type { TaskSchema } from '../tasks/schema.ts';
import type { VoucherSchema } from '../voucher/schema.ts';
import type { WalletSchema } from '../wallet/schema.ts';
import type { TillCheckSchema } from '../till-check/schema.ts';

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
  /** Of the file of lines that the run's leads stand on (leads/lines.ts). */
  lines_digest: Fixed<string | null>;
}

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
  /** The run that found it first. */
  found_run: number;
  /** Its institution when it has but one, else null: figures go over leads without asking for the places of each. */
  fixmedins_code: string | null;
}

interface LeadPlaceTable {
  lead_id: string;
  fixmedins_code: string;
}

/** Who has a lead from a step on; null is nobody. */
interface LeadStepTable {
  lead_id: Fixed<string>;
  seq: Fixed<number>;
  state: Fixed<LeadStepState>;
  actor: Fixed<string>;
  at: Fixed<Date>;
  assignee: Fixed<string | null>;
  reason: Fixed<string>;
}

export interface LeadRevisionTable {
  lead_id: Fixed<string>;
  revision: Fixed<number>;
  run_id: Fixed<number>;
  standing: Fixed<LeadStanding>;
  /** The lead as the run wrote it, sealed, and its keyed digest; null where the run no longer found it. */
  sealed: Fixed<string | null>;
  digest: Fixed<string | null>;
}

/** One matter in one procedure: a review, a case. Its state is what its deeds make of it, kept for lists. */
export interface MatterTable {
  matter_id: string;
  procedure: string;
  lead_id: string | null;
  /** The matter that this one follows from. */
  parent_id: string | null;
  fixmedins_code: string;
  admdvs: string;
  version: number;
  state: string;
  /** The first day on which a running clock is due, and which. */
  due_day: string | null;
  due_clock: string | null;
  opened_at: Instant;
  /** Null for matters from before it was kept. */
  opened_by: string | null;
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

/** A person who signs in, as the sign-in library keeps one; it knows nothing of the columns from `duties` on. */
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
  /** Somebody else set the password. */
  must_change: Generated<boolean>;
}

interface UserCredentialTable {
  user_id: string;
  account_id: string;
  provider_id: string;
  password: string;
  created_at: Instant;
  updated_at: Instant;
}

interface UserTotpTable {
  user_id: string;
}

interface UserSessionTable {
  id: Generated<string>;
  token: string;
  user_id: string;
  expires_at: Instant;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Instant;
  /** When it was last used, to the minute. */
  updated_at: Instant;
}

/** A password or code that was, or is just being, found wrong. */
interface ProofTryTable {
  try_id: string;
  subject: string;
  tried_at: Instant;
}

export interface Schema
  extends
    LedgerSchema,
    AccountSchema,
    IdentitySchema,
    FindingSchema,
    FiguresSchema,
    ListsSchema,
    FileSchema,
    DocumentSchema,
    CampaignSchema,
    OutboxSchema,
    RulebookSchema,
    SettlementSchema,
    VoucherSchema,
    WalletSchema,
    TraceSchema,
    ClearingSchema,
    TaskSchema,
    TillCheckSchema,
    AssessmentSchema,
    CreditSchema,
    ExpertSchema,
    OperationSchema,
    GatewaySchema,
    InsuredSchema,
    InstitutionSchema {
  institution: InstitutionTable;
  run: RunTable;
  lead: LeadTable;
  lead_place: LeadPlaceTable;
  lead_revision: LeadRevisionTable;
  lead_step: LeadStepTable;
  matter: MatterTable;
  deed: DeedTable;
  log_entry: LogEntryTable;
  user_account: UserAccountTable;
  user_credential: UserCredentialTable;
  user_session: UserSessionTable;
  user_totp: UserTotpTable;
  proof_try: ProofTryTable;
}
