/** Passkeys as this browser can use them. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { ask } from '../api/ask.ts';

/** Browsers know them over https and on their own machine, and only by a name: an address of figures has none. */
export function knowsPasskeys(): boolean {
  return browserSupportsWebAuthn() && !/^[\d.]+$|:/.test(location.hostname);
}

/** Has a device sign; a session is there afterwards. @returns false when the person gave it up */
export async function signInByPasskey(): Promise<boolean> {
  const optionsJSON = await ask<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/auth/passkey/begin');
  const response = await touched(() => startAuthentication({ optionsJSON }));
  if (response === null) return false;
  await ask('POST', '/api/auth/passkey/sign-in', { response: JSON.stringify(response) });
  return true;
}

/** Adds one under a name for its device. @returns false when the person gave it up, or the device has one already */
export async function addPasskey(name: string, password: string): Promise<boolean> {
  const begin = '/api/auth/passkey/begin-enrolment';
  const optionsJSON = await ask<PublicKeyCredentialCreationOptionsJSON>('POST', begin, { password });
  const response = await touched(() => startRegistration({ optionsJSON }));
  if (response === null) return false;
  await ask('POST', '/api/auth/passkey/enrol', { name, response: JSON.stringify(response) });
  return true;
}

async function touched<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await work();
  } catch {
    // Cancelled, run out, no key on the device: browsers tell pages little of it on purpose.
    return null;
  }
}
