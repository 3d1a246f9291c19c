import type { Entry } from '../entry.ts';

/** SH-X: a fault of Shouhu itself. */
export const internalErrors = {
  'SH-X001': {
    exit: 3,
    zh: '程序内部错误：{detail}',
    en: 'Internal fault: {detail}',
    fix_zh: '请把这条信息、版本号（shouhu --version）和所用命令告诉维护者',
    fix_en: 'Tell the maintainers this text, the version (shouhu --version) and the command you used',
  },
  'SH-X002': {
    exit: 3,
    zh: '查询引擎出错：{detail}',
    en: 'The query engine failed: {detail}',
    fix_zh: '确认内存与磁盘空间后重试；仍出错请告诉维护者',
    fix_en: 'Try again with enough memory and disk; if it stays, tell the maintainers',
  },
  'SH-X003': {
    exit: 3,
    zh: '三个求值器在 {cases} 个用例中有 {disagreements} 处不一致',
    en: 'The three evaluators disagree in {disagreements} of {cases} cases',
    fix_zh: '最小反例已存入 {path}；修复前不要发布规则',
    fix_en: 'The smallest counter-example stands in {path}; publish no rule before it is mended',
  },
  'SH-X004': {
    exit: 3,
    zh: '「{document}」排版失败：{detail}',
    en: '“{document}” could not be typeset: {detail}',
    fix_zh: '请把这条信息、版本号（shouhu --version）告诉维护者；此前做好的文书仍然有效',
    fix_en: 'Tell the maintainers this text and the version (shouhu --version); documents made before stay good',
  },
  'SH-X005': {
    exit: 3,
    zh: '「{document}」在 {seconds} 秒内没有排完，已停止',
    en: '“{document}” was not typeset within {seconds} seconds and was stopped',
    fix_zh: '机器空闲时再做一次；仍不成，请把这条信息、版本号（shouhu --version）告诉维护者',
    fix_en:
      'Try again when the machine is idle; if it stays, tell the maintainers this text and the version (shouhu --version)',
  },
} as const satisfies Record<string, Entry>;
