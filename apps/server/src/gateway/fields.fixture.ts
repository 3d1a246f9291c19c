/** Every field of a transaction's input, spoilt in every way: what each part's tests ask of its transactions. */
import assert from 'node:assert/strict';
import { codeOf } from '@shouhu/interface';
import type { Sending } from '@shouhu/interface';
import type { ZodType } from 'zod';
import type { Institution } from './gateway.fixture.ts';

export interface FieldRule {
  /** Path in `input`: `data.psn_no`, `data.0.list_type`. */
  readonly path: string;
  readonly needed: boolean;
  /** Most characters; absent: of another type than text. */
  readonly longest?: number;
  /** Values that it cannot have. */
  readonly wrong: readonly unknown[];
}

/**
 * Sends the input once for each fault, and expects the field to be named: absent and empty SH-T002, too long SH-T003, wrong SH-T004.
 * @param right an input that would be taken; a field that need not be there is never the reason of a refusal when it is empty
 */
export async function refusesEachFault(
  { ask }: Institution,
  infno: string,
  right: object,
  rules: readonly FieldRule[],
  more: Partial<Sending> = {},
): Promise<void> {
  const expect = async (path: string, value: unknown, code: string): Promise<void> => {
    const { answer } = await ask(infno, spoilt(right, path.split('.'), value), more);
    const shown = `${infno} ${path} = ${JSON.stringify(value)?.slice(0, 40)}: ${answer.err_msg}`;
    assert.equal(codeOf(answer), code, shown);
    assert.ok(answer.err_msg.includes(`input.${path} `), shown);
  };
  for (const { path, needed, longest, wrong } of rules) {
    if (needed) for (const empty of [undefined, null, '', '  ']) await expect(path, empty, 'SH-T002');
    if (longest !== undefined) await expect(path, '长'.repeat(longest + 1), 'SH-T003');
    for (const value of wrong) await expect(path, value, 'SH-T004');
  }
}

/** A copy with another value at a path; undefined takes the field away. */
function spoilt(value: object, [key = '', ...rest]: readonly string[], other: unknown): object {
  const copy: Record<string, unknown> = { ...value };
  const inner = copy[key];
  copy[key] = rest.length > 0 && typeof inner === 'object' && inner !== null ? spoilt(inner, rest, other) : other;
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** Fields by name, or by transaction and name. */
interface Leaves {
  /** That a message may leave out. */
  readonly optional: ReadonlySet<string>;
  /** That are told in the message and not read. */
  readonly unread: ReadonlySet<string>;
}

/** Takes each value of a right message away, empties it, makes it too long and of another type: the input refuses all but what may be left out. */
export function refusesEachLeaf(
  { infno, input }: { readonly infno: string; readonly input: ZodType },
  right: unknown,
  { optional, unread }: Leaves,
): void {
  assert.ok(input.safeParse(right).success, infno);
  for (const path of leavesOf(right)) {
    const field = String(path.at(-1));
    if (unread.has(`${infno} ${field}`)) continue;
    const takes = (value: unknown): boolean => input.safeParse(withValue(right, path, value)).success;
    const mayBeEmpty = optional.has(field) || optional.has(`${infno} ${field}`);
    const shown = `${infno} ${path.join('.')}`;
    for (const nothing of [undefined, null, '', '  '])
      assert.equal(takes(nothing), mayBeEmpty && nothing !== '  ', `${shown} = ${String(nothing)}`);
    assert.equal(takes('长'.repeat(3000)), false, `${shown} too long`);
    for (const odd of [{}, [[]], true]) assert.equal(takes(odd), false, `${shown} = ${JSON.stringify(odd)}`);
  }
}

/** Paths to the values of a message. */
function leavesOf(node: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof node !== 'object' || node === null) return [path];
  return Object.entries(node).flatMap(([key, value]) =>
    leavesOf(value, [...path, Array.isArray(node) ? Number(key) : key]),
  );
}

function withValue(node: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(node) ? [...node] : { ...Object(node) };
  Reflect.set(copy, key, withValue(Reflect.get(copy, key), rest, value));
  return copy;
}
