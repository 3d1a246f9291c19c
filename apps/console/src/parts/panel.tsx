import { useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Right of the title: a figure, a link. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
  /** The content reaches the panel's edges. */
  readonly flush?: boolean;
}

/** A titled part of a page. */
export function Panel({ title, beside, children, flush = false }: Props) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {beside === undefined ? null : <div className="beside">{beside}</div>}
      </header>
      <div className={flush ? 'flush' : 'padded'}>{children}</div>
    </section>
  );
}
