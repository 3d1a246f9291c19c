import { join } from 'node:path';
import { writeLetters } from '@shouhu/reports';
import type { Command } from 'commander';
import { purposeOf, type RevealFlags } from '../reveal.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

interface LetterFlags extends RevealFlags {
  readonly out: string;
  readonly institution?: string;
  readonly fonts?: string;
  readonly json?: true;
}

/** `shouhu letters --out OUT`: a letter to every institution with findings. */
export function addLetters(program: Command): void {
  program
    .command('letters')
    .description('生成各机构疑点反馈函（PDF） · a letter to every institution with findings')
    .requiredOption('--out <dir>', '稽核结果文件夹 · folder of the run')
    .option('--institution <code>', '只给这家机构 · only to this institution')
    .option('--fonts <dir>', '中文字体文件夹 · folder with Chinese fonts of your own')
    .option('--reveal', '显示人员编号（留痕） · show person numbers, on record')
    .option('--purpose <text>', '显示人员编号的用途 · what they are shown for')
    .option('--json', '机器输出 · machine output')
    .action(letters);
}

async function letters({ out, institution, fonts, json, ...flags }: LetterFlags): Promise<void> {
  const reveal = purposeOf(flags);
  const progress = new Progress();
  const files = await writeLetters({
    out,
    ...(institution === undefined ? {} : { institution }),
    ...(fonts === undefined ? {} : { fonts }),
    ...(reveal === null ? {} : { reveal }),
    onLetter: (code, number, of) => progress.show('生成函件 · writing letters', `${number}/${of} ${code}`),
  });
  progress.done(`函件完成：${countText(files.length)} 份 · ${files.length} letters`);
  if (json) return printJson({ out, files, revealed: reveal !== null });
  for (const file of files) print(join(out, file));
}
