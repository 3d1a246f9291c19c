/** What is pasted or uploaded as a public key, as the door keeps it: 04, x and y in hexadecimal, small letters. */

const POINT = /^04[0-9a-f]{128}$/;
/** Two halves of a point without the 04 before them. */
const HALVES = /^[0-9a-f]{128}$/;
const PEM = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/;
/** A point within a key file: 65 bytes. */
const POINT_BYTES = 65;

export type ReadKey =
  | { readonly key: string }
  /** `private`: holds a private key, which nobody but the institution may have. */
  | { readonly fault: 'private' | 'unknown' };

/** Hexadecimal with or without 04, blanks and capitals as they come, or PEM. */
export function readPublicKey(text: string): ReadKey {
  if (/PRIVATE KEY|"?private_?key"?\s*[:=]/i.test(text)) return { fault: 'private' };
  const pem = PEM.exec(text)?.[1];
  const plain = (pem === undefined ? text : (hexOf(pem) ?? '')).replaceAll(/\s/g, '').toLowerCase();
  const key = HALVES.test(plain) ? `04${plain}` : plain;
  return POINT.test(key) ? { key } : { fault: 'unknown' };
}

/** The last bytes of a key in base64, where its point is. */
function hexOf(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (each) => each.charCodeAt(0));
    return Array.from(bytes.slice(-POINT_BYTES), (each) => each.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}
