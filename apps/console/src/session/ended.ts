/** Whether the session ended while a page was open: the sign-in then lies over the page, which stays as it is. */
let ended = false;
const listeners = new Set<() => void>();

/** A store for `useSyncExternalStore`, as requests end the session from anywhere. */
export const sessionEnded = {
  get: (): boolean => ended,
  set: (value: boolean): void => {
    ended = value;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
