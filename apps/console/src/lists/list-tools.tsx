/** What every list has beside its filters: saved filters, columns, export, and how many rows match. */
import { useState } from 'react';
import { Button } from 'antd';
import { BookOutlined, DownloadOutlined, TableOutlined } from '@ant-design/icons';
import type { RightName } from '../api/answers.ts';
import { useText } from '../language/language.tsx';
import { useMay } from '../session/me.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import type { ColumnName } from './column-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FilterDialog } from './filter-dialog.tsx';
import type { ListName, ListSearch } from './queries.ts';
import { listText } from './text.ts';
import './lists.css';

interface Props {
  readonly list: ListName;
  /** The filter as it stands in the address. */
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
  readonly right: RightName;
  /** Columns that may be left out; absent where the list has none. */
  readonly columns?: readonly ColumnName[];
}

export function ListTools({ list, search, onSearch, right, columns }: Props) {
  const t = useText(listText);
  const may = useMay();
  const [open, setOpen] = useState<'filters' | 'columns' | 'export' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <div className="list-tools">
      <Button icon={<BookOutlined aria-hidden="true" />} onClick={() => setOpen('filters')}>
        {t.saved}
      </Button>
      {columns === undefined ? null : (
        <Button icon={<TableOutlined aria-hidden="true" />} onClick={() => setOpen('columns')}>
          {t.columns}
        </Button>
      )}
      {may(right) ? (
        <Button icon={<DownloadOutlined aria-hidden="true" />} onClick={() => setOpen('export')}>
          {t.export}
        </Button>
      ) : null}
      {open === 'filters' ? <FilterDialog list={list} search={search} onSearch={onSearch} onClose={close} /> : null}
      {open === 'columns' && columns !== undefined ? (
        <ColumnDialog list={list} columns={columns} onClose={close} />
      ) : null}
      {open === 'export' ? <ExportDialog list={list} search={search} columns={columns ?? []} onClose={close} /> : null}
    </div>
  );
}
