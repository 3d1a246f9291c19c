/** The step of signing in that asks for a code: whose it is, and that no code opens twice. */
import { createHmac } from 'node:crypto';
import { parseCookies } from 'better-auth/cookies';
import type { Auth } from './auth.ts';

/** Longer than a code of an authenticator is taken: its own half minute and one on either side. */
const CODE_LIFE_MS = 2 * 60_000;

/**
 * Id of the person whose password was right in a sign-in that waits for its code. The signature of the cookie is not looked at:
 * the library does so before it believes any of it.
 */
export async function challenged(auth: Auth, headers: Headers): Promise<string | null> {
  const { createAuthCookie, internalAdapter } = await auth.$context;
  const cookie = parseCookies(headers.get('cookie') ?? '').get(createAuthCookie('two_factor').name) ?? '';
  const identifier = cookie.slice(0, Math.max(0, cookie.lastIndexOf('.')));
  if (!identifier.startsWith('2fa-') || identifier.startsWith('2fa-attempts-')) return null;
  const found = await internalAdapter.findVerificationValue(identifier);
  return found?.value ?? null;
}

/** A code while it is being tried. */
export interface SpentCode {
  /** Whether it was not tried or taken before. */
  readonly is_new: boolean;
  /** It was wrong: it may yet become right. */
  release(): Promise<void>;
}

/**
 * Spends a code of an authenticator before it is tried, so that of two who send it at once one is refused; the library itself takes a code
 * as often as it is sent in its time (RFC 6238, 5.2, forbids that).
 */
export async function spendCode(auth: Auth, secret: string, person_id: string, code: string): Promise<SpentCode> {
  const { internalAdapter } = await auth.$context;
  const identifier = `spent-${createHmac('sm3', secret).update(`${person_id} ${code}`).digest('hex')}`;
  const expiresAt = new Date(Date.now() + CODE_LIFE_MS);
  const is_new = await internalAdapter.reserveVerificationValue({ identifier, value: person_id, expiresAt });
  return { is_new, release: () => internalAdapter.deleteVerificationByIdentifier(identifier) };
}
