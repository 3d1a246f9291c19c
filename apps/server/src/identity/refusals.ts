/** What the library refuses, as errors of the catalogue. */
import { shouhuError } from '@shouhu/errors';
import type { ErrorCode, ShouhuError } from '@shouhu/errors';
import { PASSWORD_LENGTH } from './password.ts';

const wrongPair = () => shouhuError('SH-A001', {});
const wrongLength = () => shouhuError('SH-A005', PASSWORD_LENGTH);
const wrongCode = () => shouhuError('SH-A006', {});
const runOut = () => shouhuError('SH-A007', {});
const notEnrolled = () => shouhuError('SH-A008', {});
const nobody = () => shouhuError('SH-H001', {});
const otherSite = () => shouhuError('SH-A010', {});

const BY_CODE: Readonly<Record<string, () => ShouhuError>> = {
  INVALID_USERNAME_OR_PASSWORD: wrongPair,
  // No name of this form is anybody's: that must look like any other wrong one.
  INVALID_USERNAME: wrongPair,
  USERNAME_TOO_SHORT: wrongPair,
  USERNAME_TOO_LONG: wrongPair,
  USER_DISABLED: () => shouhuError('SH-A003', {}),
  INVALID_PASSWORD: () => shouhuError('SH-A004', {}),
  PASSWORD_TOO_SHORT: wrongLength,
  PASSWORD_TOO_LONG: wrongLength,
  INVALID_CODE: wrongCode,
  INVALID_BACKUP_CODE: wrongCode,
  INVALID_TWO_FACTOR_COOKIE: runOut,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: runOut,
  TOTP_NOT_ENABLED: notEnrolled,
  BACKUP_CODES_NOT_ENABLED: notEnrolled,
  TWO_FACTOR_NOT_ENABLED: notEnrolled,
  TOTP_ALREADY_ENABLED: () => shouhuError('SH-A009', {}),
  PASSKEY_REFUSED: () => shouhuError('SH-A018', {}),
  PASSKEY_RUN_OUT: () => shouhuError('SH-A019', {}),
  TOO_MANY_PASSKEYS: () => shouhuError('SH-H005', { field: 'passkeys', reason: '10' }),
  PROVIDER_REFUSED: () => shouhuError('SH-A021', {}),
  PROVIDER_RUN_OUT: () => shouhuError('SH-A022', {}),
  PROVIDER_UNLINKED: () => shouhuError('SH-A023', {}),
  PROVIDER_TAKEN: () => shouhuError('SH-A024', {}),
  PROVIDER_DOWN: () => shouhuError('SH-A025', {}),
  NO_PROVIDER: () => shouhuError('SH-H007', { path: '/api/auth/oidc' }),
  FIRST_PASSWORD_EXPIRED: () => shouhuError('SH-A020', {}),
  UNAUTHORIZED: nobody,
  INVALID_ORIGIN: otherSite,
  MISSING_OR_NULL_ORIGIN: otherSite,
};

const WRONG: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SH-A001',
  'SH-A004',
  'SH-A006',
  'SH-A018',
  'SH-A021',
  'SH-A023',
]);

/** Whether what was tried was found wrong, as opposed to not having been looked at. */
export function isWrong({ code }: ShouhuError): boolean {
  return WRONG.has(code);
}

/** @param response of the library, other than 2xx */
export async function refusalOf(response: Response): Promise<ShouhuError> {
  if (response.status === 429) return shouhuError('SH-A011', {});
  return refusalIn(await response.json().catch(() => undefined), response.status);
}

/** @param said by the library: its body, which names a code */
export function refusalIn(said: unknown, status: number | string): ShouhuError {
  const code = typeof said === 'object' && said !== null && 'code' in said ? String(said.code) : '';
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  return known?.() ?? shouhuError('SH-X001', { detail: `${status} ${code}` });
}
