/** One table as a grid of cells, a page of rows at a time. */
import { useEffect, useId, useRef, useState } from 'react';
import type { ClipboardEvent } from 'react';
import { Button } from 'antd';
import { DeleteOutlined } from '@ant-design/icons';
import { useLanguage, useText } from '../language/language.tsx';
import type { Fault, Table } from './answers.ts';
import { pastedRows } from './rows.ts';
import type { Row } from './rows.ts';
import { rulebookText } from './text.ts';

const PAGE = 30;

/** A place in a grid that is to be looked at. */
export interface Spot {
  readonly file: string;
  readonly row: number;
  readonly column: string | null;
}

interface Props {
  readonly table: Table;
  readonly rows: readonly Row[];
  readonly faults: readonly Fault[];
  /** A cell to be shown and entered. */
  readonly spot: Spot | null;
  /** Absent: the cells are read only. */
  readonly onRows?: (rows: readonly Row[]) => void;
}

export function Grid({ table, rows, faults, spot, onRows }: Props) {
  const t = useText(rulebookText);
  const help = useId();
  const frame = useRef<HTMLTableElement>(null);
  const [page, setPage] = useState(0);
  const [column, setColumn] = useState<string | null>(null);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const at = Math.min(page, pages - 1);
  const { columns } = table;
  const about = columns.find(({ name }) => name === column)?.about ?? table.about;

  useEffect(() => {
    if (spot === null) return;
    setPage(Math.floor(spot.row / PAGE));
    const cell = `[data-row="${spot.row}"]${spot.column === null ? '' : `[data-column="${CSS.escape(spot.column)}"]`}`;
    const timer = setTimeout(() => frame.current?.querySelector<HTMLInputElement>(cell)?.focus());
    return () => clearTimeout(timer);
  }, [spot]);

  const put = (row: number, place: number, cells: readonly Row[]): void => {
    const width = columns.length;
    const next = [...rows];
    cells.forEach((pasted, below) => {
      const before = next[row + below] ?? columns.map(() => '');
      next[row + below] = before.map((cell, index) =>
        index >= place && index < Math.min(width, place + pasted.length) ? (pasted[index - place] ?? '') : cell,
      );
    });
    onRows?.(next);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>, row: number, place: number): void => {
    const text = event.clipboardData.getData('text/plain');
    if (onRows === undefined || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    put(row, place, pastedRows(text));
  };
  const add = (): void => {
    onRows?.([...rows, columns.map(() => '')]);
    setPage(Math.floor(rows.length / PAGE));
  };

  return (
    <>
      <p id={help} className="padded column-help">
        {column === null ? null : <span className="code">{column} </span>}
        {about}
        {column === null && onRows !== undefined ? <span className="faint">。{t.pasteHint}</span> : null}
      </p>
      {rows.length === 0 ? (
        <p className="padded faint">{t.emptyTable}</p>
      ) : (
        <div className="cells-scroll" role="region" aria-label={table.file} tabIndex={0}>
          <table className="cells" ref={frame} aria-describedby={help}>
            <thead>
              <tr>
                <th scope="col">{t.row}</th>
                {columns.map(({ name, needed, about: words }) => (
                  <th key={name} scope="col" title={words}>
                    {name}
                    {needed ? <span title={t.needed}>*</span> : null}
                  </th>
                ))}
                {onRows === undefined ? null : <th aria-hidden="true" />}
              </tr>
            </thead>
            <tbody>
              {rows.slice(at * PAGE, (at + 1) * PAGE).map((cells, shown) => {
                const row = at * PAGE + shown;
                const wrong = faults.filter(({ line }) => line === row + 2);
                return (
                  <tr key={row} className={wrong.some((fault) => fault.column === null) ? 'row-wrong' : ''}>
                    <th scope="row" className="figures">
                      {row + 1}
                    </th>
                    {columns.map(({ name }, place) => (
                      <Cell
                        key={name}
                        row={row}
                        column={name}
                        value={cells[place] ?? ''}
                        fault={wrong.find((fault) => fault.column === name)}
                        readOnly={onRows === undefined}
                        onFocus={() => setColumn(name)}
                        onChange={(value) => put(row, place, [[value]])}
                        onPaste={(event) => paste(event, row, place)}
                      />
                    ))}
                    {onRows === undefined ? null : (
                      <td>
                        <Button
                          type="text"
                          size="small"
                          icon={<DeleteOutlined />}
                          aria-label={t.deleteRow(row + 1)}
                          onClick={() => onRows(rows.filter((_each, index) => index !== row))}
                        />
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <div className="padded cells-foot">
        {onRows === undefined ? null : <Button onClick={add}>{t.addRow}</Button>}
        {pages > 1 ? (
          <>
            <Button disabled={at === 0} onClick={() => setPage(at - 1)}>
              {t.previous}
            </Button>
            <span className="figures">{t.page(at + 1, pages)}</span>
            <Button disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
              {t.next}
            </Button>
          </>
        ) : null}
      </div>
    </>
  );
}

interface CellProps {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly fault: Fault | undefined;
  readonly readOnly: boolean;
  readonly onFocus: () => void;
  readonly onChange: (value: string) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
}

function Cell({ row, column, value, fault, readOnly, onFocus, onChange, onPaste }: CellProps) {
  const t = useText(rulebookText);
  const { language } = useLanguage();
  const id = useId();
  return (
    <td className={fault === undefined ? '' : 'cell-wrong'}>
      <input
        data-row={row}
        data-column={column}
        aria-label={`${t.at(row + 1)} ${column}`}
        value={value}
        size={Math.min(28, Math.max(column.length, value.length, 6))}
        readOnly={readOnly}
        {...(fault === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': id })}
        onFocus={onFocus}
        onChange={(event) => onChange(event.target.value)}
        onPaste={onPaste}
      />
      {fault === undefined ? null : (
        <span id={id} className="cell-fault">
          {fault[language]}
        </span>
      )}
    </td>
  );
}
