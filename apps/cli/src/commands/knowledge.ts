import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { civilDay } from '@shouhu/codes';
import { tunables } from '@shouhu/audit';
import { formatError, fromSystemError } from '@shouhu/errors';
import {
  currentKnowledge,
  importAnnex,
  KnowledgeProblems,
  loadNational,
  NATIONAL_DATA,
  writeNational,
  writeTemplates,
  type AnnexImport,
} from '@shouhu/rulebook';
import type { Command } from 'commander';
import { day, folderUrl } from '../options.ts';
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
  knowledge
    .command('import-annex <file>')
    .description('读入国家公布的知识点附件 · read an official annex into a new folder of national points')
    .requiredOption('--batch <n>', '批次 · number of the batch')
    .requiredOption('--published <date>', '公布日期 · day of publication', day('--published'))
    .requiredOption('--into <dir>', '国家知识点文件夹的上级 · where folders of national points are kept')
    .option('--base <dir>', '在此基础上增加，默认内置 · folder it adds to; default: the shipped points')
    .option('--dry-run', '只显示，不写入 · show only')
    .option('--json', '机器输出 · machine output')
    .action(readAnnex);
}

interface AnnexFlags {
  readonly batch: string;
  readonly published: number;
  readonly into: string;
  readonly base?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

async function readAnnex(file: string, flags: AnnexFlags): Promise<void> {
  const base = flags.base === undefined ? NATIONAL_DATA : folderUrl(flags.base);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw fromSystemError(error, file, 'read') ?? error;
  });
  const annex = await importAnnex(bytes, {
    path: file,
    batch: flags.batch,
    published: civilDay(flags.published),
    previous: loadNational(base),
  });
  const folder =
    flags.dryRun || annex.added.length === 0 ? null : fileURLToPath(writeNational(flags.into, annex, base));
  if (flags.json) return printJson({ ...annex, terms: Object.fromEntries(annex.terms), folder });
  printAnnex(annex);
  if (folder !== null) print(`写入 ${folder}；稽核时用 --national ${folder} · use it with --national`);
}

function printAnnex({ batch, added, superseded, unmappable, review, known }: AnnexImport): void {
  print(
    `第 ${batch} 批：新增 ${countText(added.length)}，替代 ${countText(superseded.length)}，已有 ${countText(known)}`,
  );
  for (const { point_id, by, item_name, ended_codes } of superseded) {
    const ended = ended_codes.length === 0 ? '' : `，终止编码 ${ended_codes.join(' ')}`;
    print(`  替代 ${point_id} → ${by}  ${item_name}${ended}`);
  }
  for (const point of unmappable) print(`  不可执行 ${point.point_id}  ${point.item_name}：${point.reason}`);
  for (const point of review) print(`  请复核 ${point.point_id}  ${point.item_name}：${point.review}`);
}

function check(dir: string, options: { json?: true }): void {
  try {
    const { snapshot, notices } = currentKnowledge({ folder: dir, schemes: tunables });
    const local = snapshot.parts.find(({ name }) => name === 'local');
    const counts = {
      rules: local?.rules ?? 0,
      points: local?.points ?? 0,
      parameters: snapshot.parameters.length + snapshot.settings.length,
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
