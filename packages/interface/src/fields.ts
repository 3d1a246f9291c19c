/**
 * Fields of messages as zod reads them, by the types of the specification: C text, N number, D `yyyy-MM-dd`, DT `yyyy-MM-dd HH:mm:ss`, † a
 * value of a code set. A field that is absent, null or '' is empty. What is wrong is told by {@link faultOf}, with the field and what it must be.
 */
import { codeName, codeSets, parseCivilDate, parsePrice, parseQuantity, parseYuan } from '@shouhu/codes';
import type { CodedField, Fen, Parsed, Price, Quantity } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { ShouhuError } from '@shouhu/errors';
import { z } from 'zod';
import type { ZodType } from 'zod';
import { parseInstant } from './time.ts';

const TEXT = 'text';
const EMPTY = 'empty';

/** C: text of 1 to `max` characters, not blank. */
export const text = (max: number) =>
  z.string(TEXT).check(({ value, issues }) => {
    if (value.trim() === '') issues.push({ code: 'custom', message: EMPTY, input: value, continue: false });
    else if (value.length > max)
      issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value, continue: false });
  });

/** C: text of a form, such as six digits. @param expected how the form is told */
export const formed = (form: RegExp, max: number, expected: string) =>
  text(max).refine((value) => form.test(value), { message: expected });

/** C†: one of the national values of a field. */
export const coded = (field: CodedField, max = 6) =>
  text(max).refine((value) => codeName(field, value) !== undefined, { message: `${codeSets[field].zh} ${field}` });

/** C†: one of a few values. */
export const oneOf = (...values: readonly string[]) =>
  text(30).refine((value) => values.includes(value), { message: values.join('/') });

/** D: a day of the calendar, as it was written. */
export const day = text(19).refine(isDay, { message: 'yyyy-MM-dd' });

/** DT: an instant. */
export const instant = text(19).transform((value, context) => {
  const at = parseInstant(value);
  if (at !== undefined) return at;
  context.issues.push({ code: 'custom', message: 'yyyy-MM-dd HH:mm:ss', input: value });
  return z.NEVER;
});

/** D or DT: the day of it, as text. */
export const dayOfInstant = text(19).transform((value, context) => {
  if (isDay(value) || parseInstant(value) !== undefined) return value.slice(0, 10);
  context.issues.push({ code: 'custom', message: 'yyyy-MM-dd HH:mm:ss', input: value });
  return z.NEVER;
});

/** N16,2: yuan, as a JSON number or as text; integer fen inside. */
export const yuan: ZodType<Fen> = decimal(parseYuan, 'N16,2');
/** N16,4: a quantity, in ten-thousandths inside. */
export const amount: ZodType<Quantity> = decimal(parseQuantity, 'N16,4');
/** N16,6: a unit price, in 1e-6 yuan inside. */
export const unitPrice: ZodType<Price> = decimal(parsePrice, 'N16,6');

function decimal<Value extends number>(parse: (text: string) => Parsed<Value, string>, expected: string) {
  return z.custom<Value>().check((payload) => {
    const value: unknown = payload.value;
    const written = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : undefined;
    const parsed = written === undefined ? undefined : parse(written);
    if (parsed?.ok === true) payload.value = parsed.value;
    else payload.issues.push({ code: 'custom', message: written === '' ? EMPTY : expected, input: value });
  });
}

const EMPTY_FIELD = { success: true, data: null } as const;

/** A field that may be empty: null then. In one step, as lines have a dozen of them: a transform before each takes several times as long. */
export const optional = <Value>(field: ZodType<Value>) =>
  z
    .custom<Value | null>()
    .check((payload) => {
      const { value } = payload;
      const read = value === null || value === '' ? EMPTY_FIELD : field.safeParse(value);
      if (read.success) payload.value = read.data;
      else payload.issues.push(...read.error.issues.map((issue) => ({ ...issue, input: undefined })));
    })
    .default(null);

/** A node of `input`: an object with fields. */
export const node = z.object;

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && parseCivilDate(value).ok;
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly maximum?: unknown;
  readonly input?: unknown;
  readonly errors?: readonly (readonly Issue[])[];
}

/**
 * The first thing that is wrong, for whoever sent it: SH-T002 empty, SH-T003 too long, SH-T004 something else.
 * @param within what the fields stand in: `input`
 */
export function faultOf(issues: readonly Issue[], value: unknown, within: readonly string[] = []): ShouhuError {
  const issue = innermost(issues[0]);
  const path = [...within, ...issue.path.map(String)];
  const field = path.join('.') || 'input';
  const found = issue.path.reduce<unknown>(memberOf, value);
  const isBlank = typeof found === 'string' && found.trim() === '';
  const isEmpty = found === undefined || found === null || isBlank || issue.message === EMPTY;
  if (isEmpty) return shouhuError('SH-T002', { field });
  if (issue.code === 'too_big') return shouhuError('SH-T003', { field, most: String(issue.maximum) });
  return shouhuError('SH-T004', { field, expected: issue.code === 'invalid_type' ? expectedOf(issue) : issue.message });
}

const NOTHING: Issue = { path: [], message: '' };

/** Of a field that may be empty the issue of the field itself. */
function innermost(issue: Issue | undefined): Issue {
  if (issue === undefined) return NOTHING;
  const inner = issue.code === 'invalid_union' ? issue.errors?.at(-1)?.[0] : undefined;
  if (inner === undefined) return issue;
  const { path, ...rest } = innermost(inner);
  return { ...rest, path: [...issue.path, ...path] };
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function expectedOf(issue: Issue): string {
  const expected = 'expected' in issue ? String(issue.expected) : '';
  return expected === 'object' || expected === 'array' ? expected : issue.message;
}
