import type { Entry } from '../entry.ts';

/** SH-U: the command was used wrongly. */
export const usageErrors = {
  'SH-U001': {
    exit: 2,
    zh: '没有“{command}”这个命令',
    en: 'There is no command "{command}"',
    fix_zh: '运行 shouhu --help 查看全部命令',
    fix_en: 'Run shouhu --help for the list of commands',
  },
  'SH-U002': {
    exit: 2,
    zh: '命令 {command} 没有选项 {option}',
    en: 'The command {command} has no option {option}',
    fix_zh: '运行 shouhu {command} --help 查看它的选项',
    fix_en: 'Run shouhu {command} --help for its options',
  },
  'SH-U003': {
    exit: 2,
    zh: '选项 {option} 后面缺少值',
    en: 'The option {option} needs a value',
    fix_zh: '在 {option} 后面写上值，例如 {example}',
    fix_en: 'Write a value after {option}, for example {example}',
  },
  'SH-U004': {
    exit: 2,
    zh: '缺少必需的参数 {argument}',
    en: 'The argument {argument} is missing',
    fix_zh: '补上 {argument}；运行 shouhu {command} --help 查看用法',
    fix_en: 'Add {argument}; run shouhu {command} --help for the usage',
  },
  'SH-U005': {
    exit: 2,
    zh: '选项 {option} 的值“{value}”不对',
    en: 'The option {option} cannot be "{value}"',
    fix_zh: '应为：{expected}',
    fix_en: 'Expected: {expected}',
  },
  'SH-U006': {
    exit: 2,
    zh: '选项 {first} 与 {second} 不能同时使用',
    en: 'The options {first} and {second} exclude each other',
    fix_zh: '只保留其中一个',
    fix_en: 'Keep one of them',
  },
  'SH-U007': {
    exit: 2,
    zh: '多余的参数“{argument}”',
    en: 'The argument "{argument}" is one too many',
    fix_zh: '去掉它；含空格的路径请加引号',
    fix_en: 'Remove it; put quotes around a path that holds blanks',
  },
  'SH-U008': {
    exit: 2,
    zh: '开始日期 {from} 晚于结束日期 {to}',
    en: 'The first day {from} is after the last day {to}',
    fix_zh: '交换两个日期',
    fix_en: 'Exchange the two dates',
  },
  'SH-U009': {
    exit: 2,
    zh: '命令 {command} 需要 {first} 或 {second} 之一',
    en: 'The command {command} needs {first} or {second}',
    fix_zh: '写上其中一个',
    fix_en: 'Give one of them',
  },
  'SH-U010': {
    exit: 2,
    zh: '选项 {option} 需要同时写明 {other}',
    en: 'The option {option} needs {other} beside it',
    fix_zh: '加上 {other}，写明{what}',
    fix_en: 'Add {other} and say: {what}',
  },
} as const satisfies Record<string, Entry>;
