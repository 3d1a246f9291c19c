import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Digest of what the lead is about, never of amount, rank or run. */
export function leadId(key: string): string {
  return `L${bytesToHex(sha256(utf8ToBytes(key))).slice(0, 32)}`;
}

/** Key of the lead that is one rule at one institution. */
export function ruleLead(fixmedins_code: string, rule_code: string): string {
  return `R|${fixmedins_code}|${rule_code}`;
}
