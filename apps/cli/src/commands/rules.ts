import { allSchemes, tunables } from '@shouhu/audit';
import {
  coverage,
  currentKnowledge,
  defaultCounts,
  listRules,
  showRule,
  type ClassCoverage,
  type CurrentKnowledge,
} from '@shouhu/rulebook';
import type { Command } from 'commander';
import { countText, print, printJson, table } from '../terminal.ts';
import { defaultsOf, emptyClass, printDefaults, printEmptyClass } from './rule-sheet.ts';
import { addPlan } from './rules-plan.ts';
import { printScheme, schemeCounts, schemeNamed, schemeSheet, schemeType } from './scheme-sheet.ts';

interface JsonOption {
  readonly json?: true;
}
interface KnowledgeOption extends JsonOption {
  readonly knowledge?: string;
}

/** `shouhu rules list | show CODE | coverage | plan`. */
export function addRules(program: Command): void {
  const rules = program.command('rules').description('规则与知识点 · rules and knowledge points');
  rules
    .command('list')
    .description('列出全部规则 · list the rules in force')
    .option('--knowledge <dir>', '本地知识文件夹 · folder of local knowledge')
    .option('--json', '机器输出 · machine output')
    .action(list);
  rules
    .command('show <code>')
    .description('查看一条规则 · show one rule with its points')
    .option('--knowledge <dir>', '本地知识文件夹 · folder of local knowledge')
    .option('--json', '机器输出 · machine output')
    .action(show);
  rules
    .command('coverage')
    .description('每类规则有多少知识点可执行 · points per class, executable or why not')
    .option('--json', '机器输出 · machine output')
    .action(showCoverage);
  addPlan(rules);
}

function knowledgeOf(options: KnowledgeOption): CurrentKnowledge {
  return currentKnowledge({
    schemes: tunables,
    ...(options.knowledge === undefined ? {} : { folder: options.knowledge }),
  });
}

function list(options: KnowledgeOption): void {
  const rows = listRules(knowledgeOf(options).snapshot);
  const batch = allSchemes.map((scheme) => ({ scheme: scheme.id, scheme_name: scheme.name, type: schemeType(scheme) }));
  if (options.json) return printJson({ rules: rows, schemes: batch });
  print(
    table(
      [
        { title: '编码 code' },
        { title: '名称 name' },
        { title: '类型 type' },
        { title: '结论 verdict' },
        { title: '知识点', align: 'right' },
      ],
      [
        ...rows.map((row) => [
          row.rule_code,
          row.rule_name,
          row.rule_type,
          verdictText(row.verdict),
          countText(row.points),
        ]),
        ...batch.map((row) => [row.scheme, row.scheme_name, row.type, '可疑', '—']),
      ],
    ),
  );
}

export function verdictText(verdict: string): string {
  return verdict === 'violation' ? '明确违规' : '可疑';
}

function show(code: string, options: KnowledgeOption): void {
  const { snapshot, facts } = knowledgeOf(options);
  const scheme = schemeNamed(code);
  if (scheme !== undefined) {
    const sheet = schemeSheet(scheme, snapshot);
    return options.json ? printJson(sheet) : printScheme(sheet);
  }
  const empty = emptyClass(snapshot, facts, code);
  if (empty !== undefined) return options.json ? printJson(empty) : printEmptyClass(empty);
  const rule = { ...showRule(snapshot, code), defaults: defaultsOf(facts, code) };
  if (options.json) return printJson(rule);
  print(`${rule.rule_code} ${rule.rule_name}`);
  print(
    `  类型 type      ${rule.rule_type}    结论 verdict ${verdictText(rule.verdict)}    环节 stages ${rule.stages.join(', ')}`,
  );
  print(`  依据 basis     ${rule.basis.join('；')}`);
  print(`  有效 in force  ${rule.from ?? '…'} – ${rule.to ?? '…'}    知识点 points ${countText(rule.points)}`);
  for (const { point_ids, from, to, scope: _scope, message, basis: _basis, ...point } of rule.knowledge.slice(0, 20)) {
    print(
      `  ${point_ids.join(' ').slice(0, 60)}  ${from ?? '…'} – ${to ?? '…'}  ${JSON.stringify(point).slice(0, 160)}`,
    );
    if (message !== undefined) print(`      ${message}`);
  }
  if (rule.knowledge.length > 20)
    print(`  … 另有 ${countText(rule.knowledge.length - 20)} 条，用 --json 查看全部 · --json shows all`);
  if (rule.defaults !== null) printDefaults(rule.defaults);
}

function showCoverage(options: JsonOption): void {
  const { facts } = currentKnowledge();
  const report = coverage(facts, new Map([...defaultCounts(facts), ...schemeCounts()]));
  if (options.json) return printJson(report);
  print(
    table(
      [
        { title: '编码 code' },
        { title: '规则 rule' },
        { title: '知识点', align: 'right' },
        { title: '可执行', align: 'right' },
        { title: '部分', align: 'right' },
        { title: '不可', align: 'right' },
        { title: '默认', align: 'right' },
        { title: '状态 state' },
      ],
      report.classes.map((row) => [
        row.code,
        row.name,
        countText(row.points),
        countText(row.executable),
        countText(row.partly),
        countText(row.not_executable),
        countText(row.defaults),
        stateText(row),
      ]),
    ),
  );
  print(
    `合计 ${countText(report.points)} 个知识点，可执行 ${countText(report.executable)} 个 · ${report.points} points, ${report.executable} executable`,
  );
}

function stateText({ state, reasons, template }: ClassCoverage): string {
  const why = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
  const names = { published: '已公布', default: '默认', 'needs-local-points': '待本地知识' };
  const file = state === 'needs-local-points' && template !== null ? `：${template}` : '';
  return [`${names[state]}${file}`, ...why].join('；');
}
