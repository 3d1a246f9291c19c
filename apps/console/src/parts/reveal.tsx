/** What is hidden in clear for who says what for: the purpose stands in the log before the answer comes, which hides itself again. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { PurposeDialog } from './purpose-dialog.tsx';
import type { Purpose } from './purpose-dialog.tsx';
import { useShownAwhile } from './shown-awhile.ts';

interface Reveal<Answer> {
  /** Null while it is hidden. */
  readonly shown: Answer | null;
  readonly ask: () => void;
  readonly hide: () => void;
  /** To be rendered: the question for the purpose, while it is open. */
  readonly dialog: ReactNode;
}

/** @param path that answers a stated purpose with the data */
export function useReveal<Answer>(path: string): Reveal<Answer> {
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useShownAwhile<Answer>();
  const asked = useMutation({
    // No cache holds personal data.
    gcTime: 0,
    mutationFn: (purpose: Purpose) => ask<Answer>('POST', path, purpose),
    onSuccess: (answer) => {
      setShown(answer);
      setAsking(false);
      asked.reset();
    },
  });
  const dialog = asking ? (
    <PurposeDialog error={asked.error} busy={asked.isPending} onAsk={asked.mutate} onClose={() => setAsking(false)} />
  ) : null;
  return { shown, ask: () => setAsking(true), hide: () => setShown(null), dialog };
}
