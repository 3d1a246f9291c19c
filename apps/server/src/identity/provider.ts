/** The identity provider of a bureau's own (OpenID Connect): where a browser is sent to, and what the answer that it brings back proves. */
import { APIError } from 'better-auth/api';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { ClientAuth } from 'openid-client';
import { isLoopback } from '../http/loopback.ts';

export interface ProviderOptions {
  /** Its name and address: `https://…`, or plain http on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Values of `acr` or `amr` in its answers that count as two factors; none: it is one, and an authenticator is asked for. */
  readonly twoFactors: readonly string[];
}

/** What a browser was sent to the provider with. */
export interface Question {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: a code that somebody else caught opens nothing without it. */
  readonly verifier: string;
  /** Seconds since the person last proved themselves there, at most. */
  readonly maxAge?: number;
}

/** Whom the provider names. */
interface Proved {
  /** Of its own, and the same for ever: a mail address or a name may pass to somebody else. */
  readonly subject: string;
  readonly twoFactors: boolean;
}

export interface Provider {
  readonly issuer: string;
  /** @param maxAge see {@link Question}; the provider then asks the person, whoever is signed in there */
  readonly ask: (maxAge?: number) => Promise<{ readonly url: string; readonly question: Question }>;
  /** @param answer the query that the browser came back with @throws APIError PROVIDER_REFUSED, PROVIDER_DOWN */
  readonly prove: (question: Question, answer: string) => Promise<Proved>;
}

/** The page of the console that takes answers; the provider has to know this address. */
const ANSWER_PAGE = '/sign-in/answer';

/** A provider that is slower than this is down. */
const PATIENCE_S = 5;
/** How far the two clocks may differ. */
const CLOCKS_S = 30;

/** Whether tokens and secrets may travel to an address. */
export function isSafeIssuer(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}

/**
 * It is asked anew for its addresses every time: so what it changes holds at once, and a browser is sent to none that is down.
 * @param warn told why it cannot be used, without a word of the person
 */
export function makeProvider(
  { issuer, clientId, clientSecret, twoFactors }: ProviderOptions,
  baseUrl: string,
  warn: (line: string) => void,
): Provider {
  const redirect_uri = new URL(ANSWER_PAGE, baseUrl).href;
  const server = new URL(issuer);
  const discover = async () =>
    discovery(server, clientId, { [clockTolerance]: CLOCKS_S }, secretOf(clientSecret), {
      timeout: PATIENCE_S,
      // The library would believe a token without its signature, as it comes by TLS.
      execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])],
    }).catch(down);

  function down(error: unknown): never {
    warn(`OIDC provider: ${reasonOf(error)}`);
    throw new APIError('SERVICE_UNAVAILABLE', { code: 'PROVIDER_DOWN' });
  }

  return {
    issuer,
    ask: async (maxAge) => {
      const question: Question = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        ...(maxAge === undefined ? {} : { maxAge }),
      };
      const { state, nonce, verifier } = question;
      const url = buildAuthorizationUrl(await discover(), {
        redirect_uri,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(maxAge === undefined ? {} : { prompt: 'login', max_age: String(maxAge) }),
      });
      return { url: url.href, question };
    },
    prove: async ({ state, nonce, verifier, ...fresh }, answer) => {
      const came = new URL(redirect_uri);
      came.search = answer;
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, ...fresh };
      const tokens = await authorizationCodeGrant(await discover(), came, checks).catch((error: unknown) => {
        if (isDown(error)) down(error);
        throw new APIError('UNAUTHORIZED', { code: 'PROVIDER_REFUSED' });
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new APIError('UNAUTHORIZED', { code: 'PROVIDER_REFUSED' });
      const said: unknown[] = [claims['acr'], ...(Array.isArray(claims['amr']) ? claims['amr'] : [])];
      return {
        subject: claims.sub,
        twoFactors: said.some((value) => typeof value === 'string' && twoFactors.includes(value)),
      };
    },
  };
}

/** By the header, as OpenID Connect has it unless told; in the body where the provider takes nothing else. */
function secretOf(secret: string): ClientAuth {
  const [byHeader, inBody] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (as, ...rest) => {
    const taken = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (taken.includes('client_secret_basic') ? byHeader : inBody)(as, ...rest);
  };
}

const BROKEN: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

/** Whether the provider could not say, as opposed to what it said not holding. */
function isDown(error: unknown): boolean {
  if (error instanceof AuthorizationResponseError) return /^(server_error|temporarily_unavailable)$/.test(error.error);
  // Anything but a code that is not good any more is about us: it does not know our id or secret.
  if (error instanceof ResponseBodyError) return error.error !== 'invalid_grant';
  // What else there is: no network, or it refuses us by a status alone.
  return !(error instanceof ClientError) || BROKEN.has(error.code ?? '');
}

function reasonOf(error: unknown): string {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) return error.error;
  if (error instanceof ClientError) return error.code ?? error.message;
  if (error instanceof WWWAuthenticateChallengeError)
    return `status ${error.status}, as for a wrong client id or secret`;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(error);
}
