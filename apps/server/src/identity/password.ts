/** Passwords as argon2id by Node itself: no dependency to keep, and off the event loop. At the cost OWASP asks for: 19 MiB, two passes. */
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const HASHED = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const derive = promisify(argon2);

/** @returns `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, which says itself how it is to be verified when the cost has risen */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await tagOf(password, nonce, TAG_BYTES, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** Whether the password is the one of the hash; false too for a text that is no hash of {@link hashPassword}. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = HASHED.exec(hash) ?? [];
  if (memory === undefined) return false;
  const wanted = Buffer.from(tag, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await tagOf(password, Buffer.from(salt, 'base64'), wanted.length, cost);
  return timingSafeEqual(found, wanted);
}

/** How long a password that was made for somebody opens the account. */
const FIRST_PASSWORD_MS = 72 * 3_600_000;

/** When a first password ends that was set at an instant. */
export function firstPasswordEnd(set_at: Date): Date {
  return new Date(set_at.getTime() + FIRST_PASSWORD_MS);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to begin with, 99 bits, in groups that are easy to copy from paper: `k7m2q-…`. For its caller to show once. */
export function randomPassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

function tagOf(
  password: string,
  nonce: Buffer,
  tagLength: number,
  cost: { memory: number; passes: number; parallelism: number },
): Promise<Buffer> {
  // The same characters typed on another system may be other code points.
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
