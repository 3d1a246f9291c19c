/**
 * What the server answers. The server's own types would bring the whole server, and Node's types, into a program for browsers; that these
 * are the same as those is checked by the compiler (e2e/answers.ts).
 */
import type { Duty } from '@shouhu/procedure';

export type LeadState = 'new' | 'assigned' | 'in-review' | 'in-case' | 'closed' | 'dropped';
export type LeadStanding = 'current' | 'changed' | 'withdrawn';

/** Rights that a screen asks about. */
export type RightName =
  | 'account.confirm'
  | 'account.manage'
  | 'account.read'
  | 'log.read'
  | 'people.read'
  | 'bureau.read'
  | 'bureau.set'
  | 'document.make'
  | 'document.deliver'
  | 'document.received'
  | 'finding.read'
  | 'lead.lines'
  | 'lead.read'
  | 'lead.triage'
  | 'lead.return'
  | 'review.open'
  | 'review.read'
  | 'institution.read'
  | 'institution.write'
  | 'agreement.write'
  | 'agreement.ask'
  | 'agreement.decide'
  | 'dossier.read'
  | 'dossier.write'
  | 'measure.open'
  | 'measure.read'
  | 'inspection.read'
  | 'inspection.note'
  | 'inspection.declare'
  | 'campaign.read'
  | 'campaign.plan'
  | 'campaign.draw'
  | 'campaign.record'
  | 'campaign.confirm'
  | 'transfer.open'
  | 'transfer.read'
  | 'case.open'
  | 'case.read'
  | 'assessment.open'
  | 'assessment.read'
  | 'assessment.score'
  | 'assessment.published'
  | 'points.open'
  | 'points.read'
  | 'points.reveal'
  | 'credit.open'
  | 'credit.read'
  | 'expert.read'
  | 'expert.keep'
  | 'expert.draw'
  | 'person.reveal'
  | 'lead.export'
  | 'matter.export'
  | 'figures.public'
  | 'figures.read'
  | 'report.make'
  | 'import.read'
  | 'import.start'
  | 'rulebook.read'
  | 'rulebook.write'
  | 'rulebook.publish'
  | 'check.compare'
  | 'check.read'
  | 'trace.read'
  | 'trace.set'
  | 'gateway.read'
  | 'gateway.key'
  | 'settlement.read'
  | 'fund.read'
  | 'fund.book'
  | 'fund.confirm'
  | 'clearing.read'
  | 'clearing.compute'
  | 'clearing.confirm'
  | 'clearing.approve'
  | 'clearing.pay'
  | 'clearing.account'
  | 'clearing.account-reveal'
  | 'wallet.read'
  | 'wallet.freeze'
  | 'wallet.release'
  | 'wallet.relate'
  | 'wallet.rules'
  | 'voucher.enrol'
  | 'voucher.revoke'
  | 'voucher.statistics'
  | 'voucher.alarm'
  | 'voucher.terminal'
  | 'run.read'
  | 'run.start'
  | 'run.download';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly Duty[];
  readonly regions: readonly string[];
  readonly fixmedins_code: string | null;
  /** What comes before the duties count. */
  readonly pending: 'password' | 'totp' | null;
  /** Names of rights, of which this page may not know all. */
  readonly rights: readonly string[];
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly Duty[];
}

/** An institution as it is chosen. */
export interface NamedInstitution {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
}

/** A rule with findings. */
export interface FoundRule {
  readonly rule_code: string;
  readonly rule_name: string;
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
  readonly title_en: string;
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

/** A value of evidence with what it is called. */
export interface Labelled {
  readonly zh: string;
  readonly en: string;
  readonly text: string;
  readonly text_en: string;
}

export interface LeadScheme {
  readonly scheme_id: string;
  readonly scheme: string;
  readonly scheme_name: string;
  readonly scheme_name_en: string;
  /** Persons that it ties to each other. */
  readonly members: number;
  readonly score: number;
  readonly message: string;
  readonly evidence: readonly Labelled[];
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
  /** Who had it, by whom and why. */
  readonly steps: readonly {
    readonly seq: number;
    readonly state: 'assigned' | 'dropped' | 'returned';
    readonly actor: string;
    readonly at: string;
    readonly assignee: string | null;
    readonly reason: string;
  }[];
}

/** Numbers of persons in clear. */
export interface LeadPersons {
  readonly message: string;
  readonly persons: readonly string[];
  readonly schemes: readonly {
    readonly scheme_id: string;
    readonly links: readonly { readonly a: string; readonly b: string; readonly weight: number }[];
  }[];
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
  /** Whether the reader can take a step now that it waits for. */
  readonly turn: boolean;
}

export type Fact = string | number | boolean | readonly string[];

export interface Deed {
  readonly action: string;
  readonly name: string;
  readonly by: string;
  readonly with: readonly string[];
  readonly on: string;
  readonly facts: Readonly<Record<string, Fact>>;
  /** Who confirmed a joint step, and who has yet to. */
  readonly confirmed: readonly string[];
  readonly awaited: readonly string[];
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
/** A step that the procedure allows. */
export interface Offer {
  readonly action: string;
  readonly name: string;
  readonly basis: string;
  readonly facts: readonly string[];
  readonly refusal: Refusal | null;
}

export interface MatterOffer extends Offer {
  /** Documents that belong before it. */
  readonly papers: readonly Paper[];
}

export interface Paper {
  readonly kind: string;
  readonly name: string;
  /** The step is refused without it. */
  readonly must: boolean;
  readonly made: boolean;
  readonly number: string | null;
  /** For the party, and how it reached it. */
  readonly given: boolean;
  readonly delivered: { readonly way: string; readonly on: string } | null;
}

/** A step that a matter waits for. */
interface NextStep {
  readonly action: string;
  readonly name: string;
  readonly duties: readonly string[];
  readonly wait: { readonly clock: string; readonly name: string; readonly due: string } | null;
  /** The reader can take it now. */
  readonly mine: boolean;
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
  readonly offers: readonly MatterOffer[];
  /** Names of those who took part, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** Days and parts in which a fine may be paid: the day planned, its last working day, and what was paid of it. */
  readonly plan: readonly {
    readonly on: string;
    readonly due: string;
    readonly fen: number;
    readonly paid_fen: number;
  }[];
  /** Still owed today, in fen. */
  readonly debts: {
    readonly refund: number;
    readonly penalty: number;
    readonly fine: number;
    readonly surcharge: number;
  };
  /** The matter that it follows from, and those that follow from it. */
  readonly parent: Relative | null;
  readonly children: readonly Relative[];
  /** Nothing can follow any more. */
  readonly over: boolean;
  readonly next: readonly NextStep[];
}

interface Relative {
  readonly matter_id: string;
  readonly procedure: string;
  readonly state: string;
}
