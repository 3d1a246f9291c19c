import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Trouble, Waiting } from './states.tsx';

interface Props<Data> {
  readonly for: UseQueryResult<Data>;
  /** Lines of the shape that waits. */
  readonly rows?: number;
  readonly children: (found: Data) => ReactNode;
}

/** What was asked for, once it is there; until then that it is awaited, or why it does not come. */
export function Fetched<Data>({ for: asked, rows, children }: Props<Data>) {
  if (asked.data !== undefined) return children(asked.data);
  if (asked.isPending) return <Waiting {...(rows === undefined ? {} : { rows })} />;
  return asked.error === null ? null : <Trouble error={asked.error} retry={() => void asked.refetch()} />;
}
