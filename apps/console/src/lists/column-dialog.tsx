import { Button } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import type { KeptOfList } from './answers.ts';
import { keptQuery } from './queries.ts';
import type { ListName } from './queries.ts';
import { listText } from './text.ts';

export interface ColumnName {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly list: ListName;
  readonly columns: readonly ColumnName[];
  readonly onClose: () => void;
}

/** Columns that the caller chose to see; all of them where nothing was chosen. */
export function useShownColumns(list: ListName, all: readonly string[]): ReadonlySet<string> {
  const kept = useQuery(keptQuery(list));
  return new Set(kept.data?.columns ?? all);
}

/** A box for each column; each choice is kept at once. */
export function ColumnDialog({ list, columns, onClose }: Props) {
  const t = useText(listText);
  const queries = useQueryClient();
  const all = columns.map(({ id }) => id);
  const shown = useShownColumns(list, all);
  const choose = useMutation({
    mutationFn: (chosen: readonly string[] | null) =>
      ask<KeptOfList>('POST', `/api/lists/${list}/columns`, { columns: chosen }),
    onSuccess: (now) => queries.setQueryData(keptQuery(list).queryKey, now),
    onError: async () => queries.invalidateQueries(keptQuery(list)),
  });
  // Seen at once; taken back when it is refused.
  const show = (chosen: readonly string[] | null): void => {
    queries.setQueryData(keptQuery(list).queryKey, (now) => ({ filters: now?.filters ?? [], columns: chosen }));
    choose.mutate(chosen);
  };
  return (
    <Dialog title={t.columnsTitle} onClose={onClose}>
      {choose.error instanceof Refused ? <RefusedAlert error={choose.error} /> : null}
      <p className="hint spaced">{t.columnsHint}</p>
      <ul className="column-boxes">
        {columns.map(({ id, name }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={shown.has(id)}
                disabled={shown.has(id) && shown.size === 1}
                onChange={() => show(all.filter((each) => (each === id) !== shown.has(each)))}
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
      <div className="step-acts">
        <Button type="primary" onClick={onClose}>
          {t.close}
        </Button>
        <Button onClick={() => show(null)}>{t.all}</Button>
      </div>
    </Dialog>
  );
}
