import type { ReactNode } from 'react';

interface Props {
  readonly caption: string;
  /** Titles; the first column names the row, the others hold figures. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Shown instead of rows where there are none. */
  readonly empty: string;
}

/** Figures in rows, the name of each at its head. */
export function FigureTable({ caption, columns, rows, empty }: Props) {
  if (rows.length === 0) return <p className="padded faint">{empty}</p>;
  return (
    <div className="figure-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="figure-table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((title, at) => (
              <th key={title} scope="col" className={at === 0 ? '' : 'right'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th key={columns[at]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[at]} className="right figures">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
