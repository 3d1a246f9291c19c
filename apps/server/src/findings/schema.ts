/** Findings as the platform keeps them: what lists show in columns, everything else sealed in revisions that are written once. */
import type { ColumnType } from 'kysely';
import type { LeadStanding } from '../store/standing.ts';

type Fixed<Type> = ColumnType<Type, Type, never>;

export interface FindingSchema {
  finding: {
    finding_id: string;
    revision: number;
    standing: LeadStanding;
    /** The last run that found it. */
    run_id: number;
    /** Keyed digest of the content: whether a later run says the same. */
    digest: string;
    rule_code: string;
    rule_name: string;
    verdict: string;
    fixmedins_code: string;
    service_date: string;
    /** 0 where no amount can be calculated. */
    amount_fen: number;
    has_amount: boolean;
    /** The last four digits of the person's number. */
    psn_tail: string;
    message: string;
  };
  lead_finding: { lead_id: string; finding_id: string; run_id: number };
  finding_revision: {
    finding_id: Fixed<string>;
    revision: Fixed<number>;
    run_id: Fixed<number>;
    standing: Fixed<LeadStanding>;
    /** The finding as the run wrote it, sealed; null where it no longer found it. */
    content: Fixed<string | null>;
  };
}
