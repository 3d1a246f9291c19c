import { useEffect, useState } from 'react';

/** For how long what was asked for stays on the screen. */
const SHOWN_MS = 5 * 60_000;

/** Something that hides itself again; kept by its component alone: no cache holds personal data. */
export function useShownAwhile<Value>(): readonly [Value | null, (value: Value | null) => void] {
  const [value, setValue] = useState<Value | null>(null);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return [value, setValue];
}
