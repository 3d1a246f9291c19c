import { createHash } from 'node:crypto';
import { compareCodePoints } from '@shouhu/codes';
import type { Rule } from '@shouhu/rules';

/** Arrays of these names are sets: their order carries no meaning, so one is made. */
const SETS: ReadonlySet<string> = new Set(['codes', 'prefixes', 'names', 'point_ids']);

/** One text per plain value: keys and sets in code point order, no blanks. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!isFrozenPoint(value)) return canonicalObject(value);
  const text = pointTexts.get(value) ?? canonicalObject(value);
  pointTexts.set(value, text);
  return text;
}

/** A snapshot needs the text of a point four times; frozen, it never changes. */
const pointTexts = new WeakMap<object, string>();

function isFrozenPoint(value: object): boolean {
  return 'point_ids' in value && Object.isFrozen(value);
}

function canonicalObject(value: object): string {
  const members = Object.entries(value).toSorted(([a], [b]) => compareCodePoints(a, b));
  return `{${members.map(([key, part]) => `${JSON.stringify(key)}:${canonicalMember(key, part)}`).join(',')}}`;
}

function canonicalMember(key: string, value: unknown): string {
  if (!SETS.has(key) || !Array.isArray(value)) return canonicalJson(value);
  const texts = value.map((text) => JSON.stringify(text));
  return `[${inCodePointOrder(texts).join(',')}]`;
}

/** SHA-256 of the canonical text of a value, in hexadecimal. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** A rule with its points in the one order of their texts, each once. */
export function canonicalRule(rule: Rule): Rule {
  const byText = new Map(rule.points.map((point) => [canonicalJson(point), point]));
  const points = inCodePointOrder([...byText.keys()]).flatMap((text) => byText.get(text) ?? []);
  return { ...rule, points };
}

function inCodePointOrder(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted(compareCodePoints);
}
