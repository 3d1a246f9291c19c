/** The identity provider of the bureau: the browser leaves for it, and comes back to one address with an answer. */
import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';

/** What one left for: to sign in, or to link the own account. */
type Errand = 'sign-in' | 'link';

interface Leaving {
  readonly errand: Errand;
  /** Where one was. */
  readonly back: string;
}

const ANSWER_PAGE = '/sign-in/answer';
const KEPT = 'shouhu-errand';

let landed: { readonly errand: Errand; readonly answer: string } | null = null;

export const offeredQuery = queryOptions({
  queryKey: ['provider'],
  queryFn: () => ask<{ readonly offered: boolean }>('GET', '/api/auth/oidc/offered'),
  staleTime: Infinity,
});

/** Before anything is rendered: the answer leaves address and history, and one lands where one was. */
export function land(): void {
  if (location.pathname !== ANSWER_PAGE) return;
  // A window that was opened for it has nothing kept.
  const { errand, back }: Leaving = JSON.parse(
    sessionStorage.getItem(KEPT) ?? JSON.stringify({ errand: 'sign-in', back: '/' }),
  );
  sessionStorage.removeItem(KEPT);
  landed = { errand, answer: location.search };
  history.replaceState(null, '', back);
}

/** The answer that the browser came back with, once; null when it did not come back, or for something else. */
export function takeAnswer(errand: Errand): string | null {
  if (landed?.errand !== errand) return null;
  const { answer } = landed;
  landed = null;
  return answer;
}

/** Leaves for the provider. @throws Refused when it cannot be asked */
export async function leave(errand: Errand, password?: string): Promise<void> {
  const url = await addressOf(errand, password);
  const back = location.pathname + location.search;
  sessionStorage.setItem(KEPT, JSON.stringify({ errand, back } satisfies Leaving));
  location.assign(url);
}

/** Leaves for it in another window, so that this page stays as it is. @throws Refused when it cannot be asked */
export async function leaveBeside(): Promise<void> {
  window.open(await addressOf('sign-in'), '_blank', 'noopener');
}

async function addressOf(errand: Errand, password?: string): Promise<string> {
  const path = errand === 'link' ? '/api/auth/oidc/begin-link' : '/api/auth/oidc/begin';
  const { url } = await ask<{ readonly url: string }>('POST', path, password === undefined ? undefined : { password });
  return url;
}
