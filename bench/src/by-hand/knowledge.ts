/** The published points as the plain tables that someone who writes SQL by hand would make of the annexes. */
import { writeFile } from 'node:fs/promises';
import type { AgeBound, AgeGroup, NationalFacts, PointRow } from '@shouhu/rulebook';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Statement of by-hand/*.sql that judges a class. */
export type Statement = Exclude<PointRow['fact']['kind'], 'unpayable' | 'sex-exempt' | 'span' | 'none'> | Unpayable;
type Unpayable = 'unpayable-always' | 'unpayable-alone';

export interface ClassByHand {
  readonly rule_code: string;
  readonly statement: Statement;
}

/** Diagnoses that document a tumour without naming its site. */
const ANY_TUMOUR = ['C76', 'C77', 'C78', 'C79', 'C80', 'C97', 'Z08', 'Z51', 'Z54', 'Z85'];

/** Ages that end a group which the points name without a number. */
const GROUP_ENDS: Readonly<Record<AgeGroup, AgeBound>> = {
  child: { value: 18, unit: 'year' },
  newborn: { value: 29, unit: 'day' },
  infant: { value: 12, unit: 'month' },
  toddler: { value: 36, unit: 'month' },
  working: { value: 63, unit: 'year' },
};

/**
 * Loads table `point`, one row a code of an executable point (a pair is one row), and `k_prefix`, the codes that
 * document an indication or are a first line. Writes two scratch files.
 * @returns the published classes with the statement that judges each
 */
export async function loadKnowledge(
  connection: DuckDBConnection,
  facts: NationalFacts,
  scratch: string,
): Promise<ClassByHand[]> {
  const classes: ClassByHand[] = [];
  const rows: object[] = [];
  const prefixes: object[] = [];
  for (const { code, rule_class } of facts.classes) {
    const members = facts.points.filter((point) => point.class_code === code && point.state !== 'not');
    const statement = members.flatMap((point) => statementOf(point) ?? [])[0];
    if (statement === undefined) continue;
    classes.push({ rule_code: code, statement });
    for (const point of members.filter((member) => statementOf(member) === statement)) {
      rows.push(...rowsOf(point, rule_class === 'policy'));
      for (const prefix of prefixesOf(point, facts)) prefixes.push({ point_id: point.point_id, prefix });
    }
  }
  await load(connection, 'point', rows, `${scratch}/point.jsonl`);
  await load(connection, 'k_prefix', prefixes, `${scratch}/prefix.jsonl`);
  return classes;
}

async function load(connection: DuckDBConnection, table: string, rows: readonly object[], file: string): Promise<void> {
  await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await connection.run(`CREATE TEMP TABLE ${table} AS FROM read_json('${file}', sample_size = -1)`);
}

function statementOf({ fact }: PointRow): Statement | undefined {
  if (fact.kind === 'unpayable') return `unpayable-${fact.when}`;
  return fact.kind === 'sex-exempt' || fact.kind === 'span' || fact.kind === 'none' ? undefined : fact.kind;
}

function rowsOf(point: PointRow, policy: boolean): object[] {
  const { fact, codes, point_id, root, from, to } = point;
  const base = { class_code: point.class_code, policy, point_id, root, valid_from: from, valid_to: to };
  const own = { ...base, ...columnsOf(point) };
  if (fact.kind === 'pair') return [{ ...own, code: codes[0], other: codes[1] }];
  return codes.map((code) => ({ ...own, code }));
}

/** The columns of a fact beyond those of every row. */
function columnsOf({ fact }: PointRow): object {
  switch (fact.kind) {
    case 'age':
      return { ...below(fact.from), ...above(fact.to) };
    case 'care':
      return { only: fact.only.join('+') };
    case 'level':
      return { least: fact.least, first_only: fact.first };
    case 'operations':
      return { grp: fact.group };
    case 'sex':
    case 'insurance':
    case 'days':
    case 'per-day':
    case 'gap':
    case 'pair':
    case 'span':
    case 'unpayable':
    case 'first-line':
    case 'indication':
    case 'not-internet':
    case 'sex-exempt':
    case 'none':
      return fact;
  }
}

function below(bound: AgeBound | null): object {
  return bound === null ? {} : { below_value: bound.value, below_unit: bound.unit };
}

/** First age that is too old: an end that belongs to the range ends one later. */
function above(bound: AgeBound | AgeGroup | null): object {
  if (bound === null) return {};
  const end = typeof bound === 'string' ? GROUP_ENDS[bound] : { value: bound.value + 1, unit: bound.unit };
  return { above_value: end.value, above_unit: end.unit };
}

function prefixesOf({ point_id, fact }: PointRow, facts: NationalFacts): string[] {
  if (fact.kind !== 'indication' && fact.kind !== 'first-line') return [];
  const terms = (fact.kind === 'indication' ? facts.indications : facts.firstLine).get(point_id)?.terms ?? [];
  const lexicon = facts.lexicons[fact.kind];
  const found = terms.flatMap((term) => lexicon.get(term)?.prefixes ?? []);
  const tumour = fact.kind === 'indication' && found.some((prefix) => /^C\d/.test(prefix));
  return [...new Set(tumour ? [...found, ...ANY_TUMOUR] : found)];
}
