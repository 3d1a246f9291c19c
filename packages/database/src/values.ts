import assert from 'node:assert/strict';
import { types } from 'pg';
import type { CustomTypesConfig } from 'pg';

type Parse = (text: string) => unknown;

const asText: Parse = (text) => text;

/** Types whose JavaScript values we choose, by the oid of the type and of its array. The rest is as `pg` has it. */
const CHOSEN: readonly (readonly [type: number, array: number, parse: Parse])[] = [
  [20, 1016, safeInteger],
  // A civil day or a time without zone is no instant: as a Date it would move with the zone of the machine.
  [1082, 1182, asText],
  [1114, 1115, asText],
  [1700, 1231, asText],
];

/** How `pg` reads a type; its declaration knows an enum of some oids, not those of arrays. */
const usual: (oid: number, format?: 'text' | 'binary') => Parse = types.getTypeParser;

/** text[] to an array, of arrays where it has more dimensions. */
const textArray = usual(1009);

const parsers = new Map<number, Parse>(
  CHOSEN.flatMap(([type, array, parse]) => [
    [type, parse],
    [array, (text: string) => each(textArray(text), parse)],
  ]),
);

/** Sums of fen and counts fit; what does not is a fault of ours, never a rounded number. */
function safeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `bigint ${text} is beyond the exact numbers of JavaScript`);
  return value;
}

function each(value: unknown, parse: Parse): unknown {
  if (Array.isArray(value)) return value.map((element) => each(element, parse));
  return typeof value === 'string' ? parse(value) : value;
}

/**
 * What a value of PostgreSQL is in JavaScript: bigint an exact number, numeric a string, date and timestamp their text
 * (`2026-03-05`), timestamptz a Date; arrays likewise.
 */
export const values: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? usual(oid, format),
};
