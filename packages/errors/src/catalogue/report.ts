import type { Entry } from '../entry.ts';

/** SH-D: reports cannot be made of a run. */
export const reportErrors = {
  'SH-D001': {
    exit: 1,
    zh: '{path} 里没有完成的稽核结果：缺 {file}',
    en: 'There is no finished run in {path}: {file} is missing',
    fix_zh: '先运行 shouhu audit，并用 --out 指向这个文件夹',
    fix_en: 'Run shouhu audit with --out on this folder first',
  },
  'SH-D002': {
    exit: 1,
    zh: '{path} 里的稽核结果不完整：{file} {detail}',
    en: 'The run in {path} is not whole: {file} {detail}',
    fix_zh: '可能中途停止或混有两次运行的文件；重新运行 shouhu audit',
    fix_en: 'It was stopped half-way, or files of two runs are mixed; run shouhu audit again',
  },
  'SH-D003': {
    exit: 1,
    zh: '{path} 由更新的版本写成（格式 {version}）',
    en: 'The run in {path} was written by a newer Shouhu (format {version})',
    fix_zh: '升级 shouhu，或重新运行 shouhu audit',
    fix_en: 'Upgrade shouhu, or run shouhu audit again',
  },
  'SH-D004': {
    exit: 1,
    zh: '没有找到中文字体：{missing}',
    en: 'No Chinese font was found: {missing}',
    fix_zh: '运行 npm ci 装齐依赖，或用 --fonts 指明放有中文字体（.ttf、.otf、.ttc）的文件夹',
    fix_en:
      'Run npm ci to complete the dependencies, or name a folder with Chinese fonts (.ttf, .otf, .ttc) by --fonts',
  },
  'SH-D005': {
    exit: 1,
    zh: '这次稽核没有机构 {fixmedins_code} 的疑点',
    en: 'This run found nothing at the institution {fixmedins_code}',
    fix_zh: '核对机构编码；有疑点的机构见 summary.json 的 by_institution',
    fix_en: 'Check the code; institutions with findings stand in by_institution of summary.json',
  },
} as const satisfies Record<string, Entry>;
