/** What `rules show` says beside the points of a rule: where defaults come from, and how a class without points gets some. */
import { defaultClasses, localExample, localFileOf, type NationalFacts, type Snapshot } from '@shouhu/rulebook';
import { print } from '../terminal.ts';

/** Where the defaults of a class come from, why they may be wrong, and the ways to change them. */
export interface DefaultSheet {
  readonly source: string;
  readonly doubt: string;
  readonly change: readonly string[];
}

/** A class of the national list without points: it needs local ones, or is judged in batches (`default`). */
export interface EmptyClass {
  readonly rule_code: string;
  readonly rule_name: string;
  readonly rule_type: string;
  readonly state: 'default' | 'needs-local-points';
  readonly template: string | null;
  readonly header: string | null;
  readonly example: string | null;
}

/** The class of a name or code that the snapshot has no rule of; undefined for every other name. */
export function emptyClass({ ruleset }: Snapshot, { classes }: NationalFacts, name: string): EmptyClass | undefined {
  const row = classes.find((each) => each.code === name || each.name === name);
  if (row === undefined || ruleset.rules.some(({ rule_code }) => rule_code === row.code)) return undefined;
  const example = localExample(row);
  return {
    rule_code: row.code,
    rule_name: row.name,
    rule_type: row.rule_type,
    state: localFileOf(row.rule_type) === null ? 'default' : 'needs-local-points',
    template: localFileOf(row.rule_type),
    header: example?.header ?? null,
    example: example?.row ?? null,
  };
}

export function printEmptyClass({ rule_code, rule_name, rule_type, template, header, example }: EmptyClass): void {
  print(`${rule_code} ${rule_name}`);
  print(`  类型 type      ${rule_type}`);
  print(`  待本地知识：在 ${template} 中增加行即可执行 · needs local points: rows of ${template}`);
  if (header !== null) print(`  ${header}`);
  if (example !== null) print(`  ${example}`);
  print('  空表：shouhu knowledge template DIR；检查：shouhu knowledge check DIR');
}

/** The defaults of a class by its name or code; null for every other rule. */
export function defaultsOf(facts: NationalFacts, name: string): DefaultSheet | null {
  const row = facts.classes.find((each) => each.code === name || each.name === name);
  const own = row === undefined ? undefined : defaultClasses(facts).get(row.code);
  if (row === undefined || own === undefined) return null;
  const file = localFileOf(row.rule_type);
  return {
    source: own.source,
    doubt: own.doubt,
    change: [
      `parameters.csv：${row.name},defaults,0 停用全部默认知识点；,enabled,0 停用整条规则`,
      'parameters.csv：rule 列可写单个知识点的编号，修改其 enabled、verdict 与 max、min 等界限',
      ...(file === null ? [] : [`${file}：增加本地知识点；与默认并用，或配合 defaults = 0 取代默认`]),
    ],
  };
}

export function printDefaults({ source, doubt, change }: DefaultSheet): void {
  print(`  默认来源 source  ${source}`);
  print(`  可能有误 doubt   ${doubt}`);
  for (const way of change) print(`  修改 change      ${way}`);
}
