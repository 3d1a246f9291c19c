import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { encode } from './encode.ts';
import { makePrivateKey, publicKeyOf } from './sm2.ts';

/** The secrets of one installation. Key objects show nothing of themselves when a ring is printed or written as JSON. */
export interface KeyRing {
  /** SM4 keys of 128 bits; the last one seals, all of them open. A sealed value names its key by place, from 1. */
  readonly dataKeys: readonly KeyObject[];
  /** HMAC-SM3 key of 256 bits for blind indexes; one for good, as an index of another key finds nothing. */
  readonly indexKey: KeyObject;
  /** SM2 private key that signs the heads of the log. */
  readonly signingKey: KeyObject;
  /** Its public key, for whoever verifies them: 04, x and y, hexadecimal. */
  readonly publicKey: string;
}

/** What the text of a key ring turned out to be. */
export type RingRead =
  | { readonly ok: true; readonly ring: KeyRing }
  | { readonly ok: false; readonly fault: 'damaged' }
  | { readonly ok: false; readonly fault: 'newer'; readonly format: number };

const FORMAT = 1;
const DATA_KEY = /^[0-9a-f]{32}$/;
const LONG_KEY = /^[0-9a-f]{64}$/;
const FINGERPRINT = /^v([1-9]\d{0,8})\.[0-9a-f]{32}$/;
const DAMAGED = { ok: false, fault: 'damaged' } as const;

/** A key ring of new random keys, with one data key. */
export function createKeyRing(): KeyRing {
  return ringOf([newDataKey()], secret(randomBytes(32).toString('hex')), secret(makePrivateKey()));
}

/** The ring with a new data key, by which everything is sealed from now on; the old ones still open what they sealed. */
export function rotateKeyRing(ring: KeyRing): KeyRing {
  return { ...ring, dataKeys: [...ring.dataKeys, newDataKey()] };
}

/**
 * Proof of a key ring that tells nothing about it: `v<data keys>.<32 hex>`, an HMAC-SM3 over all keys. Kept with the data,
 * it shows later whether a key file is theirs (docs/semantics.md 19: `doctor`).
 */
export function fingerprint(ring: KeyRing): string {
  return fingerprintOf(ring, ring.dataKeys.length);
}

/** Whether a fingerprint is of this ring, now or before it was rotated. One of a later state is not: keys are missing. */
export function hasFingerprint(ring: KeyRing, known: string): boolean {
  const version = Number(FINGERPRINT.exec(known)?.[1] ?? 0);
  return version > 0 && version <= ring.dataKeys.length && fingerprintOf(ring, version) === known;
}

/** A ring as the text of its file: JSON with its format, the keys in hexadecimal and its fingerprint. Secret. */
export function ringText(ring: KeyRing): string {
  const { dataKeys, indexKey, signingKey } = ring;
  const content = {
    format: FORMAT,
    data_keys: dataKeys.map(hexOf),
    index_key: hexOf(indexKey),
    signing_key: hexOf(signingKey),
    fingerprint: fingerprint(ring),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads the text of a key file; the fingerprint in it shows any key that is not what was written. */
export function readRing(text: string): RingRead {
  const { format, data_keys, index_key, signing_key, fingerprint: known } = parseObject(text);
  if (Number.isInteger(format) && Number(format) > FORMAT) return { ok: false, fault: 'newer', format: Number(format) };
  if (format !== FORMAT || !areDataKeys(data_keys)) return DAMAGED;
  if (!isKey(index_key, LONG_KEY) || !isKey(signing_key, LONG_KEY)) return DAMAGED;
  try {
    const ring = ringOf(data_keys.map(secret), secret(index_key), secret(signing_key));
    return fingerprint(ring) === known ? { ok: true, ring } : DAMAGED;
  } catch {
    return DAMAGED; // A number that cannot be a private key of the curve.
  }
}

function ringOf(dataKeys: readonly KeyObject[], indexKey: KeyObject, signingKey: KeyObject): KeyRing {
  return { dataKeys, indexKey, signingKey, publicKey: publicKeyOf(hexOf(signingKey)) };
}

function fingerprintOf({ dataKeys, indexKey, signingKey }: KeyRing, version: number): string {
  const keys = [signingKey, ...dataKeys.slice(0, version)].map(hexOf);
  const proof = createHmac('sm3', indexKey).update(encode(['shouhu-fingerprint-1', ...keys]));
  return `v${version}.${proof.digest('hex').slice(0, 32)}`;
}

function newDataKey(): KeyObject {
  return createSecretKey(randomBytes(16));
}

function secret(hex: string): KeyObject {
  return createSecretKey(Buffer.from(hex, 'hex'));
}

/** The bytes of a key in hexadecimal. Secret. */
export function hexOf(key: KeyObject): string {
  return key.export().toString('hex');
}

function areDataKeys(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((key) => isKey(key, DATA_KEY));
}

function isKey(value: unknown, shape: RegExp): value is string {
  return typeof value === 'string' && shape.test(value);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
