import { useQuery } from '@tanstack/react-query';
import type { Param } from '../api/address.ts';
import { useText } from '../language/language.tsx';
import type { Count } from './answers.ts';
import { countQuery } from './queries.ts';
import type { ListName } from './queries.ts';
import { listText } from './text.ts';

/** A count in words: an estimate says that it is one. */
export function useCountWords(): (count: Count) => string {
  const t = useText(listText);
  return ({ rows, exact }) => {
    const figure = String(exact ? rows : Number(rows.toPrecision(2))).replace(/\B(?=(\d{3})+$)/g, ',');
    return exact ? t.count(figure) : t.about(figure);
  };
}

/** How many rows a filter matches. */
export function RowCount({
  list,
  filter,
}: {
  readonly list: ListName;
  readonly filter: Readonly<Record<string, Param>>;
}) {
  const words = useCountWords();
  const { data } = useQuery(countQuery(list, filter));
  return data === undefined ? null : <span className="figures">{words(data)}</span>;
}
