/**
 * What the report page is given as JSON and draws from. Money is fen, quantities 1e-4, prices 1e-6 yuan, days civil days since
 * 1970. Texts come from data and are never markup. Persons are already masked, unless the report reveals them.
 */

export interface PageData {
  readonly run: PageRun;
  readonly totals: PageTotals;
  readonly months: readonly PageMonth[];
  readonly bands: readonly PageBand[];
  readonly rules: readonly PageRule[];
  readonly institutions: readonly PageInstitution[];
  readonly leads: readonly PageLead[];
  readonly networks: readonly PageNetwork[];
  readonly lines: PageLines;
  readonly schemes: readonly PageScheme[];
  readonly not_run: readonly PageNotRun[];
  readonly quality: PageQuality;
  readonly indicators: PageIndicators | null;
  /** Labels of evidence: key → Chinese, English. */
  readonly labels: Readonly<Record<string, readonly [zh: string, en: string]>>;
}

interface PageRun {
  readonly version: string;
  readonly started_at: string;
  readonly seconds: number;
  readonly digest: string;
  readonly as_of: string | null;
  readonly parts: readonly {
    readonly name: string;
    readonly version: string;
    readonly rules: number;
    readonly points: number;
  }[];
  readonly from: string | null;
  readonly to: string | null;
  readonly lines: number;
  readonly lines_before_knowledge: number;
  readonly exempted: number;
  readonly without_amount: number;
  readonly revealed: boolean;
}

interface PageTotals {
  readonly findings: number;
  readonly cannot_decide: number;
  readonly leads: number;
  readonly amount_fen: number;
  readonly violation_fen: number;
  readonly suspicion_fen: number;
  readonly expected_fen: number;
  readonly rule_violation: PageSum;
  readonly rule_suspicion: PageSum;
  /** Net of lines that only schemes point at, and goods without lines. */
  readonly scheme_only_fen: number;
}

interface PageSum {
  readonly findings: number;
  readonly gross_fen: number;
  readonly net_fen: number;
}

export interface PageMonth {
  /** yyyy-MM */
  readonly month: string;
  readonly violation_fen: number;
  readonly suspicion_fen: number;
  readonly expected_fen: number;
  readonly findings: number;
}

/** Leads whose certainty lies in a band. */
export interface PageBand {
  readonly least: number;
  readonly leads: number;
  readonly amount_fen: number;
  readonly expected_fen: number;
}

export interface PageRule {
  readonly code: string;
  readonly name: string;
  readonly violation: PageSum;
  readonly suspicion: PageSum;
  readonly cannot_decide: number;
}

export interface PageInstitution {
  readonly code: string;
  readonly name: string;
  readonly violation: PageSum;
  readonly suspicion: PageSum;
  readonly leads: number;
  /** Net over findings and schemes, each line once. */
  readonly amount_fen: number;
  readonly expected_fen: number;
  readonly risk: PageRisk | null;
}

export interface PageRisk {
  readonly score: number;
  readonly rank: number;
  readonly peer_group: string;
  readonly probability: number | null;
  readonly parts: readonly PageRiskPart[];
  readonly series: readonly PageSeries[];
}

/** A part of the score over the months, beside the median of the peers; null where there is no value. */
export interface PageSeries {
  readonly name: string;
  readonly unit: PageUnit;
  /** yyyy-MM */
  readonly months: readonly string[];
  readonly values: readonly (number | null)[];
  readonly medians: readonly (number | null)[];
  /** Month of a break, or null. */
  readonly trend_month: string | null;
}

/** What values are: a share of one, fen (a mean or a sum), days, times, or a count. */
export type PageUnit = 'share' | 'fen' | 'sum_fen' | 'days' | 'times' | 'count';

export interface PageRiskPart {
  readonly name: string;
  readonly unit: PageUnit;
  /** Department or doctor; empty: the institution itself. */
  readonly where: string;
  readonly value: number | null;
  readonly peer_median: number | null;
  readonly z: number | null;
  readonly points: number;
}

export interface PageLead {
  readonly id: string;
  readonly rank: number;
  readonly kind: 'scheme' | 'rule';
  readonly title: string;
  readonly verdict: 'violation' | 'suspicion';
  readonly certainty: number;
  readonly amount_fen: number;
  readonly violation_fen: number;
  readonly unlined_fen: number;
  readonly expected_fen: number;
  readonly institutions: readonly string[];
  readonly persons: number;
  readonly visits: number;
  readonly lines: number;
  readonly from: string;
  readonly to: string;
  readonly message: string;
  readonly schemes: readonly PageLeadScheme[];
  readonly rules: readonly PageLeadRule[];
  readonly map: PageMap | null;
}

export interface PageLeadScheme {
  readonly id: string;
  readonly scheme: string;
  readonly name: string;
  readonly score: number;
  readonly message: string;
  /** The English value only where it differs. */
  readonly evidence: readonly (readonly [key: string, zh: string, en?: string])[];
}

interface PageLeadRule {
  readonly code: string;
  readonly name: string;
  readonly verdict: 'violation' | 'suspicion';
  readonly findings: number;
  readonly amount_fen: number;
}

/** A map of a group, laid out: coordinates 0 … 1. */
export interface PageMap {
  readonly nodes: readonly PageNode[];
  readonly links: readonly (readonly [a: number, b: number, weight: number])[];
  /** Nodes left out because the group is larger than a picture can show. */
  readonly hidden: number;
}

/** Leads that each link but two, of one kind, in one map. */
export interface PageNetwork {
  readonly title: string;
  readonly leads: number;
  readonly map: PageMap;
}

interface PageNode {
  readonly name: string;
  readonly kind: 'person' | 'institution' | 'other';
  readonly x: number;
  readonly y: number;
  /** Sum of the weights of its links. */
  readonly weight: number;
}

/** Lines of the leads, as far as embedded; texts that repeat stand once. */
export interface PageLines {
  /** [code, name] */
  readonly items: readonly (readonly [code: string, name: string])[];
  readonly texts: readonly string[];
  /** By lead id. */
  readonly of: Readonly<Record<string, PageLeadLines>>;
  /** Most lines that a page embeds. */
  readonly cap: number;
  readonly shown: number;
  readonly total: number;
}

export interface PageLeadLines {
  /** Visits in the order of their amount. */
  readonly visits: readonly PageVisit[];
  /** Lines of the lead that are embedded. */
  readonly shown: number;
}

export interface PageVisit {
  readonly id: string;
  readonly person: string;
  readonly institution: string;
  readonly lines: readonly PageLine[];
}

/** Indexes into {@link PageLines.items} and {@link PageLines.texts}; -1 is absent. */
export type PageLine = readonly [
  id: string,
  day: number,
  second: number,
  item: number,
  cnt: number,
  pric: number,
  amount_fen: number,
  inscp_fen: number,
  at_risk_fen: number,
  violation: 0 | 1,
  dept: number,
  dr: number,
  /** Why: messages of findings and name of the scheme. */
  why: readonly number[],
];

export interface PageScheme {
  readonly id: string;
  readonly name: string;
  readonly en: string;
  readonly basis: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly value: number;
    readonly unit: string;
    readonly about: string;
  }[];
  readonly sees: string;
  readonly excludes: readonly string[];
  readonly may_err: readonly string[];
  readonly on_site: readonly string[];
  readonly found: number;
  readonly gross_fen: number;
}

export interface PageNotRun {
  readonly kind: 'rule' | 'scheme' | 'indicator';
  readonly code: string;
  readonly name: string;
  readonly absent: readonly string[];
  readonly lines: number;
}

export interface PageQuality {
  readonly rejects: number;
  readonly pass: number;
  readonly fail: number;
  readonly not_applicable: number;
  readonly error: number;
  /** Checks that did not pass. */
  readonly failed: readonly PageCheck[];
}

export interface PageCheck {
  readonly id: string;
  readonly table: string;
  readonly field: string;
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly numerator: number;
  readonly denominator: number;
  /** 1e-4 */
  readonly threshold: number;
  readonly status: string;
}

/** Indicators of institutions over the whole period. */
export interface PageIndicators {
  readonly list: readonly PageIndicator[];
}

export interface PageIndicator {
  readonly code: string;
  readonly name: string;
  readonly unit: PageUnit;
  /** How it is counted, where the name does not say it; Chinese. */
  readonly about: string;
  /** Institutions with a value, in the order of their code. */
  readonly values: readonly PageIndicatorValue[];
}

/** z is null where there are too few peers; so are the peers' numbers. */
export interface PageIndicatorValue {
  readonly institution: string;
  readonly value: number;
  readonly peer_group: string;
  readonly peer_median: number | null;
  readonly z: number | null;
  /** Month in which the series broke from its peers, or null. */
  readonly trend_month: string | null;
}
