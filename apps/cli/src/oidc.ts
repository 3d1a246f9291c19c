/** The identity provider of a bureau as `serve` is told of it; its secret stands in a file or the environment, as command lines are for all to read. */
import { readFile } from 'node:fs/promises';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { isSafeIssuer } from '@shouhu/server';
import type { ProviderOptions } from '@shouhu/server';

export interface OidcFlags {
  readonly oidcIssuer?: string;
  readonly oidcClient?: string;
  readonly oidcSecretFile?: string;
  readonly oidcTwoFactors?: readonly string[];
}

/** A parser of `--oidc-issuer`: secrets travel there. */
export function issuerOf(text: string): string {
  if (isSafeIssuer(text)) return text;
  throw shouhuError('SH-U005', { option: '--oidc-issuer', value: text, expected: 'https://sso.example' });
}

/** @throws ShouhuError SH-U004 what else has to be told; SH-I001, SH-I003, SH-I008 the file of the secret cannot be read */
export async function providerOf(
  { oidcIssuer: issuer, oidcClient: clientId, oidcSecretFile: file, oidcTwoFactors: twoFactors = [] }: OidcFlags,
  { SHOUHU_OIDC_SECRET }: NodeJS.ProcessEnv,
): Promise<ProviderOptions | undefined> {
  if (issuer === undefined && clientId === undefined && file === undefined) return undefined;
  if (issuer === undefined) throw missing('--oidc-issuer');
  if (clientId === undefined) throw missing('--oidc-client');
  const clientSecret = file === undefined ? (SHOUHU_OIDC_SECRET ?? '') : await secretIn(file);
  if (clientSecret === '') throw missing('--oidc-secret-file | SHOUHU_OIDC_SECRET');
  return { issuer, clientId, clientSecret, twoFactors };
}

async function secretIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw fromSystemError(error, file, 'read') ?? error;
  }
}

function missing(argument: string) {
  return shouhuError('SH-U004', { argument, command: 'serve' });
}
