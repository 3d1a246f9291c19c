/** The pages of docs/schemes, written from the schemes themselves. */
import type { Scheme } from './shape/scheme.ts';

const FOLDER = 'docs/schemes';

/** Every page of the schemes given, which may stand in several packages: its path from the repository's root, and its text. */
export function schemePages(schemes: readonly Scheme[]): Iterable<readonly [path: string, text: string]> {
  return [
    [`${FOLDER}/README.md`, indexPage(schemes)],
    ...schemes.map((scheme) => [`${FOLDER}/${scheme.id}.md`, pageOf(scheme)] as const),
  ];
}

function indexPage(schemes: readonly Scheme[]): string {
  const rows = schemes.map(
    ({ id, name, en, needs }) =>
      `| [${name}](${id}.md) | ${en} | \`${id}\` | ${needs.map((source) => `\`${source}\``).join('、')} |`,
  );
  return [
    '# 大数据模型 · Schemes',
    '',
    '单行看不出、放在一起才看得出的欺诈。每个模型说明看什么、不算什么、为什么可能错、现场查什么；参数可在 `parameters.csv` 中按模型编码修改，',
    '缺少所需数据的模型不运行，并在结果中写明。本页与各模型页由程序生成。',
    '',
    'Fraud that no single line shows. Each page says what a scheme sees, what it leaves out, why it may be wrong and what to check on site. Generated from the',
    'schemes in `packages/schemes`; numbers are changed by `parameters.csv`.',
    '',
    '| 模型 | Scheme | 编码 | 需要的数据 |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function pageOf({ id, name, en, rule_code, needs, parameters, basis, page }: Scheme): string {
  const list = (items: readonly string[]): string[] => items.map((item) => `- ${item}`);
  return [
    `# ${name} · ${en}`,
    '',
    `编码 \`${id}\`${rule_code === null ? '' : '，国家规则'}。结论为可疑，须经核实。`,
    '',
    '## 看什么',
    '',
    page.sees,
    '',
    '## 不算在内',
    '',
    ...list(page.excludes),
    '',
    '## 为什么可能错',
    '',
    ...list(page.mayErr),
    '',
    '## 现场查什么',
    '',
    ...list(page.onSite),
    '',
    '## 参数',
    '',
    '| 名称 | 默认值 | 单位 | 含义 |',
    '|---|---|---|---|',
    ...Object.entries(parameters).map(
      ([key, { value, unit, about }]) => `| \`${key}\` | ${value} | ${unit} | ${about} |`,
    ),
    '',
    '## 依据与数据',
    '',
    ...list(basis),
    ...list(needs.map((source) => `需要 \`${source}\``)),
    '',
  ].join('\n');
}
