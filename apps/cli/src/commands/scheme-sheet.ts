/** What `rules list`, `show` and `coverage` say of schemes and of the national classes that only a batch can judge. */
import { allSchemes } from '@shouhu/audit';
import type { Snapshot } from '@shouhu/rulebook';
import type { Scheme } from '@shouhu/schemes';
import { print } from '../terminal.ts';

/** `balance` and `indicator` are types of the national list, `scheme` is ours. */
export function schemeType({ id, rule_code }: Scheme): 'scheme' | 'balance' | 'indicator' {
  if (rule_code === null) return 'scheme';
  return id.startsWith('ZB') ? 'indicator' : 'balance';
}

export function schemeNamed(name: string): Scheme | undefined {
  return allSchemes.find((scheme) => scheme.id === name || scheme.name === name);
}

/** The national classes that schemes carry out, each with how many numbers it judges by. */
export function schemeCounts(): Map<string, number> {
  const national = allSchemes.flatMap(({ rule_code, parameters }) =>
    rule_code === null ? [] : [[rule_code, Object.keys(parameters).length] as const],
  );
  return new Map(national);
}

/** A scheme with the numbers that are in force. */
export function schemeSheet(scheme: Scheme, { settings }: Snapshot) {
  const { id, name, en, rule_code, needs, basis, page } = scheme;
  const set = new Map(settings.filter(({ code }) => code === id).map((setting) => [setting.name, setting.value]));
  const parameters = Object.entries(scheme.parameters).map(([key, { value, unit, about }]) => ({
    name: key,
    value: set.get(key) ?? value,
    default: value,
    unit,
    about,
  }));
  return { scheme: id, scheme_name: name, en, rule_code, type: schemeType(scheme), needs, basis, parameters, page };
}

export function printScheme(sheet: ReturnType<typeof schemeSheet>): void {
  print(`${sheet.scheme} ${sheet.scheme_name} · ${sheet.en}`);
  print(`  类型 type      ${sheet.type}    结论 verdict 可疑    需要 needs ${sheet.needs.join(', ')}`);
  print(`  依据 basis     ${sheet.basis.join('；')}`);
  print(`  看什么         ${sheet.page.sees}`);
  for (const [title, lines] of [
    ['不算在内', sheet.page.excludes],
    ['可能有误', sheet.page.mayErr],
    ['现场核查', sheet.page.onSite],
  ] as const) {
    for (const line of lines) print(`  ${title}       ${line}`);
  }
  for (const { name, value, default: given, unit, about } of sheet.parameters) {
    print(`  参数 ${name} = ${value} ${unit}${value === given ? '' : `（默认 ${given}）`}  ${about}`);
  }
  print('  修改：parameters.csv 中 rule 填模型编码或名称，parameter 填参数名 · change in parameters.csv');
}
