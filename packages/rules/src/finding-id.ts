import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Digest of rule, person, institution and anchor, never of amount, message, snapshot or run (docs/semantics.md 11):
 * a re-run changes nothing it need not.
 */
export function findingId(rule_code: string, psn_no: string, fixmedins_code: string, anchor: string): string {
  const text = [rule_code, psn_no, fixmedins_code, anchor].join('\u0000');
  return `F${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32)}`;
}
