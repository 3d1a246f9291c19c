import { useEffect, useState } from 'react';

/** A value once it has rested. */
export function useLater(value: string, ms = 150): string {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return later;
}
