import { infiniteQueryOptions } from '@tanstack/react-query';
import { address } from './address.ts';
import type { Param } from './address.ts';
import { ask } from './ask.ts';

/** Where a page of a list begins: after the last row of the one before. */
type Place = Readonly<Record<string, Param>>;
const FIRST: Place = {};

interface Pages<Row> {
  readonly key: readonly [name: string, ...rest: readonly unknown[]];
  readonly path: string;
  readonly filter?: object;
  /** Rows of a page. */
  readonly limit: number;
  /** Where the page after this row begins. */
  readonly next: (last: Row) => Place;
}

/** A list that is read page after page. */
export function pagesQuery<Row>({ key, path, filter = {}, limit, next }: Pages<Row>) {
  return infiniteQueryOptions({
    queryKey: key,
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) => ask<Row[]>('GET', address(path, { ...filter, ...pageParam, limit })),
    getNextPageParam: (rows): Place | undefined => {
      const last = rows.length < limit ? undefined : rows.at(-1);
      return last && next(last);
    },
  });
}
