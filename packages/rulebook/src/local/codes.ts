import { classifyCode, compareCodePoints } from '@shouhu/codes';
import type { CodeSet } from '@shouhu/rules';

/** What a code or prefix of local knowledge selects: lines by item, or visits by diagnosis or operation. */
export type SubjectKind = 'item' | 'diagnosis' | 'operation';

/** Codes as written in one cell; a code that ends in `*` is a prefix. */
export interface WrittenCodes {
  readonly set: CodeSet;
  readonly kinds: ReadonlySet<SubjectKind>;
}

const WRITABLE = /^[0-9A-Za-z][0-9A-Za-z.+_/-]*(?:\*[0-9A-Za-z.+_/-]*)?$/;
/** What a spreadsheet makes of a long number, and of a service code (15 digits, which begin with 0). */
const SPREADSHEET_NUMBER = /^\d+(\.\d+)?[eE]\+\d+$/;
const LOST_ZEROS = /^[1-9]\d{12,13}$/;

/** A name in place of a code: resolved to the codes that rows carry beside such a name. */
const NAME = /^名[:：]\s*(.+)$/;

/** Whether a value is a name in place of a code. */
export function isName(value: string): boolean {
  return NAME.test(value);
}

/** Splits the values of one cell: by `;` or its full-width form. */
export function splitValues(text: string): string[] {
  return text
    .split(/[;；]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Whether a text can be a code or prefix; `*` alone is the prefix of everything. */
export function isWritable(code: string): boolean {
  return code === '*' || (WRITABLE.test(code) && !SPREADSHEET_NUMBER.test(code) && !LOST_ZEROS.test(code));
}

/** A set of codes and prefixes in the one order that digests need. */
export function codeSetOf(written: readonly string[]): CodeSet {
  const names = inOrder(written.flatMap((value) => NAME.exec(value)?.[1] ?? []));
  const codes = inOrder(written.filter((value) => !isName(value)));
  return {
    codes: codes.filter((code) => !code.endsWith('*')),
    prefixes: codes.filter((code) => code.endsWith('*')).map((code) => code.slice(0, -1)),
    ...(names.length === 0 ? {} : { names }),
  };
}

/** The values of a set as they could have been written. */
export function writtenOf({ codes, prefixes, names = [] }: CodeSet): string[] {
  return [...codes, ...prefixes.map((prefix) => `${prefix}*`), ...names.map((name) => `名:${name}`)];
}

function inOrder(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted(compareCodePoints);
}

/** The kind of a code or prefix by its shape; what no national standard shapes is an item of a local catalogue. */
export function kindOf(written: string): SubjectKind {
  const code = written.endsWith('*') ? written.slice(0, -1) : written;
  const kind = classifyCode(code);
  if (kind === 'diagnosis' || kind === 'operation') return kind;
  if (!written.endsWith('*')) return 'item';
  if (/^[A-Z]\d{1,2}(\.[\dx]*)?$/.test(code)) return 'diagnosis';
  return /^\d{2}(\.[\dx]*)?$/.test(code) ? 'operation' : 'item';
}

/** An empty set, for the sides a row does not use. */
export const NO_CODES: CodeSet = { codes: [], prefixes: [] };
