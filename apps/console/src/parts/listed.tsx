/** A list as it is read: waiting, refused, empty, or its rows with what follows. */
import type { ReactNode } from 'react';
import { Button } from 'antd';
import { useLanguage } from '../language/language.tsx';
import { Empty, Trouble, Waiting } from './states.tsx';

/** A list that was asked for: in pages, or all of it at once. */
interface Asked {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  readonly hasNextPage?: boolean;
  readonly isFetchingNextPage?: boolean;
  readonly fetchNextPage?: () => unknown;
}

interface Props {
  readonly query: Asked;
  /** How many rows are there by now. */
  readonly count: number;
  /** What is said, and what to do, where there are none. */
  readonly empty: { readonly title: string; readonly hint?: string };
  /** Within a panel that is there already. */
  readonly within?: boolean;
  readonly children: ReactNode;
}

/** What failed after rows were there leaves them. */
export function Listed({ query, count, empty, within = false, children }: Props) {
  if (count === 0) {
    if (query.isPending) return <Waiting rows={10} />;
    if (query.isError && query.error !== null)
      return <Trouble error={query.error} retry={() => void query.refetch()} />;
    return <Empty {...empty} />;
  }
  const content = (
    <>
      {children}
      <ListFoot query={query} count={count} />
    </>
  );
  return within ? content : <div className="panel">{content}</div>;
}

/** How many are shown, and the button for more. */
export function ListFoot({ query, count }: Pick<Props, 'query' | 'count'>) {
  const { text } = useLanguage();
  return (
    <div className="panel-foot">
      <span role="status">{query.hasNextPage === true ? text.leads.shown(count) : text.leads.all(count)}</span>
      {query.hasNextPage === true ? (
        <Button size="small" loading={query.isFetchingNextPage === true} onClick={() => void query.fetchNextPage?.()}>
          {text.leads.more}
        </Button>
      ) : null}
    </div>
  );
}
