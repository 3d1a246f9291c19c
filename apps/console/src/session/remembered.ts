/**
 * What a phone keeps for where there is no network: who signed in last, for as long as a session lasts, and what was taken along. Nothing here
 * opens the server; without a session it only fills in what was kept.
 */
import { createStore, del, get, set } from 'idb-keyval';
import { isSignedOut, Refused } from '../api/ask.ts';

const store = createStore('shouhu-kept', 'answers');
const HOURS = 12;

interface Kept<Answer> {
  readonly answer: Answer;
  readonly at: number;
}

/** The answer of the server, or the kept one while nobody answers. @throws Refused when there is neither */
export async function remembered<Answer>(key: string, asked: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await asked();
    // A browser that keeps nothing still works with a network.
    await set(key, { answer, at: Date.now() } satisfies Kept<Answer>, store).catch(() => undefined);
    return answer;
  } catch (error) {
    if (isSignedOut(error)) await del(key, store);
    const unanswered = error instanceof Refused && error.status === 0;
    const kept = unanswered ? await get<Kept<Answer>>(key, store) : undefined;
    if (kept === undefined || Date.now() - kept.at > HOURS * 3_600_000) throw error;
    return kept.answer;
  }
}

/** When the user signs out. */
export async function forget(key: string): Promise<void> {
  await del(key, store);
}
