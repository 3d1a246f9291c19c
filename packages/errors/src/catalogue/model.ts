import type { Entry } from '../entry.ts';

/** SH-P: the model that is trained from confirmed cases. */
export const modelErrors = {
  'SH-P001': {
    exit: 1,
    zh: '查实结论表 {path} 有误：{reason}',
    en: 'The table of confirmed cases {path} is wrong: {reason}',
    fix_zh: '第一行写列名 fixmedins_code,confirmed,note；confirmed 查实为 1、查无问题为 0',
    fix_en: 'Head it fixmedins_code,confirmed,note; confirmed is 1 for found guilty and 0 for found in order',
  },
  'SH-P002': {
    exit: 1,
    zh: '样本太少：查实 {confirmed} 家、查无问题 {clear} 家，各需至少 {least} 家',
    en: 'Too few cases: {confirmed} confirmed and {clear} clear, of each at least {least} are needed',
    fix_zh: '补充已结案的机构，或用 --runs 加入更多区县、更多年度的稽核结果；在此之前请使用无监督风险分',
    fix_en: 'Add closed cases, or runs of more regions and years with --runs; until then use the risk score',
  },
  'SH-P003': {
    exit: 1,
    zh: '结论表里的 {labelled} 家机构在所给稽核结果中都不存在',
    en: 'None of the {labelled} labelled institutions stands in the runs given',
    fix_zh: '检查 --runs 是否为这些机构所在地的结果，以及机构编码的写法',
    fix_en: 'Check that --runs names results of their region, and how the codes are written',
  },
  'SH-P004': {
    exit: 1,
    zh: '{path} 里没有 {file}，不是完整的稽核结果',
    en: '{path} holds no {file}; it is not a finished run',
    fix_zh: '先运行 shouhu audit，再给出它的 --out 文件夹',
    fix_en: 'Run shouhu audit first and give its --out folder',
  },
  'SH-P005': {
    exit: 1,
    zh: '{path} 不是本版本的模型文件（{detail}）',
    en: '{path} is no model of this version ({detail})',
    fix_zh: '用 shouhu model train 重新训练',
    fix_en: 'Train it again with shouhu model train',
  },
} as const satisfies Record<string, Entry>;
