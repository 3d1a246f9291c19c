import { encode } from './encode.ts';
import { hexOf } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';
import { isSignedBy, sign } from './sm2.ts';

/** Where a log stands: its last entry and the digest of everything up to it. */
export interface Head {
  /** 0 when the log is empty. */
  readonly seq: number;
  /** SM3, hexadecimal. */
  readonly digest: string;
}

/** The head at the end of a day. */
export interface DayHead extends Head {
  /** Civil date, `YYYY-MM-DD`. */
  readonly day: string;
}

/** The head of a day with its signature, to be kept where those who run the server cannot change it. */
export interface SignedHead extends DayHead {
  /** SM2, r and s, hexadecimal. */
  readonly signature: string;
}

/** Signs the head of a day: SM2 with SM3 and the standard user id, over `encode` of `shouhu-head-1`, day, seq and digest. */
export function signHead(ring: KeyRing, { day, seq, digest }: DayHead): SignedHead {
  const signature = sign(hexOf(ring.signingKey), ring.publicKey, headBytes({ day, seq, digest }));
  return { day, seq, digest, signature };
}

/**
 * Whether a head was signed by the owner of a public key.
 * @param publicKey 04, x and y, hexadecimal, as `KeyRing` gives it
 */
export function verifyHead(publicKey: string, signed: SignedHead): boolean {
  return isSignedBy(publicKey, headBytes(signed), signed.signature);
}

function headBytes({ day, seq, digest }: DayHead): Buffer {
  return encode(['shouhu-head-1', day, String(seq), digest]);
}
