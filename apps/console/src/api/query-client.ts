import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, Refused } from './ask.ts';
import { sessionEnded } from '../session/ended.ts';

const notice = (error: Error): void => {
  if (isSignedOut(error)) sessionEnded.set(true);
};

/** What was read, kept for a while; a refusal is not asked again, a silence twice. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && !(error instanceof Refused && error.status > 0),
    },
  },
});
