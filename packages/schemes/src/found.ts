/** What a scheme found, as it is written: with its id, the lines that carry the amount, and the amount. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { formatCivilDate, civilDay } from '@shouhu/codes';
import type { Evidence, Hit, Link, Scheme } from './shape/scheme.ts';

/** One object of OUT/schemes.jsonl, in its key order (docs/formats.md). */
export interface Found {
  readonly scheme_id: string;
  readonly scheme: string;
  readonly scheme_name: string;
  /** National class that the scheme carries out, or null. */
  readonly rule_code: string | null;
  readonly verdict: 'suspicion';
  /** 0 to 1. */
  readonly score: number;
  readonly fixmedins_codes: readonly string[];
  readonly psn_nos: readonly string[];
  /** Visits it is about: at risk as a whole, unless single lines are named. */
  readonly mdtrt_ids: readonly string[];
  /** Single lines at risk; empty: all lines of the visits. */
  readonly line_ids: readonly string[];
  /** National codes of the items it turns on; empty where it turns on none. */
  readonly item_codes: readonly string[];
  readonly period: { readonly from: string; readonly to: string };
  readonly amount_fen: number;
  /** Exemption that covers it; it then stands in no lead. */
  readonly exempted_by: string | null;
  readonly basis: readonly string[];
  readonly message: string;
  readonly evidence: Evidence;
  /** Who met whom how often, for the map of a group. */
  readonly links: readonly Link[];
}

/** Digest of the scheme and what the hit is about, never of amount, score or run. */
export function foundId(scheme: string, anchor: string): string {
  return `S${bytesToHex(sha256(utf8ToBytes(`${scheme}\u0000${anchor}`))).slice(0, 32)}`;
}

export function foundOf(scheme: Scheme, hit: Hit, amount_fen: number): Found {
  return {
    scheme_id: foundId(scheme.id, hit.anchor),
    scheme: scheme.id,
    scheme_name: scheme.name,
    rule_code: scheme.rule_code,
    verdict: 'suspicion',
    score: hit.score,
    fixmedins_codes: hit.fixmedins_codes,
    psn_nos: hit.psn_nos,
    mdtrt_ids: hit.visits.map(({ mdtrt_id }) => mdtrt_id),
    line_ids: hit.lines.map(({ line_id }) => line_id),
    item_codes: hit.item_codes ?? [],
    period: { from: dateOf(hit.from), to: dateOf(hit.to) },
    amount_fen,
    exempted_by: null,
    basis: scheme.basis,
    message: hit.message,
    evidence: hit.evidence,
    links: hit.links ?? [],
  };
}

const dateOf = (day: number): string => formatCivilDate(civilDay(day));
