import type { Point, PointBase, Rule, RuleType } from '@shouhu/rules';
import { deepFreeze } from '../schema.ts';
import { joinAlternatives } from './alternatives.ts';
import type { RestrictEntry } from './alternatives.ts';
import { Cells } from './cells.ts';
import { refuseClashes } from './clashes.ts';
import type { Entry } from './entry.ts';
import { joinCounted, joinMirrored } from './join.ts';
import type { Problems } from './problems.ts';
import type { Row } from './rows.ts';
import { readBase } from './rules.ts';
import type { RuleNames } from './rules.ts';
import {
  limitTable,
  needsTable,
  priceTable,
  restrictTable,
  spacingTable,
  togetherTable,
  unpayableTable,
} from './tables.ts';
import type { Table } from './tables.ts';
import { readRestrict } from './types/restrict.ts';
import { readLimit, readNeeds, readPrice, readSpacing, readTogether, readUnpayable } from './types/simple.ts';

/** A file whose rows are points. */
interface PointTable {
  readonly table: Table;
  readonly typeOf: (row: Row) => RuleType;
  /** Columns that say what a row is about, beside its rule and care type. */
  readonly about: readonly string[];
  readonly read: (cells: Cells, base: PointBase) => Point | undefined;
}

const fixed = (type: RuleType) => (): RuleType => type;

const simpleTables: readonly PointTable[] = [
  { table: unpayableTable, typeOf: fixed('unpayable'), about: ['subject_code'], read: readUnpayable },
  {
    table: priceTable,
    typeOf: (row) => (row.cells.get('measure') === 'paid' ? 'limit' : 'price'),
    about: ['measure', 'subject_code', 'with_code', 'window', 'across'],
    read: readPrice,
  },
  {
    table: togetherTable,
    typeOf: fixed('together'),
    about: ['code_a', 'code_b', 'window', 'across'],
    read: readTogether,
  },
  {
    table: limitTable,
    typeOf: fixed('limit'),
    about: ['measure', 'subject_code', 'window', 'across'],
    read: readLimit,
  },
  {
    table: spacingTable,
    typeOf: fixed('spacing'),
    about: ['subject_code', 'other_code', 'same', 'across'],
    read: readSpacing,
  },
  {
    table: needsTable,
    typeOf: fixed('needs'),
    about: ['subject_code', 'needs_code', 'window', 'across'],
    read: readNeeds,
  },
];

/** Rules and points of all rows, rule by rule in the order of their first row; faulty rows are named and left out. */
export function readPoints(rows: readonly Row[], names: RuleNames, problems: Problems): Rule[] {
  const restricts = rows
    .filter((row) => row.file === restrictTable.file)
    .flatMap((row) => restrictEntry(row, names, problems));
  const others = simpleTables.flatMap((each) =>
    rows.filter((row) => row.file === each.table.file).flatMap((row) => simpleEntry(row, each, names, problems)),
  );
  refuseClashes([...restricts, ...others]);
  return rulesOf([...joinAlternatives(restricts), ...joinSimple(others)], names);
}

function restrictEntry(row: Row, names: RuleNames, problems: Problems): RestrictEntry[] {
  const cells = new Cells(row, problems);
  const head = names.resolve(cells, 'restrict');
  const base = readBase(cells, head);
  const read = readRestrict(cells, base ?? BLANK);
  if (head === undefined || base === undefined || read === undefined || !cells.sound) return [];
  const about = ['subject_code', 'property', 'operator', 'value', 'unit'];
  return [
    { cells, head, point: read.point, condition: read.condition, subject: subjectKey(head.rule_code, cells, about) },
  ];
}

function simpleEntry(row: Row, { typeOf, about, read }: PointTable, names: RuleNames, problems: Problems): Entry[] {
  const cells = new Cells(row, problems);
  const head = names.resolve(cells, typeOf(row));
  const base = readBase(cells, head);
  const point = read(cells, base ?? BLANK);
  if (head === undefined || base === undefined || point === undefined || !cells.sound) return [];
  return [{ cells, head, point, subject: subjectKey(head.rule_code, cells, about) }];
}

/** Lets the own columns of a row be read, and all its faults be told, when its rule or its dates are wrong. */
const BLANK: PointBase = { point_ids: [], from: 0, to: 0, scope: { is: 'always' }, verdict: null, retroactive: false };

function subjectKey(rule_code: string, cells: Cells, about: readonly string[]): string {
  const columns = [...about, 'care_type'].map((column) => cells.text(column));
  return JSON.stringify([cells.row.file, rule_code, ...columns]);
}

function joinSimple(entries: readonly Entry[]): Entry[] {
  const limits: Entry<Extract<Point, { type: 'limit' }>>[] = [];
  const pairs: Entry<Extract<Point, { type: 'together' }>>[] = [];
  const rest: Entry[] = [];
  for (const entry of entries) {
    const { point } = entry;
    if (point.type === 'limit') limits.push({ ...entry, point });
    else if (point.type === 'together') pairs.push({ ...entry, point });
    else rest.push(entry);
  }
  return [...joinCounted(limits), ...joinMirrored(pairs), ...rest];
}

function rulesOf(entries: readonly Entry[], names: RuleNames): Rule[] {
  const byRule = Map.groupBy(entries, ({ head }) => head.rule_code);
  return [...byRule].flatMap(([rule_code, own]) => {
    const head = names.find(rule_code);
    return head === undefined ? [] : [deepFreeze({ ...head, points: own.map(({ point }) => point) })];
  });
}
