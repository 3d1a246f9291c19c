import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { Query } from '@tanstack/react-query';
import { isSignedOut, Refused } from './ask.ts';
import { sessionEnded } from '../session/ended.ts';

const notice = (error: Error): void => {
  if (isSignedOut(error)) sessionEnded.set(true);
};

/** What the person may not read (any more) does not stay on the screen from an earlier reading. */
const drop = (error: Error, query: Query<unknown, unknown>): void => {
  if (error instanceof Refused && error.status === 403 && query.state.data !== undefined)
    query.setState({ data: undefined, dataUpdatedAt: 0 });
};

/** What was read, kept for a while; a refusal is not asked again, a silence twice. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      notice(error);
      drop(error, query);
    },
  }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && !(error instanceof Refused && error.status > 0),
    },
  },
});
