/**
 * Reads the tab-separated tables of packages/rulebook/data. They are ours and checked by tests, so a fault in them is
 * a programmer's error: assertions, no catalogue code.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compareCodePoints, parseCivilDate } from '@shouhu/codes';
import type { RuleClass, RuleType, Verdict } from '@shouhu/rules';
import { OPEN_TO } from '../validity.ts';
import { parseFact } from './fact.ts';
import type { Fact } from './fact.ts';

/** How sure the mapping of a point is; below high it raises suspicion only. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
const STATES = ['executable', 'partly', 'not'] as const;
export type PointState = (typeof STATES)[number];
const RULE_CLASSES = ['policy', 'management', 'medical'] as const satisfies readonly RuleClass[];
const VERDICTS = ['violation', 'suspicion'] as const satisfies readonly Verdict[];
const STAGES = ['before', 'during', 'after'] as const;
const RULE_TYPES = [
  'restrict',
  'unpayable',
  'price',
  'together',
  'limit',
  'spacing',
  'needs',
  'record',
  'stay',
  'indicator',
  'balance',
] as const satisfies readonly (RuleType | 'indicator' | 'balance')[];

/** One of the 88 classes of the 2025 edition. */
export interface ClassRow {
  readonly seq: number;
  /** GZ/ZB code, else LK2025-NNN. */
  readonly code: string;
  readonly name: string;
  readonly rule_class: RuleClass;
  readonly sub_class: string;
  readonly rule_type: (typeof RULE_TYPES)[number];
  readonly verdict: Verdict;
  readonly stages: readonly (typeof STAGES)[number][];
  /** Window in the words of the model; empty where every point has its own. */
  readonly window: string;
  /** Whether a notice has published points of it. */
  readonly published: boolean;
}

/** One published knowledge point as a fact. */
export interface PointRow {
  readonly point_id: string;
  readonly class_code: string;
  readonly batch: string;
  /** Row of the annex; 0 for a note below the table. */
  readonly row: number;
  readonly supersedes: string | null;
  /** Oldest point of the lineage: names what is counted together across revisions. */
  readonly root: string;
  readonly item_name: string;
  readonly fact: Fact;
  readonly confidence: Confidence;
  readonly state: PointState;
  /** Why it is not executable, or what of it is not judged. */
  readonly reason: string;
  readonly review: string;
  readonly codes: readonly string[];
  /** Civil days, both included (docs/semantics.md 1). */
  readonly from: number;
  readonly to: number;
}

/** Terms that a point names (any of them suffices), and what of its text no claim can show. */
export interface PointTerms {
  readonly terms: readonly string[];
  readonly residual: readonly string[];
}

/** A term of a lexicon with the code prefixes that can document it. */
export interface LexiconRow {
  readonly term: string;
  readonly prefixes: readonly string[];
  readonly confidence: Confidence;
  readonly note: string;
}

export interface NationalFacts {
  readonly classes: readonly ClassRow[];
  /** Batch → day of publication. */
  readonly batches: ReadonlyMap<string, number>;
  readonly points: readonly PointRow[];
  readonly indications: ReadonlyMap<string, PointTerms>;
  readonly firstLine: ReadonlyMap<string, PointTerms>;
  readonly lexicons: Lexicons;
  readonly gaps: CodeGaps;
  readonly herbs: readonly HerbPair[];
}

/** Beginnings of codes that the classifications do not have. */
export interface CodeGaps {
  /** Three-character categories of ICD-10. */
  readonly diagnoses: readonly string[];
  /** Categories of ICD-9-CM-3: two digits, point, digit. */
  readonly operations: readonly string[];
}

/** Names of herbs that do not belong on one prescription: any of a beside any of b. */
export interface HerbPair {
  readonly id: string;
  readonly list: string;
  readonly title: string;
  readonly a: readonly string[];
  readonly b: readonly string[];
}

/** Term → codes, for indications (ICD-10) and for first-line drugs (drug codes). */
export interface Lexicons {
  readonly indication: ReadonlyMap<string, LexiconRow>;
  readonly 'first-line': ReadonlyMap<string, LexiconRow>;
}

/** Folder of the shipped tables. */
export const NATIONAL_DATA = new URL('../../data/', import.meta.url);

/** Reads the shipped tables (or those of another folder in the same shape) into typed facts. */
export function loadNational(folder: URL = NATIONAL_DATA): NationalFacts {
  const read = (name: string): Row[] => parseTable(readFileSync(new URL(name, folder), 'utf8'));
  const batches = new Map(read('batches.tsv').map((row) => [cell(row, 'batch'), day(cell(row, 'published'))]));
  const codes = new Map(read('codes.tsv').map((row) => [cell(row, 'point_id'), list(cell(row, 'codes'), ' ')]));
  return {
    classes: read('classes.tsv').map(classRow),
    batches,
    points: pointRows(read('points.tsv'), batches, codes),
    indications: termRows(read('point-indications.tsv')),
    firstLine: termRows(read('point-first-line.tsv')),
    lexicons: readLexicons(folder),
    ...readGeneral(),
  };
}

/** What no annex brings: always the shipped tables. */
function readGeneral(): Pick<NationalFacts, 'gaps' | 'herbs'> {
  const read = (name: string): Row[] => parseTable(readFileSync(new URL(name, NATIONAL_DATA), 'utf8'));
  const numbers = (row: Row): string[] => list(cell(row, 'numbers'), ' ');
  const diagnoses = read('icd-10-gaps.tsv').flatMap((row) =>
    numbers(row).map((each) => `${cell(row, 'letter')}${each}`),
  );
  const operations = read('icd-9-cm-3-gaps.tsv').flatMap((row) =>
    numbers(row).map((each) => `${cell(row, 'chapter')}.${each}`),
  );
  const herbs = read('herb-pairs.tsv').map((row) => ({
    id: cell(row, 'id'),
    list: cell(row, 'list'),
    title: cell(row, 'title'),
    a: list(cell(row, 'a'), '|'),
    b: list(cell(row, 'b'), '|'),
  }));
  return { gaps: { diagnoses, operations }, herbs };
}

/** Reads the two lexicons alone: what a new annex is mapped by. */
export function readLexicons(folder: URL = NATIONAL_DATA): Lexicons {
  const read = (name: string): Row[] => parseTable(readFileSync(new URL(name, folder), 'utf8'));
  return {
    indication: lexicon(read('lexicon/indications.tsv')),
    'first-line': lexicon(read('lexicon/first-line.tsv')),
  };
}

type Row = ReadonlyMap<string, string>;

/** Rows of a table by column name; lines that start with # are remarks. */
export function parseTable(text: string): Row[] {
  const [header = '', ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const names = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return new Map(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

function cell(row: Row, name: string): string {
  const value = row.get(name);
  assert(value !== undefined, `national table without column ${name}`);
  return value;
}

function oneOf<T extends string>(value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  assert(found !== undefined, `a national table says ${value}, not one of ${allowed.join(', ')}`);
  return found;
}

function list(text: string, separator: string): string[] {
  return text === '' ? [] : text.split(separator);
}

function day(text: string): number {
  const parsed = parseCivilDate(text);
  assert(parsed.ok, `not a date in a national table: ${text}`);
  return parsed.value;
}

function classRow(row: Row): ClassRow {
  return {
    seq: Number(cell(row, 'seq')),
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    rule_class: oneOf(cell(row, 'class'), RULE_CLASSES),
    sub_class: cell(row, 'sub_class'),
    rule_type: oneOf(cell(row, 'rule_type'), RULE_TYPES),
    verdict: oneOf(cell(row, 'verdict'), VERDICTS),
    stages: list(cell(row, 'stages'), '+').map((stage) => oneOf(stage, STAGES)),
    window: cell(row, 'window'),
    published: cell(row, 'published') === 'yes',
  };
}

function pointRows(
  rows: Row[],
  batches: ReadonlyMap<string, number>,
  codes: ReadonlyMap<string, string[]>,
): PointRow[] {
  const published = (row: Row): number => {
    const from = batches.get(cell(row, 'batch'));
    assert(from !== undefined, `point of an unknown batch: ${cell(row, 'point_id')}`);
    return from;
  };
  const superseded = new Map(rows.map((row) => [cell(row, 'supersedes'), published(row) - 1]));
  const parents = new Map(rows.map((row) => [cell(row, 'point_id'), cell(row, 'supersedes')]));
  return rows.map((row) => {
    const point_id = cell(row, 'point_id');
    const fact = parseFact(cell(row, 'fact'));
    assert(fact !== undefined, `unreadable fact of ${point_id}: ${cell(row, 'fact')}`);
    return {
      point_id,
      class_code: cell(row, 'class'),
      batch: cell(row, 'batch'),
      row: Number(cell(row, 'row')),
      supersedes: cell(row, 'supersedes') || null,
      root: rootOf(point_id, parents),
      item_name: cell(row, 'item_name'),
      fact,
      confidence: oneOf(cell(row, 'confidence'), CONFIDENCES),
      state: oneOf(cell(row, 'state'), STATES),
      reason: cell(row, 'reason'),
      review: cell(row, 'review'),
      codes: codes.get(point_id) ?? [],
      from: published(row),
      to: superseded.get(point_id) ?? OPEN_TO,
    };
  });
}

function rootOf(point_id: string, parents: ReadonlyMap<string, string>): string {
  let root = point_id;
  for (let parent = parents.get(root); parent !== undefined && parent !== ''; parent = parents.get(root)) root = parent;
  return root;
}

function termRows(rows: Row[]): Map<string, PointTerms> {
  return new Map(
    rows.map((row) => [
      cell(row, 'point_id'),
      { terms: list(cell(row, 'terms'), '|'), residual: list(cell(row, 'residual'), '|') },
    ]),
  );
}

function lexicon(rows: Row[]): Map<string, LexiconRow> {
  return new Map(
    rows.map((row) => {
      const term = cell(row, 'term');
      const prefixes = list(cell(row, 'prefixes'), ' ').toSorted(compareCodePoints);
      return [
        term,
        { term, prefixes, confidence: oneOf(cell(row, 'confidence'), CONFIDENCES), note: cell(row, 'note') },
      ];
    }),
  );
}
