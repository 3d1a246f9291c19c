import { useSyncExternalStore } from 'react';

/** Whether the window, or the wish of who looks at it, is as a media query says; follows its changes. */
function asked(condition: string): () => boolean {
  const query = matchMedia(condition);
  const subscribe = (listener: () => void): (() => void) => {
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  };
  return () => useSyncExternalStore(subscribe, () => query.matches);
}

/** Whether the page is as narrow as a phone. */
export const useNarrow = asked('(max-width: 767px)');

/** Whether who looks at the page has asked their system that nothing moves. */
export const useStill = asked('(prefers-reduced-motion: reduce)');
