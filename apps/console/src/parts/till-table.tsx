/** A table of the pages about the till: where it has no room, each of its rows is a card (`data-label` names a figure there). */
import type { ReactNode } from 'react';
import '../gateway/till.css';

interface Props {
  /** Names of columns, those of amounts at the right; what is null is not shown. */
  readonly columns: readonly (string | { readonly right: string } | null)[];
  /** Its rows. */
  readonly children: ReactNode;
}

export function TillTable({ columns, children }: Props) {
  return (
    <div className="till-box">
      <table className="table till">
        <thead>
          <tr>
            {columns.map((column) =>
              column === null ? null : typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : (
                <th key={column.right} scope="col" className="right">
                  {column.right}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
