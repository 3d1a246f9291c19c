import { formatError } from '@shouhu/errors';
import { currentKnowledge, KnowledgeProblems, writeTemplates } from '@shouhu/rulebook';
import type { Command } from 'commander';
import { countText, print, printJson } from '../terminal.ts';

/** `shouhu knowledge template | check | import-annex`. */
export function addKnowledge(program: Command): void {
  const knowledge = program.command('knowledge').description('本地知识 · local knowledge');
  knowledge
    .command('template <dir>')
    .description('写出空白的本地知识表 · write empty tables of local knowledge')
    .option('--force', '覆盖已有文件 · overwrite')
    .action((dir: string, options: { force?: true }) => {
      for (const path of writeTemplates(dir, options)) print(path);
    });
  knowledge
    .command('check <dir>')
    .description('检查本地知识 · check local knowledge')
    .option('--json', '机器输出 · machine output')
    .action(check);
}

function check(dir: string, options: { json?: true }): void {
  try {
    const { snapshot, notices } = currentKnowledge({ folder: dir });
    const local = snapshot.parts.find(({ name }) => name === 'local');
    const counts = {
      rules: local?.rules ?? 0,
      points: local?.points ?? 0,
      parameters: snapshot.parameters.length,
      exemptions: snapshot.exemptions.length,
    };
    if (options.json) return printJson({ ok: true, ...counts, snapshot: snapshot.digest, notices, problems: [] });
    for (const notice of notices) print(formatError(notice, 'zh'));
    print(
      `没有错误：规则 ${countText(counts.rules)}，知识点 ${countText(counts.points)}，参数 ${countText(counts.parameters)}，豁免 ${countText(counts.exemptions)}`,
    );
    print(`No faults. Snapshot ${snapshot.digest}`);
  } catch (error) {
    if (!(error instanceof KnowledgeProblems)) throw error;
    reportProblems(error, options.json === true);
    throw error.summary;
  }
}

/** Every problem with its place, in both languages; the summary is the error of the command. */
export function reportProblems({ problems }: KnowledgeProblems, json: boolean): void {
  if (json) return printJson({ ok: false, problems });
  for (const problem of problems) {
    process.stderr.write(`${formatError(problem, 'zh')}\n${formatError(problem, 'en')}\n`);
  }
}
