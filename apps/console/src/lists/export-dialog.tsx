import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { DownloadDialog } from '../parts/download-dialog.tsx';
import { useShownColumns } from './column-dialog.tsx';
import type { ColumnName } from './column-dialog.tsx';
import { useCountWords } from './count.tsx';
import { countQuery } from './queries.ts';
import type { ListName, ListSearch } from './queries.ts';
import { listText } from './text.ts';

interface Props {
  readonly list: ListName;
  readonly search: ListSearch;
  /** Columns that may be hidden: what is not seen is not exported. */
  readonly columns: readonly ColumnName[];
  readonly onClose: () => void;
}

/** What is seen as a file. */
export function ExportDialog({ list, search, columns, onClose }: Props) {
  const t = useText(listText);
  const { sort: _order, ...filter } = search;
  const count = useQuery(countQuery(list, filter));
  const words = useCountWords();
  const all = columns.map(({ id }) => id);
  const shown = useShownColumns(list, all);
  const without = all.filter((id) => !shown.has(id)).join(',');
  return (
    <DownloadDialog
      title={t.exportTitle}
      hint={`${t.exportHint} ${count.data === undefined ? '' : `（${words(count.data)}）`}`}
      path={`/api/${list}/export`}
      filter={{ ...search, without }}
      onClose={onClose}
    />
  );
}
