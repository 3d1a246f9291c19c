/**
 * The text that an institution signs, after the rule of the e-voucher's messages (签名串: keys in ASCII order): every member of the message
 * but `cainfo` and those that are empty, as `key=value` joined by `&`. A value that is an object or a list is its JSON without blanks, its
 * keys in ASCII order at every depth; numbers stand as they were written (`1.10` stays `1.10`). SM2 with SM3 and the standard user id over
 * its UTF-8; `cainfo` is r and s, 128 hexadecimal digits.
 */
import { shouhuError } from '@shouhu/errors';
import { publicKeyOf, sign } from '@shouhu/vault';
import { membersOf, plain } from './canonical.ts';

const UNSIGNED = 'cainfo';

/** @param message the JSON of the whole message @throws ShouhuError SH-T001 for one that is nested deeper than anybody can read */
export function signedText(message: string): string {
  try {
    return membersOf(message)
      .filter(([key, value]) => key !== UNSIGNED && value !== '""' && value !== 'null')
      .map(([key, value]) => `${key}=${value.startsWith('"') ? plain(value) : value}`)
      .join('&');
  } catch (error) {
    if (error instanceof RangeError) throw shouhuError('SH-T001', {}, {}, error);
    throw error;
  }
}

/** Signs the JSON of a whole message. @param privateKey 32 bytes, hexadecimal @returns the `cainfo` to be put into it */
export function signMessage(privateKey: string, message: string): string {
  return sign(privateKey, publicKeyOf(privateKey), Buffer.from(signedText(message), 'utf8'));
}
