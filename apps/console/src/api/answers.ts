/**
 * What the server answers. The server's own types would bring the whole server, and Node's types, into a program for browsers; that these
 * are the same as those is checked by the compiler (e2e/answers.ts).
 */
import type { Duty } from '@shouhu/procedure';

export type LeadState = 'new' | 'assigned' | 'in-review' | 'in-case' | 'dropped';
export type LeadStanding = 'current' | 'changed' | 'withdrawn';

/** Rights that a screen asks about. */
export type RightName =
  | 'people.read'
  | 'lead.read'
  | 'lead.triage'
  | 'review.open'
  | 'review.read'
  | 'case.open'
  | 'case.read';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly Duty[];
  readonly regions: readonly string[];
  readonly fixmedins_code: string | null;
  /** Names of rights, of which this page may not know all. */
  readonly rights: readonly string[];
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly Duty[];
}

export interface LeadRow {
  readonly lead_id: string;
  readonly revision: number;
  readonly standing: LeadStanding;
  readonly state: LeadState;
  readonly assignee: string | null;
  readonly rank: number;
  readonly kind: string;
  readonly title: string;
  readonly verdict: string;
  readonly amount_fen: number;
  readonly expected_fen: number;
  readonly period_from: string;
  readonly period_to: string;
  readonly message: string;
  readonly institutions: readonly {
    readonly fixmedins_code: string;
    readonly fixmedins_name: string;
    readonly admdvs: string;
  }[];
}

export interface LeadScheme {
  readonly scheme_id: string;
  readonly scheme: string;
  readonly scheme_name: string;
  readonly score: number;
  readonly message: string;
  readonly evidence: Readonly<Record<string, string | number | readonly string[]>>;
}

export interface LeadRule {
  readonly rule_code: string;
  readonly rule_name: string;
  readonly verdict: 'violation' | 'suspicion';
  readonly findings: number;
  readonly amount_fen: number;
}

/** What the last run that found it says of a lead. */
interface LeadContent {
  readonly certainty: number;
  readonly violation_fen: number;
  readonly suspicion_fen: number;
  readonly unlined_fen: number;
  readonly persons: number;
  readonly visits: number;
  readonly lines: number;
  readonly schemes: readonly LeadScheme[];
  readonly rules: readonly LeadRule[];
}

export interface LeadView extends LeadRow {
  readonly content: LeadContent | null;
  readonly revisions: readonly { readonly revision: number; readonly standing: string; readonly run_id: number }[];
  readonly matters: readonly { readonly matter_id: string; readonly procedure: string; readonly state: string }[];
}

export interface MatterRow {
  readonly matter_id: string;
  readonly procedure: string;
  readonly lead_id: string | null;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly state: string;
  readonly version: number;
  readonly due_day: string | null;
  readonly due_clock: string | null;
}

export type Fact = string | number | boolean | readonly string[];

export interface Deed {
  readonly action: string;
  readonly name: string;
  readonly by: string;
  readonly with: readonly string[];
  readonly on: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

export interface ClockView {
  readonly clock: string;
  readonly name: string;
  readonly basis: string;
  readonly state: string;
  readonly due: string | null;
}

export interface Refusal {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A step that the state allows; refused, when it must wait or is for somebody else. */
export interface Offer {
  readonly action: string;
  readonly name: string;
  readonly basis: string;
  readonly facts: readonly string[];
  readonly refusal: Refusal | null;
}

export interface MatterView {
  readonly matter_id: string;
  readonly procedure: string;
  readonly lead_id: string | null;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly version: number;
  readonly state: string;
  readonly state_name: string;
  readonly officers: readonly string[];
  readonly clocks: readonly ClockView[];
  readonly deeds: readonly Deed[];
  readonly offers: readonly Offer[];
  /** Names of those who took part, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** Still owed, in fen. */
  readonly debts: { readonly refund: number; readonly fine: number; readonly surcharge: number };
}
