import { sm2 } from 'sm-crypto-v2';

/** The user id that GM/T 0009 sets where the signers agreed on none. */
const USER_ID = '1234567812345678';
/** SM2 with SM3 over the user id, the public key and the message (GB/T 32918.2), as everybody else verifies it. */
const OPTIONS = { hash: true, userId: USER_ID } as const;
const SIGNATURE = /^[0-9a-f]{128}$/;
const PUBLIC_KEY = /^04[0-9a-f]{128}$/;

/*
 * Not by node:crypto: what Node 26 signs with a key it generated on the curve SM2 is plain ECDSA, and with one read from a
 * file it is SM2 with an empty user id, which cannot be set. Neither is accepted by anybody who verifies by the standard.
 */

/** A new private key: 32 bytes, hexadecimal. */
export function makePrivateKey(): string {
  return sm2.generateKeyPairHex().privateKey;
}

/** The public key of a private one: 04, x and y, hexadecimal. */
export function publicKeyOf(privateKey: string): string {
  return sm2.getPublicKeyFromPrivateKey(privateKey);
}

/** Signature of a message: r and s, 32 bytes each, hexadecimal; another one each time. */
export function sign(privateKey: string, publicKey: string, message: Uint8Array): string {
  return sm2.doSignature(message, privateKey, { ...OPTIONS, publicKey });
}

/** Whether the owner of a public key signed a message; false also for what is no key or no signature. */
export function isSignedBy(publicKey: string, message: Uint8Array, signature: string): boolean {
  if (!PUBLIC_KEY.test(publicKey) || !SIGNATURE.test(signature)) return false;
  try {
    return sm2.doVerifySignature(message, signature, publicKey, OPTIONS);
  } catch {
    return false; // The library throws at a point off the curve and at numbers out of range.
  }
}
