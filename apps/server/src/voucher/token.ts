/**
 * What the screen of an e-voucher shows: a random handle, when it was made, and an SM3 HMAC of both by the secret of the one voucher. Nothing in it
 * tells who it is, and nobody makes one without the secret.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'SHC1';
const HANDLE_BYTES = 12;
const TIME_BYTES = 4;
const MAC_BYTES = 16;
const LENGTH = HANDLE_BYTES + TIME_BYTES + MAC_BYTES;

/** A token as it was read, not yet verified. */
export interface Read {
  /** Hexadecimal. */
  readonly handle: string;
  /** Seconds of the epoch at which its time begins. */
  readonly begun: number;
  readonly mac: Buffer;
}

/** @param secret hexadecimal */
export function tokenOf(secret: string, handle: string, begun: number): string {
  const named = nameOf(handle, begun);
  return `${PREFIX}${Buffer.concat([named, macOf(secret, named)]).toString('base64url')}`;
}

/** @returns undefined for what is no token; other spellings of the same bytes are none */
export function readToken(text: string): Read | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const encoded = text.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== encoded) return undefined;
  return {
    handle: bytes.subarray(0, HANDLE_BYTES).toString('hex'),
    begun: bytes.readUInt32BE(HANDLE_BYTES),
    mac: bytes.subarray(HANDLE_BYTES + TIME_BYTES),
  };
}

/** Whether the holder of a secret made a token; takes as long for a wrong one. */
export function isMadeBy(secret: string, { handle, begun, mac }: Read): boolean {
  return timingSafeEqual(macOf(secret, nameOf(handle, begun)), mac);
}

/** The beginning of the time that holds an instant, in seconds. */
export const begunAt = (at: Date, rotate_s: number): number => Math.floor(at.getTime() / 1_000 / rotate_s) * rotate_s;

function nameOf(handle: string, begun: number): Buffer {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUInt32BE(begun);
  return Buffer.concat([Buffer.from(handle, 'hex'), time]);
}

const macOf = (secret: string, named: Buffer): Buffer =>
  createHmac('sm3', Buffer.from(secret, 'hex'))
    .update('shouhu-voucher-1')
    .update(named)
    .digest()
    .subarray(0, MAC_BYTES);
